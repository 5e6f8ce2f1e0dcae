package io.plimsoll.autoscaler.app.input;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.live.LiveCluster;
import io.plimsoll.autoscaler.app.live.LiveGroups;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A world to be looked at more than once: its watches stay open, its files are read each time. */
public final class WatchedWorld implements AutoCloseable {

    private final FlagValues flags;
    private final List<Runnable> closing = new ArrayList<>();
    private final Source<Cluster> cluster;
    private final Source<List<NodeGroup>> groups;

    /** Tells what it left out. */
    interface Source<T> {
        T read(PrintWriter notes);
    }

    /**
     * @param clusterFile empty for the cluster of the current kube context
     * @param groupFile empty for the groups in AWS
     */
    WatchedWorld(
            FlagValues flags,
            Optional<Source<Cluster>> clusterFile,
            Optional<Source<List<NodeGroup>>> groupFile,
            PrintWriter err,
            Runnable news) {
        this.flags = flags;
        cluster = clusterFile.orElseGet(() -> live(news));
        groups = groupFile.orElseGet(() -> live(err));
    }

    private Source<Cluster> live(Runnable news) {
        LiveCluster live = LiveCluster.open(flags, news);
        closing.addFirst(live::close);
        return _ -> live.observe();
    }

    /** AWS is not asked before the files were read, which may be wrong. */
    private Source<List<NodeGroup>> live(PrintWriter err) {
        return new Source<>() {
            private @Nullable LiveGroups live;

            @Override
            public List<NodeGroup> read(PrintWriter notes) {
                LiveGroups open = live;
                if (open == null) {
                    open = LiveGroups.open(flags, err);
                    closing.addFirst(open::close);
                    live = open;
                }
                return open.nodeGroups(notes);
            }
        };
    }

    /**
     * @param notes for one sentence about each thing that was left out, or that the answer lacks
     * @throws InvalidInputException when something cannot be read now, in one sentence
     */
    public Observation observe(PrintWriter notes) {
        Observation seen = new Observation(cluster.read(notes), groups.read(notes));
        if (flags.csv("expander").contains("priority")
                && seen.cluster().expanderPriorities().patterns().isEmpty()) {
            notes.printf(
                    "--expander=priority has no effect: no file has a ConfigMap %s/%s with priorities%n",
                    flags.string("namespace").orElse("kube-system"), ExpanderPriorityMap.NAME);
        }
        return seen;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
