package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.real.HostileStage.InForce;
import io.plimsoll.autoscaler.app.real.HostileStage.Size;
import io.plimsoll.testbed.FaultyProxy.Fault;
import io.plimsoll.testbed.HttpConnection.Request;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One fault after the other, against a real API server and an emulated AWS, each in the middle of a
 * scale-up or a drain. Nothing is lost by it, nothing is done twice, and the group ends just where
 * it would have ended. What was measured goes to {@code target/real/reliability.md}, as the table
 * of {@code docs/reliability.md}.
 */
@EnabledIfSystemProperty(
        named = "plimsoll.bad-days",
        matches = "true",
        disabledReason = "Bad days take ten minutes and more: -Dplimsoll.bad-days=true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadDaysRealIT {

    private static final Path TABLE = Programs.FOLDER.resolve("reliability.md");

    private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);

    private static Optional<HostileStage> stage = Optional.empty();
    private static final List<String> ROWS = new ArrayList<>();

    /** Ends when the fault does. */
    @FunctionalInterface
    private interface Play {
        void play() throws Exception;
    }

    @BeforeAll
    static void set() throws IOException {
        stage = HostileStage.set();
        Assumptions.assumeTrue(stage.isPresent(), "no control plane");
    }

    @AfterAll
    static void strike() throws IOException {
        if (stage.isPresent()) {
            stage.get().close();
            Files.write(TABLE, ROWS);
        }
    }

    @Test
    @Order(1)
    void growsOnAGoodDay() throws Exception {
        grows("none, scale-up", () -> stage().scale(HostileStage.LARGE));
    }

    @Test
    @Order(2)
    void shrinksOnAGoodDay() throws Exception {
        shrinks("none, scale-down", () -> stage().scale(HostileStage.SMALL));
    }

    @Test
    @Order(3)
    void growsThoughAnApiServerIsKilled() throws Exception {
        grows(
                "API server killed for 20 s, in mid scale-up",
                () -> {
                    stage().orderNodes();
                    Runnable start = stage().plane().kill("kube-apiserver");
                    HostileStage.last(TWENTY_SECONDS);
                    start.run();
                });
    }

    @Test
    @Order(4)
    void shrinksThoughEtcdIsStopped() throws Exception {
        shrinks(
                "etcd stopped for 20 s, in mid drain",
                () -> {
                    stage().beginToDrain();
                    stage().plane().stop("etcd");
                    HostileStage.last(TWENTY_SECONDS);
                    stage().plane().resume("etcd");
                });
    }

    @Test
    @Order(5)
    void growsThoughAWatchBringsAPage() throws Exception {
        grows(
                "HTML in every watch",
                () -> {
                    int watches = stage().leader().api().inject(Faults::any, Faults.PAGE);
                    assertThat(watches).isPositive();
                    stage().scale(HostileStage.LARGE);
                });
    }

    @Test
    @Order(6)
    void shrinksThoughItsConnectionsAreCut() throws Exception {
        shrinks(
                "all connections to the API server cut, in mid drain",
                () -> {
                    stage().beginToDrain();
                    stage().leader().api().cut();
                });
    }

    @Test
    @Order(7)
    void growsThoughAwsThrottles() throws Exception {
        grows(
                "AWS throttles every call for 60 s",
                () -> {
                    try (InForce _ = stage().fault(Replica::cloud, Faults::any, Faults.THROTTLED)) {
                        stage().scale(HostileStage.LARGE);
                        HostileStage.last(Duration.ofMinutes(1));
                    }
                });
    }

    @Test
    @Order(8)
    void shrinksThoughAwsAnswersWithErrors() throws Exception {
        shrinks(
                "AWS answers 500 for 20 s, in mid drain",
                () -> {
                    stage().beginToDrain();
                    try (InForce _ = stage().fault(Replica::cloud, Faults::any, Faults.BROKEN)) {
                        HostileStage.last(TWENTY_SECONDS);
                    }
                });
    }

    @Test
    @Order(9)
    void ordersOnceThoughAwsReadsAreOld() throws Exception {
        grows(
                "AWS reads are old for 20 s, writes accepted",
                () -> {
                    // The list; a group by its name is read as it is.
                    Predicate<Request> groups = request -> request.body().contains("&Filters.");
                    try (InForce _ = stage().machines().hold();
                            InForce _ =
                                    stage().fault(Replica::cloud, groups, new Fault.OldAnswer())) {
                        stage().orderNodes();
                        HostileStage.last(TWENTY_SECONDS);
                    }
                });
    }

    @Test
    @Order(10)
    void waitsWhileABudgetAllowsNothing() throws Exception {
        shrinks(
                "budget turns to zero in mid drain, until the drain is undone",
                () -> {
                    String node = stage().beginToDrain();
                    stage().cluster().allowDisruptions(0);
                    stage().awaitUndone(node);
                    stage().cluster().allowDisruptions(1);
                });
    }

    @Test
    @Order(11)
    void growsThoughItMayNotAskForScalingActivities() throws Exception {
        int starts = stage().starts();
        grows(
                "DescribeScalingActivities denied throughout",
                () -> {
                    try (InForce _ =
                            stage().fault(
                                            Replica::cloud,
                                            Faults.calls("DescribeScalingActivities"),
                                            Faults.DENIED)) {
                        stage().scale(HostileStage.LARGE);
                        stage().awaitRest(HostileStage.LARGE);
                        assertThat(stage().leader().process().get("/health-check")).isEqualTo("OK");
                    }
                });
        assertThat(stage().starts()).isEqualTo(starts);
    }

    @Test
    @Order(12)
    void undoesADrainWhoseEvictionsAreForbidden() throws Exception {
        shrinks(
                "evictions forbidden, until the drain is undone",
                () -> {
                    Predicate<Request> evictions = request -> request.path().contains("/eviction");
                    try (InForce _ = stage().fault(Replica::api, evictions, Faults.FORBIDDEN)) {
                        stage().awaitUndone(stage().beginToDrain());
                    }
                });
    }

    @Test
    @Order(13)
    void anotherGoesOnWhenTheLeaderIsKilledInMidScaleUp() throws Exception {
        grows(
                "leader killed in mid scale-up",
                () -> {
                    Replica leader = stage().leader();
                    stage().orderNodes();
                    leader.kill();
                    stage().awaitOtherThan(leader);
                    leader.restart();
                });
    }

    @Test
    @Order(14)
    void anotherGoesOnWhenTheLeaderIsKilledInMidDrain() throws Exception {
        shrinks(
                "leader killed in mid drain",
                () -> {
                    Replica leader = stage().leader();
                    stage().beginToDrain();
                    leader.kill();
                    stage().awaitOtherThan(leader);
                    leader.restart();
                });
    }

    @Test
    @Order(15)
    void aLeaderStoppedInACallDoesNotRepeatItWhenItWakes() throws Exception {
        grows(
                "leader stopped for 30 s while AWS refuses its order, and continued",
                () -> {
                    Replica leader = stage().leader();
                    try (var _ =
                            leader.cloud()
                                    .when(Faults.calls("SetDesiredCapacity"), Faults.BROKEN)) {
                        stage().scale(HostileStage.LARGE);
                        leader.awaitCall(Faults.calls("SetDesiredCapacity"));
                        leader.process().pause();
                    }
                    HostileStage.last(Duration.ofSeconds(30));
                    stage().awaitOtherThan(leader);
                    Instant woken = Instant.now();
                    AutoscalerUnderTest process = leader.process();
                    process.resume();
                    HostileStage.eventually("it ends", () -> !process.isAlive());
                    assertThat(leader.cloud().seen())
                            .filteredOn(
                                    seen -> seen.time().isAfter(woken) && seen.request().isWrite())
                            .isEmpty();
                });
    }

    @Test
    @Order(16)
    void anotherGoesOnWhenTheLeadersConnectionHangsInMidDrain() throws Exception {
        shrinks(
                "leader's connection to the API server hangs in mid drain",
                () -> {
                    Replica leader = stage().leader();
                    AutoscalerUnderTest process = leader.process();
                    stage().beginToDrain();
                    leader.api().hang();
                    HostileStage.eventually("it ends", () -> !process.isAlive());
                    stage().awaitOtherThan(leader);
                    leader.api().resume();
                });
    }

    @Test
    @Order(17)
    void countsWhatSomebodyElseOrdered() throws Exception {
        survives(
                "group raised by hand while pods come",
                HostileStage.SMALL,
                HostileStage.LARGE,
                1,
                () -> {
                    stage().group().resize(2);
                    stage().scale(HostileStage.LARGE);
                });
    }

    @Test
    @Order(18)
    void drainsANodeWhosePodDoesNotEnd() throws Exception {
        shrinks(
                "pods with a finalizer, and a kubelet that hangs, until the drain is undone",
                () -> {
                    String node = stage().beginToDrain();
                    stage().cluster().holdPods(node);
                    stage().plane().stop("kwok");
                    stage().awaitUndone(node);
                    stage().plane().resume("kwok");
                    HostileStage.eventually("the pods are free", stage().cluster()::releasePods);
                });
    }

    @Test
    @Order(19)
    void replacesAnInstanceThatNeverJoins() throws Exception {
        survives(
                "an instance never joins",
                HostileStage.SMALL,
                HostileStage.LARGE,
                3,
                () -> {
                    stage().machines().breakNext(1);
                    stage().scale(HostileStage.LARGE);
                });
    }

    @Test
    @Order(20)
    void replacesANodeThatWasDeletedByHand() throws Exception {
        survives(
                "node deleted by hand under its pods",
                HostileStage.LARGE,
                HostileStage.LARGE,
                1,
                () -> stage().cluster().leave(stage().cluster().nodes().getLast()));
    }

    @Test
    @Order(21)
    void goesOnWhenAGroupWasDeletedAndMadeAnew() throws Exception {
        shrinks(
                "group deleted in mid drain, and made anew 10 s later",
                () -> {
                    stage().beginToDrain();
                    stage().group().delete();
                    HostileStage.last(Duration.ofSeconds(10));
                    stage().group().create(1, HostileStage.MAX, 1, KongGroup.tags());
                });
    }

    @Test
    @Order(22)
    void ordersJustWhatABurstNeeds() throws Exception {
        int pods = Integer.getInteger("plimsoll.burst", 1000);
        stage().bringTo(HostileStage.SMALL);
        stage().witness().reset();
        Instant began = Instant.now();
        int starts = stage().starts();
        stage().cluster().scale("burst", pods);
        HostileStage.eventually("all run", () -> stage().cluster().ready("burst") == pods);
        row("%,d pods at once".formatted(pods), Duration.between(began, Instant.now()), starts);

        assertThat(stage().witness().harm()).isEmpty();
        int needed = (pods - 20 + 34) / 35;
        assertThat(stage().witness().ordered()).isBetween(needed, needed + 1);
        assertThat(stage().witness().writes()).isLessThan(30);
    }

    private static void grows(String fault, Play play) throws Exception {
        survives(fault, HostileStage.SMALL, HostileStage.LARGE, 2, play);
    }

    private static void shrinks(String fault, Play play) throws Exception {
        survives(fault, HostileStage.LARGE, HostileStage.SMALL, 0, play);
    }

    /**
     * @param orders how many nodes the autoscalers have to order
     * @param play the fault; measured is the time from its end until all is as it should be
     */
    private static void survives(String fault, Size from, Size to, int orders, Play play)
            throws Exception {
        stage().bringTo(from);
        stage().witness().reset();
        int starts = stage().starts();
        play.play();
        Instant over = Instant.now();
        stage().scale(to);
        stage().awaitRest(to);
        row(fault, Duration.between(over, Instant.now()), starts);

        assertThat(stage().witness().harm()).isEmpty();
        assertThat(stage().witness().ordered()).isEqualTo(orders);
    }

    private static void row(String fault, Duration recovery, int startsBefore) {
        Witness witness = stage().witness();
        String row =
                "| %s | %d | %d | %d | %d | %.1f s |"
                        .formatted(
                                fault,
                                witness.harm().size(),
                                witness.ordered(),
                                witness.writes(),
                                stage().starts() - startsBefore,
                                recovery.toMillis() / 1000.0);
        System.out.println(row);
        ROWS.add(row);
    }

    private static HostileStage stage() {
        return stage.orElseThrow();
    }
}
