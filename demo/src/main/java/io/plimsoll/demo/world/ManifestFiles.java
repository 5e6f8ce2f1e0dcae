package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.file.ObjectFiles;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kubernetes objects out of manifest files, as far as they are about pods. */
public final class ManifestFiles {

    /** On the objects of {@code eks-addons.yaml}: the EKS add-on that brings them. */
    private static final String ADDON_LABEL = "plimsoll.io/eks-addon";

    private static final Set<String> KINDS =
            Set.of(
                    "CronJob",
                    "DaemonSet",
                    "Deployment",
                    "HorizontalPodAutoscaler",
                    "Job",
                    "Pod",
                    "PodDisruptionBudget",
                    "PriorityClass",
                    "ReplicaSet",
                    "ReplicationController",
                    "ServiceAccount",
                    "StatefulSet");

    private final List<HasMetadata> objects;
    private final List<String> notes;

    private ManifestFiles(List<HasMetadata> objects, List<String> notes) {
        this.objects = List.copyOf(objects);
        this.notes = List.copyOf(notes);
    }

    /**
     * All YAML and JSON files of a folder and its folders, and what the named EKS add-ons install.
     *
     * @param path the folder, or one file
     * @throws InvalidFileException with everything that is wrong: file, line, object, field, value
     */
    public static ManifestFiles read(Path path, Set<String> addons) {
        ObjectFiles files = ObjectFiles.read(List.of(path), KINDS);
        // What decisions cannot use is told here, with its file, and not by a check.
        files.cluster(List.of());
        List<HasMetadata> objects = new ArrayList<>(files.objects());
        objects.addAll(ofAddons(addons));
        return new ManifestFiles(objects, files.notes());
    }

    /** An add-on without pods that take room is no mistake. */
    private static List<HasMetadata> ofAddons(Set<String> addons) {
        try (InputStream content = ManifestFiles.class.getResourceAsStream("eks-addons.yaml")) {
            if (content == null) {
                throw new IllegalStateException("eks-addons.yaml is not on the class path");
            }
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return ObjectFiles.parse("eks-addons.yaml", text, KINDS).objects().stream()
                    .filter(object ->
                            addons.contains(object.getMetadata().getLabels().get(ADDON_LABEL)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All objects of a kind, in the files' order. */
    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What EKS add-ons bring, and no file. */
    List<HasMetadata> ofAddons() {
        return objects.stream()
                .filter(object ->
                        object.getMetadata().getLabels() != null
                                && object.getMetadata().getLabels().containsKey(ADDON_LABEL))
                .toList();
    }

    /** One sentence for each thing that was left out. */
    public List<String> notes() {
        return notes;
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
