package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.demo.UnplayableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The objects of the written manifests, put into a cluster that has none of them, and taken away.
 */
final class Manifests implements AutoCloseable {

    /** What makes pods or counts them; the story begins with these. */
    private static final Set<String> PLAYED =
            Set.of(
                    "DaemonSet",
                    "Deployment",
                    "HorizontalPodAutoscaler",
                    "Job",
                    "PodDisruptionBudget",
                    "StatefulSet");

    private final KubernetesClient kube;
    private final List<HasMetadata> own;
    private final List<HasMetadata> addons;
    private final List<HasMetadata> created = new ArrayList<>();

    /**
     * @param own must not be there
     * @param addons what EKS would bring; those that are there already stay as they are
     */
    Manifests(KubernetesClient kube, List<HasMetadata> own, List<HasMetadata> addons) {
        this.kube = kube;
        this.own = List.copyOf(own);
        this.addons = List.copyOf(addons);
    }

    /**
     * @throws UnplayableException naming those that are in the way
     */
    void refuseWhatIsThere() {
        List<String> there = own.stream().filter(this::isThere).map(Manifests::name).toList();
        if (!there.isEmpty()) {
            throw new UnplayableException(
                    "The story makes its own objects, and the cluster has these already: "
                            + String.join(", ", there.subList(0, Math.min(5, there.size())))
                            + (there.size() > 5 ? " and %d more".formatted(there.size() - 5) : "")
                            + "; take another cluster, or delete them");
        }
    }

    private boolean isThere(HasMetadata object) {
        return kube.resource(object).get() != null;
    }

    private static String name(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return "%s %s%s"
                .formatted(
                        object.getKind(),
                        namespace == null ? "" : namespace + "/",
                        object.getMetadata().getName());
    }

    /** Namespaces, accounts, rights, configuration. */
    void prepare() {
        own.stream().filter(object -> !isPlayed(object)).forEach(this::create);
    }

    /** All that has pods. */
    void begin() {
        addons.stream().filter(object -> !isThere(object)).forEach(this::create);
        own.stream().filter(Manifests::isPlayed).forEach(this::create);
    }

    private static boolean isPlayed(HasMetadata object) {
        return PLAYED.contains(object.getKind());
    }

    private void create(HasMetadata object) {
        kube.resource(object).create();
        created.add(object);
    }

    /** The last first; namespaces take what is in them along. */
    @Override
    public void close() {
        created.reversed()
                .forEach(object -> Clearing.quietly(() -> kube.resource(object).delete()));
        created.clear();
    }
}
