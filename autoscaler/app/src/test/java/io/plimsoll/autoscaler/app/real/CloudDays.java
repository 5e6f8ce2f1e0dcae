package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.real.HostileStage.InForce;
import io.plimsoll.testbed.FaultyProxy.Fault;
import io.plimsoll.testbed.HttpConnection.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Days on which AWS, or somebody who uses it, does what nobody expects. */
final class CloudDays {

    private CloudDays() {}

    static BadDay throttled() {
        return BadDay.whileGrowing(
                "AWS throttles every call for 60 s, while pods come",
                stage -> {
                    try (InForce _ = stage.fault(Replica::cloud, Faults::any, Faults.THROTTLED)) {
                        stage.comePods();
                        Patience.last(Duration.ofMinutes(1));
                    }
                    return Instant.now();
                });
    }

    static BadDay errors() {
        return BadDay.whileShrinking(
                "AWS answers 500 to every call for 5 s, in mid drain",
                stage -> {
                    stage.beginToDrain();
                    try (InForce _ = stage.fault(Replica::cloud, Faults::any, Faults.BROKEN)) {
                        Patience.last(Duration.ofSeconds(5));
                    }
                    return Instant.now();
                });
    }

    static BadDay oldReads() {
        return BadDay.whileGrowing(
                "AWS lists groups as they were for 10 s, while a write is accepted",
                stage -> {
                    // The list; a group by its name is read as it is.
                    Predicate<Request> list = request -> request.body().contains("&Filters.");
                    try (InForce _ = stage.machines().hold();
                            InForce _ = stage.fault(Replica::cloud, list, new Fault.OldAnswer())) {
                        stage.orderNodes();
                        Patience.last(Duration.ofSeconds(10));
                    }
                    return Instant.now();
                });
    }

    static BadDay oneApiDenied() {
        return BadDay.whileGrowing(
                "DescribeScalingActivities denied throughout, while pods come",
                stage -> {
                    int starts = stage.starts();
                    Instant began;
                    try (InForce _ =
                            stage.fault(
                                    Replica::cloud,
                                    Faults.calls("DescribeScalingActivities"),
                                    Faults.DENIED)) {
                        began = stage.comePods();
                        stage.awaitRest(HostileStage.LARGE);
                        assertThat(stage.leader().process().get("/health-check")).isEqualTo("OK");
                    }
                    assertThat(stage.starts()).isEqualTo(starts);
                    return began;
                });
    }

    static BadDay raisedByHand() {
        return new BadDay(
                "group raised by hand by one node, while pods come",
                HostileStage.SMALL,
                HostileStage.LARGE,
                1,
                stage -> {
                    stage.group().resize(2);
                    return stage.comePods();
                });
    }

    static BadDay instanceNeverJoins() {
        return new BadDay(
                "an instance never joins",
                HostileStage.SMALL,
                HostileStage.LARGE,
                3,
                stage -> {
                    stage.machines().breakNext(1);
                    return stage.comePods();
                });
    }

    static BadDay groupDeleted() {
        return BadDay.whileShrinking(
                "group deleted by hand in mid drain, and made anew 10 s later",
                stage -> {
                    stage.beginToDrain();
                    stage.group().delete();
                    Patience.last(Duration.ofSeconds(10));
                    stage.group().create(1, HostileStage.MAX, 1, KongGroup.tags());
                    return Instant.now();
                });
    }
}
