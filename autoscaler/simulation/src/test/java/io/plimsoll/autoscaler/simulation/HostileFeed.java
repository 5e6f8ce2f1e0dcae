package io.plimsoll.autoscaler.simulation;

import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import io.plimsoll.autoscaler.simulation.Line.Kind;
import java.util.List;

/** The queue as one process of the autoscaler sees it: calls fail as others of the cloud do. */
record HostileFeed(HostileNotices queue, Line line) implements InterruptionFeed {

    @Override
    public List<Notice> notices() {
        return line.toCloud(Kind.READ, queue::visible);
    }

    @Override
    public void settle(Notice notice) {
        line.toCloud(
                Kind.WRITE,
                () -> {
                    queue.settle(notice);
                    return notice;
                });
    }
}
