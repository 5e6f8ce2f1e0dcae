package io.plimsoll.autoscaler.app.input;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Objects that an answer depends on, of which a dump has none: as if nobody had asked for them. */
final class MissingObjects {

    private MissingObjects() {}

    /** One sentence for each kind that is missing. */
    static List<String> notes(Cluster cluster) {
        List<String> notes = new ArrayList<>(controllers(cluster));
        notes.addAll(volumes(cluster));
        return notes;
    }

    private static List<String> controllers(Cluster cluster) {
        Set<String> there =
                cluster.controllers().workloads().stream()
                        .map(Workload::kind)
                        .collect(Collectors.toSet());
        Map<String, Long> wanted =
                cluster.pods().stream()
                        .filter(pod -> pod.spec().nodeName().isPresent())
                        .flatMap(pod -> pod.controller().stream())
                        .map(OwnerReference::kind)
                        .filter(Kinds.WORKLOADS::contains)
                        .filter(kind -> !there.contains(kind))
                        .collect(
                                Collectors.groupingBy(
                                        kind -> kind, TreeMap::new, Collectors.counting()));
        return wanted.entrySet().stream()
                .map(kind ->
                        "%d pods belong to a %s, and no file has one: their nodes look as if their controllers were gone; add kubectl get %s -A"
                                .formatted(kind.getValue(), kind.getKey(), resource(kind.getKey())))
                .toList();
    }

    private static String resource(String workload) {
        return Objects.requireNonNull(Kinds.ALL.get(workload)).resource();
    }

    private static List<String> volumes(Cluster cluster) {
        Storage storage = cluster.storage();
        long claiming = cluster.pods().stream().filter(MissingObjects::claims).count();
        List<String> notes = new ArrayList<>();
        if (claiming > 0 && storage.claims().isEmpty()) {
            notes.add(missing(claiming + " pods claim volumes", "persistentvolumeclaims -A"));
        }
        long bound =
                storage.claims().values().stream()
                        .filter(claim -> !claim.volumeName().isEmpty())
                        .count();
        if (bound > 0 && storage.volumes().isEmpty()) {
            notes.add(missing(bound + " claims are bound to volumes", "persistentvolumes"));
        }
        long waiting =
                storage.claims().values().stream()
                        .filter(claim ->
                                claim.volumeName().isEmpty() && !claim.className().isEmpty())
                        .count();
        if (waiting > 0 && storage.classes().isEmpty()) {
            notes.add(missing(waiting + " claims name storage classes", "storageclasses"));
        }
        long provisioned =
                storage.claims().values().stream()
                        .filter(claim -> claim.volumeName().isEmpty())
                        .map(claim -> storage.classes().get(claim.className()))
                        .filter(found -> found != null && found.waitForFirstConsumer())
                        .count();
        if (provisioned > 0 && storage.capacity().drivers().isEmpty()) {
            notes.add(
                    "%d claims wait to be provisioned, and no file has a CSIDriver: they look as if there were room everywhere; add kubectl get csidrivers,csistoragecapacities -A"
                            .formatted(provisioned));
        }
        return notes;
    }

    private static boolean claims(Pod pod) {
        return pod.spec().constraints().volumes().stream()
                .anyMatch(volume ->
                        volume instanceof PodVolume.Claim(_, _, boolean ephemeral) && !ephemeral);
    }

    private static String missing(String who, String resource) {
        return who + ", and no file has one; add kubectl get " + resource;
    }
}
