package io.plimsoll.autoscaler.decision.scheduling.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.LabelSelector;
import io.plimsoll.autoscaler.decision.model.Metadata;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.PodVolume;
import io.plimsoll.autoscaler.decision.model.Requirement;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.RandomWorld;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict.Plugin;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeFiltersTest {
    private static final String EBS = "ebs.csi.aws.com";

    private final TreeMap<ObjectKey, Storage.Claim> claims = new TreeMap<>();
    private final TreeMap<String, Storage.Volume> volumes = new TreeMap<>();
    private final TreeMap<String, Storage.CsiNode> csiNodes = new TreeMap<>();
    private final TreeMap<String, Storage.StorageClass> classes = new TreeMap<>();
    private final TreeMap<String, Boolean> drivers = new TreeMap<>();
    private final TreeMap<ObjectKey, Storage.Capacity> capacities = new TreeMap<>();

    @Test
    void letsOnePodAloneUseAReadWriteOncePodClaim() {
        bind("data", "ReadWriteOncePod", "");
        ClusterSnapshot snapshot = snapshot();
        Packing packing = Packing.onto(snapshot, Set.of());

        assertThat(packing.place(claiming("a", "data"))).isPresent();
        assertThat(packing.place(claiming("b", "data"))).isEmpty();
        assertThat(plugin(snapshot.check(claiming("c", "data"), "n1")))
                .isEqualTo(Plugin.VOLUME_RESTRICTIONS);
    }

    @Test
    void refusesAPodWhoseClaimIsMissing() {
        assertThat(plugin(snapshot().check(claiming("a", "nowhere"), "n1")))
                .isEqualTo(Plugin.VOLUME_RESTRICTIONS);
    }

    @Test
    void keepsAPodInTheZoneOfItsVolume() {
        bind("data", "ReadWriteOnce", "zone-b");

        assertThat(plugin(snapshot().check(claiming("a", "data"), "n1")))
                .isEqualTo(Plugin.VOLUME_ZONE);
    }

    @Test
    void attachesNoMoreVolumesThanTheCsiNodeAllows() {
        bind("one", "ReadWriteOnce", "");
        bind("two", "ReadWriteOnce", "");
        csiNodes.put("n1", new Storage.CsiNode("n1", new TreeMap<>(Map.of(EBS, 1)), List.of()));
        ClusterSnapshot snapshot = snapshot();

        snapshot.bind(claiming("a", "one"), "n1");

        assertThat(plugin(snapshot.check(claiming("b", "two"), "n1")))
                .isEqualTo(Plugin.NODE_VOLUME_LIMITS);
        assertThat(snapshot.check(claiming("c", "one"), "n1")).isInstanceOf(Verdict.Fits.class);
    }

    @Test
    void letsNoTwoPodsOfANodeWriteOneInTreeDisk() {
        ClusterSnapshot snapshot = snapshot();
        PodVolume disk = new PodVolume.Disk("d", "kubernetes.io/aws-ebs", "vol-1", true);

        snapshot.bind(pod("a", disk), "n1");

        assertThat(plugin(snapshot.check(pod("b", disk), "n1")))
                .isEqualTo(Plugin.VOLUME_RESTRICTIONS);
    }

    /** A claim of 10 bytes waits for its first consumer; the node is in zone-a. */
    @ParameterizedTest
    @CsvSource({
        "true, fast, 10, zone-a, true",
        "true, fast, 11, zone-a, true",
        "true, fast, 9, zone-a, false",
        "true, fast, 10, zone-b, false",
        "true, slow, 10, zone-a, false",
        "true, fast, -1, zone-a, false",
        "true, fast, 10, '', false",
        "false, fast, 9, zone-a, true"
    })
    void provisionsWhereADriverHasPublishedRoom(
            boolean tracked, String className, long bytes, String zone, boolean fits) {
        await("data", "fast", 10);
        drivers.put(EBS, tracked);
        publish(className, bytes, zone);

        Verdict verdict = snapshot().check(claiming("a", "data"), "n1");

        if (fits) {
            assertThat(verdict).isInstanceOf(Verdict.Fits.class);
        } else {
            assertThat(verdict)
                    .isEqualTo(
                            new Verdict.Rejected(
                                    Plugin.VOLUME_BINDING,
                                    "node(s) did not have enough free storage"));
        }
    }

    @Test
    void provisionsOfADriverWithoutAnObjectAnywhere() {
        await("data", "fast", 10);

        assertThat(snapshot().check(claiming("a", "data"), "n1")).isInstanceOf(Verdict.Fits.class);
    }

    @Test
    void promisesAVolumeToOneClaimOfAPlanAlone() {
        await("one", "static", 10);
        await("two", "static", 10);
        offer("disk", "static", 20);
        ClusterSnapshot snapshot = snapshot();
        snapshot.fork();
        Packing packing = Packing.onto(snapshot, Set.of());

        assertThat(packing.place(claiming("a", "one"))).isPresent();
        assertThat(packing.place(claiming("b", "two"))).isEmpty();
        assertThat(snapshot.check(claiming("b", "two"), "n1"))
                .isEqualTo(
                        new Verdict.Rejected(
                                Plugin.VOLUME_BINDING,
                                "node(s) didn't find available persistent volumes to bind"));
        assertThat(snapshot.check(claiming("c", "one"), "n1")).isInstanceOf(Verdict.Fits.class);

        snapshot.revert();
        assertThat(snapshot.check(claiming("b", "two"), "n1")).isInstanceOf(Verdict.Fits.class);
    }

    @Test
    void givesEachClaimOfAPlanAVolumeOfItsOwnWhileThereAreSome() {
        await("one", "static", 10);
        await("two", "static", 10);
        await("three", "static", 10);
        offer("disk-1", "static", 20);
        offer("disk-2", "static", 20);
        ClusterSnapshot snapshot = snapshot();
        snapshot.fork();
        Packing packing = Packing.onto(snapshot, Set.of());

        assertThat(packing.place(claiming("a", "one"))).isPresent();
        assertThat(packing.place(claiming("b", "two"))).isPresent();
        assertThat(packing.place(claiming("c", "three"))).isEmpty();
    }

    private void await(String name, String className, long bytes) {
        ObjectKey key = new ObjectKey("default", name);
        classes.put(
                className,
                new Storage.StorageClass(
                        className,
                        className.equals("static") ? "kubernetes.io/no-provisioner" : EBS,
                        true,
                        List.of()));
        claims.put(
                key,
                new Storage.Claim(
                        key,
                        "",
                        className,
                        new Storage.Demand(bytes, "Filesystem", List.of(), Optional.empty()),
                        new Storage.ClaimState("", "", false, "", Storage.ClaimCondition.USABLE)));
    }

    private void offer(String name, String className, long bytes) {
        volumes.put(
                name,
                new Storage.Volume(
                        name,
                        new TreeMap<>(),
                        Optional.empty(),
                        new Storage.VolumeSource("", ""),
                        new Storage.Offer(
                                bytes,
                                "Filesystem",
                                className,
                                List.of(),
                                new Storage.Reservation(Optional.empty(), "", true, false))));
    }

    /** Without a zone, no node reaches it. */
    private void publish(String className, long bytes, String zone) {
        ObjectKey key = new ObjectKey("kube-system", "capacity");
        LabelSelector inZone =
                new LabelSelector(
                        List.of(
                                new Requirement(
                                        RandomWorld.ZONE, Requirement.Operator.IN, List.of(zone))));
        capacities.put(
                key,
                new Storage.Capacity(
                        key,
                        className,
                        bytes,
                        zone.isEmpty() ? Optional.empty() : Optional.of(inZone)));
    }

    private static Plugin plugin(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Fits _ -> throw new AssertionError("fits");
            case Verdict.Rejected rejected -> rejected.plugin();
        };
    }

    private void bind(String name, String accessMode, String zone) {
        ObjectKey key = new ObjectKey("default", name);
        claims.put(
                key,
                new Storage.Claim(
                        key,
                        name,
                        "",
                        new Storage.Demand(1, "Filesystem", List.of(accessMode), Optional.empty()),
                        new Storage.ClaimState("", "", true, "", Storage.ClaimCondition.USABLE)));
        TreeMap<String, String> labels = new TreeMap<>();
        if (!zone.isEmpty()) {
            labels.put(RandomWorld.ZONE, zone);
        }
        volumes.put(
                name,
                new Storage.Volume(
                        name,
                        labels,
                        Optional.empty(),
                        new Storage.VolumeSource(EBS, "handle-" + name),
                        new Storage.Offer(
                                1,
                                "Filesystem",
                                "",
                                List.of(accessMode),
                                new Storage.Reservation(Optional.of(key), "", false, false))));
    }

    private ClusterSnapshot snapshot() {
        Node any = new RandomWorld(0).node();
        TreeMap<String, String> labels = new TreeMap<>(Map.of(RandomWorld.ZONE, "zone-a"));
        Resources size = new Resources(4000, 4000, 0, 10, new TreeMap<>());
        Node node =
                new Node(
                        "n1",
                        new Metadata(
                                "",
                                labels,
                                new TreeMap<>(),
                                any.metadata().creationTime(),
                                Optional.empty()),
                        new Node.Spec("", false, List.of()),
                        new Node.Status(size, size, List.of()));
        return ClusterSnapshot.of(
                new Cluster(
                        List.of(node),
                        List.of(),
                        Cluster.Controllers.NONE,
                        new Storage(
                                claims,
                                volumes,
                                classes,
                                csiNodes,
                                new Storage.CapacityTracking(drivers, capacities)),
                        Cluster.Namespaces.NONE));
    }

    private static Pod claiming(String name, String claim) {
        return pod(name, new PodVolume.Claim("v", claim, false));
    }

    private static Pod pod(String name, PodVolume volume) {
        Pod.Constraints constraints =
                new Pod.Constraints(
                        Pod.NodePlacement.ANY, Pod.PodPlacement.ANY, List.of(), List.of(volume));
        return new Pod(
                new ObjectKey("default", name),
                Metadata.NONE,
                Optional.empty(),
                new Pod.Spec(
                        Optional.empty(),
                        Resources.ofPod(1, 1),
                        Resources.ofPod(1, 1),
                        constraints,
                        Pod.Policy.DEFAULT),
                Pod.Status.PENDING);
    }
}
