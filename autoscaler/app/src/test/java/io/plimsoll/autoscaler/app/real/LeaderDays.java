package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.real.HostileStage.InForce;
import java.time.Duration;
import java.time.Instant;

/** Days on which a leader is lost; it recovers when the other leads. */
final class LeaderDays {

    private LeaderDays() {}

    static BadDay killedInScaleUp() {
        return BadDay.whileGrowing(
                "leader killed in mid scale-up",
                stage -> {
                    Replica leader = stage.leader();
                    stage.orderNodes();
                    return kill(leader, stage);
                });
    }

    static BadDay killedInDrain() {
        return BadDay.whileShrinking(
                "leader killed in mid drain",
                stage -> {
                    Replica leader = stage.leader();
                    stage.beginToDrain();
                    return kill(leader, stage);
                });
    }

    static BadDay stoppedInCall() {
        return BadDay.whileGrowing(
                "leader stopped for 30 s while AWS refuses its order, and continued",
                stage -> {
                    Replica leader = stage.leader();
                    Instant stopped;
                    try (InForce _ = leader.down()) {
                        try (var _ =
                                leader.cloud()
                                        .when(Faults.calls("SetDesiredCapacity"), Faults.BROKEN)) {
                            stage.comePods();
                            leader.awaitCall(Faults.calls("SetDesiredCapacity"));
                            leader.process().pause();
                            stopped = Instant.now();
                        }
                        Patience.lastUntil(stopped.plusSeconds(30));
                        stage.awaitOtherThan(leader);
                        Instant woken = Instant.now();
                        leader.process().resume();
                        leader.awaitLostMaster(woken);
                        assertThat(leader.writesAfter(woken)).isEmpty();
                    }
                    return stopped;
                });
    }

    static BadDay connectionHangs() {
        return BadDay.whileShrinking(
                "leader's connection to the API server hangs, in mid drain",
                stage -> {
                    Replica leader = stage.leader();
                    stage.beginToDrain();
                    Instant lost = Instant.now();
                    try (InForce _ = leader.down()) {
                        leader.api().hang();
                        leader.awaitLostMaster(lost);
                        stage.awaitOtherThan(leader);
                        assertThat(leader.writesAfter(lost.plus(Replica.LEASE))).isEmpty();
                    } finally {
                        leader.api().resume();
                    }
                    return lost;
                });
    }

    static BadDay askedToStop() {
        return BadDay.whileShrinking(
                "leader asked to stop in mid drain, while nothing answers it",
                stage -> {
                    Replica leader = stage.leader();
                    stage.beginToDrain();
                    Instant asked = Instant.now();
                    try (InForce _ = leader.down()) {
                        leader.cloud().hang();
                        leader.api().hang();
                        assertThat(leader.process().stop()).isIn(0, 1);
                        assertThat(Duration.between(asked, Instant.now()))
                                .isLessThan(Duration.ofSeconds(25));
                        stage.awaitOtherThan(leader);
                    } finally {
                        leader.cloud().resume();
                        leader.api().resume();
                    }
                    return asked;
                });
    }

    /** As a machine that fails, for good. */
    private static Instant kill(Replica leader, HostileStage stage) {
        Instant killed = Instant.now();
        try (InForce _ = leader.down()) {
            leader.process().close();
            stage.awaitOtherThan(leader);
        }
        return killed;
    }
}
