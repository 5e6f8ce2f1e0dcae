package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.real.HostileStage.InForce;
import io.plimsoll.autoscaler.app.real.HostileStage.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Days on which Kubernetes is not as it should be. */
final class ClusterDays {

    private static final Duration OUTAGE = Duration.ofSeconds(20);

    private static final int BURST = Integer.getInteger("plimsoll.burst", 1000);

    /** Two pods of the Deployment are on the first node. */
    private static final int NODES_FOR_BURST = Math.ceilDiv(BURST + 2, Cluster.PODS_PER_NODE) - 1;

    /** How long it may take the API server to make them. */
    private static final Duration BURST_LASTS = Duration.ofMinutes(BURST > 1000 ? 15 : 3);

    /** Pods that come over a minute cost at most ten. */
    private static final int WRITES_A_MINUTE = 10;

    private ClusterDays() {}

    static BadDay apiServerKilled() {
        return BadDay.whileGrowing(
                "API server killed for 20 s, in mid scale-up",
                stage -> {
                    stage.orderNodes();
                    Runnable server = stage.plane().kill("kube-apiserver");
                    // They would end too, for want of their Leases; kwok would hang for a minute.
                    List<Runnable> others =
                            Stream.of("kube-controller-manager", "kube-scheduler", "kwok")
                                    .map(stage.plane()::kill)
                                    .toList();
                    Instant back;
                    try {
                        Patience.last(OUTAGE);
                    } finally {
                        server.run();
                        Patience.eventually("it answers", () -> !stage.cluster().nodes().isEmpty());
                        back = Instant.now();
                        others.forEach(Runnable::run);
                    }
                    return back;
                });
    }

    static BadDay etcdStopped() {
        return BadDay.whileShrinking(
                "etcd stopped for 20 s, in mid drain",
                stage -> {
                    Replica leader = stage.leader();
                    stage.beginToDrain();
                    Instant lost = Instant.now();
                    try (InForce _ = leader.down()) {
                        stage.plane().stop("etcd");
                        leader.awaitLostMaster(lost);
                        Patience.lastUntil(lost.plus(OUTAGE));
                        assertThat(leader.writesAfter(lost.plus(Replica.LEASE))).isEmpty();
                    } finally {
                        stage.plane().resume("etcd");
                    }
                    return Instant.now();
                });
    }

    static BadDay pageInWatches() {
        return BadDay.whileGrowing(
                "a proxy's page in every watch",
                stage -> {
                    int watches = stage.leader().api().inject(Faults::any, Faults.PAGE);
                    assertThat(watches).isPositive();
                    return stage.comePods();
                });
    }

    static BadDay connectionsCut() {
        return BadDay.whileShrinking(
                "watches and all other connections to the API server cut, in mid drain",
                stage -> {
                    stage.beginToDrain();
                    stage.leader().api().cut();
                    return Instant.now();
                });
    }

    static BadDay budgetTurnsToZero() {
        return BadDay.whileShrinking(
                "budget turns to zero in mid drain, until the drain is undone",
                stage -> {
                    String node;
                    try (InForce _ = stage.slowEvictions()) {
                        node = stage.beginToDrain();
                        stage.cluster().allowDisruptions(0);
                        Patience.eventually(
                                "none is allowed", () -> stage.cluster().disruptions() == 0);
                    }
                    try {
                        stage.awaitUndone(node);
                    } finally {
                        stage.cluster().allowDisruptions(1);
                    }
                    return Instant.now();
                });
    }

    static BadDay podsThatDoNotEnd() {
        return BadDay.whileShrinking(
                "a pod with a finalizer in mid drain, until the drain is undone",
                stage -> {
                    String node;
                    try (InForce _ = stage.slowEvictions()) {
                        node = stage.beginToDrain();
                        stage.cluster().holdPods(node);
                        // It would take the finalizer off.
                        stage.plane().stop("kwok");
                    }
                    try {
                        stage.awaitUndone(node);
                    } finally {
                        stage.plane().resume("kwok");
                        Patience.eventually("the pods are free", stage.cluster()::releasePods);
                    }
                    return Instant.now();
                });
    }

    static BadDay nodeDeletedByHand() {
        return new BadDay(
                "node deleted by hand under its pods",
                HostileStage.LARGE,
                HostileStage.LARGE,
                1,
                stage -> {
                    stage.cluster().leave(stage.cluster().nodes().getLast());
                    return Instant.now();
                });
    }

    static BadDay burst() {
        return new BadDay(
                "%,d pods at once, until their nodes are there".formatted(BURST),
                HostileStage.SMALL,
                new Size(1 + NODES_FOR_BURST, HostileStage.SMALL.pods()),
                NODES_FOR_BURST,
                stage -> {
                    stage.goOnAlone();
                    Instant began = Instant.now();
                    // Kubelets would be busy with the first pods while others come.
                    try (InForce _ = stage.machines().hold()) {
                        stage.cluster().scale("burst", BURST);
                        Patience.eventually(
                                "nodes are ordered for all",
                                BURST_LASTS,
                                () -> stage.witness().ordered() >= NODES_FOR_BURST);
                    }
                    long minutes = 1 + Duration.between(began, Instant.now()).toMinutes();
                    assertThat((long) stage.witness().writes())
                            .isLessThanOrEqualTo(WRITES_A_MINUTE * minutes);
                    Patience.eventually(
                            "all of them run",
                            BURST_LASTS,
                            () -> stage.cluster().ready("burst") == BURST);
                    return began;
                });
    }
}
