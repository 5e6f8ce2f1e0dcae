package io.plimsoll.checks.capacity;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.checks.manifest.Manifests;
import io.plimsoll.checks.manifest.PodReader;
import io.plimsoll.checks.manifest.Workload;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.names.SharedNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods of a cluster under load.
 *
 * @param daemons one for each DaemonSet
 * @param others all that find their places before Kong's, the most important first
 * @param kong Kong's pods
 */
public record Population(List<Pod> daemons, List<PodSet> others, PodSet kong) {

    private static final String PROFILE = "plimsoll.io/load-profile";

    public Population {
        daemons = List.copyOf(daemons);
        others = List.copyOf(others);
    }

    /**
     * What the manifests make of an environment. Where nobody reads their pods, or Kong is not
     * among them: the EKS add-ons' DaemonSets, and Kong as the environment describes it.
     *
     * @param profile the load that runs, if one does; loads take turns
     */
    public static Population of(
            Environment environment, Manifests manifests, Optional<String> profile) {
        SharedNames names = new SharedNames(environment);
        Optional<Workload> kong =
                manifests.workloads().stream()
                        .filter(workload ->
                                workload.namespace().equals(names.kongNamespace())
                                        && workload.name().equals(names.kongDeployment()))
                        .findFirst();
        if (kong.isEmpty() || manifests.reader().isEmpty()) {
            int most = environment.workloads().hpa().max();
            return new Population(
                    PlannedPods.daemons(environment),
                    List.of(),
                    new PodSet("Kong", PlannedPods.kong(environment), most));
        }
        PodReader reader = manifests.reader().get();
        return new Population(
                manifests.all(DaemonSet.class).stream()
                        .map(set -> reader.read(set.getSpec().getTemplate(), set.getMetadata()))
                        .toList(),
                others(manifests, reader, kong.get(), profile),
                set(kong.get(), reader));
    }

    /** One for each load of the environment. */
    public static List<Population> underEachLoad(Environment environment, Manifests manifests) {
        return environment.workloads().load().profiles().keySet().stream()
                .map(profile -> of(environment, manifests, Optional.of(profile)))
                .toList();
    }

    /** Every set of pods, Kong's last. */
    public List<PodSet> sets() {
        return Stream.concat(others.stream(), Stream.of(kong)).toList();
    }

    private static List<PodSet> others(
            Manifests manifests, PodReader reader, Workload kong, Optional<String> profile) {
        List<String> resting =
                manifests.all(Job.class).stream()
                        .filter(job -> {
                            Optional<String> own = Manifests.annotation(job, PROFILE);
                            return own.isPresent() && !own.equals(profile);
                        })
                        .map(job -> job.getMetadata().getName())
                        .toList();
        return manifests.workloads().stream()
                .filter(workload -> !workload.equals(kong))
                .filter(workload ->
                        !workload.kind().equals("Job") || !resting.contains(workload.name()))
                .map(workload -> set(workload, reader))
                .sorted(Comparator.comparingInt(set -> -set.alike().spec().policy().priority()))
                .toList();
    }

    private static PodSet set(Workload workload, PodReader reader) {
        return new PodSet(
                workload.label(),
                reader.read(workload.template(), workload.owner()),
                workload.pods().most());
    }
}
