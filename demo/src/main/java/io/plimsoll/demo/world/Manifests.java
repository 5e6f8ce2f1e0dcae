package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.demo.UnplayableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Kubernetes objects out of manifest files. */
public final class Manifests {

    /** On the objects of {@code eks-addons.yaml}: the EKS add-on that brings them. */
    private static final String ADDON_LABEL = "plimsoll.io/eks-addon";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final List<HasMetadata> objects;

    private Manifests(List<HasMetadata> objects) {
        this.objects = List.copyOf(objects);
    }

    /**
     * All YAML files of a folder and its folders, and what the named EKS add-ons install.
     *
     * @throws IOException when a file cannot be read
     * @throws UnplayableException when a file is not what it should be
     */
    public static Manifests read(Path folder, Set<String> addons) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Manifests::isYaml).sorted().toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    objects.addAll(parse(content));
                } catch (KubernetesClientException e) {
                    throw new UnplayableException(
                            file + " holds no Kubernetes objects: " + e.getMessage());
                }
            }
        }
        objects.addAll(ofAddons(addons));
        return new Manifests(objects);
    }

    private static boolean isYaml(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().endsWith(".yaml");
    }

    /** An add-on without pods that take room is no mistake. */
    private static List<HasMetadata> ofAddons(Set<String> addons) {
        try (InputStream content = Manifests.class.getResourceAsStream("eks-addons.yaml")) {
            if (content == null) {
                throw new IllegalStateException("eks-addons.yaml is not on the class path");
            }
            return parse(content).stream()
                    .filter(object ->
                            addons.contains(object.getMetadata().getLabels().get(ADDON_LABEL)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<HasMetadata> parse(InputStream content) {
        return flatten(SERIALIZATION.unmarshal(content));
    }

    private static List<HasMetadata> flatten(Object parsed) {
        return switch (parsed) {
            case KubernetesList list -> list.getItems();
            case Collection<?> several ->
                    several.stream().flatMap(one -> flatten(one).stream()).toList();
            case HasMetadata one -> List.of(one);
            default -> List.of();
        };
    }

    /** All objects of a kind, in the files' order. */
    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * A pod of a template, as the scheduler sees it.
     *
     * @param owner of the template, whose name and namespace the pod gets
     */
    public Pod pod(PodTemplateSpec template, ObjectMeta owner) {
        PriorityClasses priorities = PriorityClasses.of(all(PriorityClass.class));
        return new PodTemplates(priorities).convert(template, owner).pod();
    }
}
