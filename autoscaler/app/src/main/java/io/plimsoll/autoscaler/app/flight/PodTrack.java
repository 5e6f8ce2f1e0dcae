package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.decision.model.Pod;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One pod while a flight record is read. */
final class PodTrack {

    private final Pod pod;
    private final Instant comes;
    private Optional<String> node = Optional.empty();
    private Optional<Instant> refused = Optional.empty();
    private Optional<Instant> ran = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private boolean going;
    private Optional<Instant> lostAt = Optional.empty();

    PodTrack(Pod pod, Instant comes) {
        this.pod = pod;
        this.comes = comes;
    }

    static String uid(JsonNode pod) {
        JsonNode key = pod.path("key");
        return key.path("namespace").asString("")
                + "/"
                + key.path("name").asString("")
                + "/"
                + pod.path("metadata").path("uid").asString("");
    }

    String uid() {
        return pod.key() + "/" + pod.metadata().uid();
    }

    Optional<String> node() {
        return node;
    }

    /** Its deletion was asked for. */
    boolean isGoing() {
        return going;
    }

    /** What each node has by itself goes with the nodes. */
    boolean isToFollow() {
        return !pod.isMirror()
                && pod.controller().filter(owner -> owner.kind().equals("DaemonSet")).isEmpty();
    }

    void update(JsonNode json, Instant now) {
        JsonNode status = json.path("status");
        String on = json.path("spec").path("nodeName").asString("");
        node = on.isEmpty() ? Optional.empty() : Optional.of(on);
        going = !json.path("metadata").path("deletionTime").asString("").isEmpty();
        JsonNode scheduled = status.path("scheduled");
        if (refused.isEmpty()
                && !scheduled.path("status").asBoolean(false)
                && scheduled.path("reason").asString("").equals("Unschedulable")) {
            Instant since = OffsetDateTime.parse(scheduled.path("since").asString()).toInstant();
            refused = Optional.of(since.isBefore(comes) ? comes : since);
        }
        String phase = status.path("phase").asString("");
        boolean terminal = phase.equals("SUCCEEDED") || phase.equals("FAILED");
        if (ran.isEmpty() && (terminal || status.path("ready").asBoolean(false))) {
            ran = Optional.of(now);
        }
        if (terminal) {
            end(now);
        }
    }

    void lostItsNode(Instant now) {
        if (ended.isEmpty() && lostAt.isEmpty()) {
            lostAt = Optional.of(now);
        }
    }

    void end(Instant now) {
        ended = ended.isPresent() ? ended : Optional.of(now);
    }

    PodLife life() {
        return new PodLife(
                pod, comes, refused, ran, ended.map(time -> new PodLife.End(time, lostAt)));
    }
}
