package io.plimsoll.autoscaler.app.input;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.environment.module.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a command is asked about: a cluster and its node groups, from files; what no file is given
 * for, from the current kube context and with the AWS credentials of the surroundings.
 */
public final class WorldInput {

    @Option(
            names = "--cluster",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "What kubectl get nodes,pods,pdb,… -A -o json|yaml prints, manifests, or folders"
                            + " of them; default: the cluster of the current kube context.")
    private List<Path> clusterFiles = List.of();

    @Option(
            names = "--add",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Manifests of workloads that are to run there as well; their pods count as Pending.")
    private List<Path> addedFiles = List.of();

    @Option(
            names = "--at-max",
            description = "Workloads have as many pods as their HorizontalPodAutoscalers allow.")
    private boolean atMax;

    @Mixin private NodeGroupInput nodeGroups = new NodeGroupInput();

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The loop's time, such as 2026-03-05T21:40:00Z; default: now.")
    private @Nullable String now;

    /**
     * @param err for one sentence about each thing that was left out, or that the answer lacks
     * @throws InvalidInputException when something cannot be read, in one sentence
     */
    public Observation read(FlagValues flags, PrintWriter err) {
        StringWriter notes = new StringWriter();
        try {
            return read(flags, err, new PrintWriter(notes));
        } finally {
            err.print(notes);
            err.flush();
        }
    }

    private Observation read(FlagValues flags, PrintWriter err, PrintWriter notes) {
        try (Progress _ = Progress.of(err, "Reading", false);
                WatchedWorld world = watch(flags, notes, () -> {})) {
            return world.observe(notes);
        }
    }

    /**
     * @param err as for {@link #read}
     * @param news is called when the cluster changed, on threads of its watches; must not block
     * @throws InvalidInputException as {@link #read}
     */
    public WatchedWorld watch(FlagValues flags, PrintWriter err, Runnable news) {
        if (!flags.givenWithoutEffect().isEmpty()) {
            err.println(
                    "Accepted without effect: " + String.join(", ", flags.givenWithoutEffect()));
        }
        if (clusterFiles.isEmpty() && (!addedFiles.isEmpty() || atMax)) {
            throw new InvalidInputException(
                    "--add and --at-max need --cluster FILE: give what kubectl get … -o json prints");
        }
        if (!nodeGroups.isGiven()) {
            groups(flags, err);
        }
        return new WatchedWorld(
                flags,
                clusterFiles.isEmpty()
                        ? Optional.empty()
                        : Optional.of(notes -> cluster(flags, notes)),
                nodeGroups.isGiven()
                        ? Optional.of(notes -> groups(flags, notes))
                        : Optional.empty(),
                err,
                news);
    }

    private Cluster cluster(FlagValues flags, PrintWriter err) {
        ClusterFiles.Contents read =
                new ClusterFiles(clusterFiles, addedFiles, atMax)
                        .read(flags.string("namespace").orElse("kube-system"));
        read.notes().forEach(err::println);
        return read.cluster();
    }

    /** None where none are given. */
    private List<NodeGroup> groups(FlagValues flags, PrintWriter err) {
        return nodeGroups.read(flags, err, ": without it AWS itself is asked").orElse(List.of());
    }

    /** Whether the cluster is one of files. */
    public boolean isOfFiles() {
        return !clusterFiles.isEmpty();
    }

    /** Whether files are given in place of what is there now. */
    public boolean isGiven() {
        return !clusterFiles.isEmpty() || nodeGroups.isGiven();
    }

    /** Empty where none is given. */
    public Optional<Instant> time() {
        return time("--now", now);
    }

    /**
     * A time that an option was given.
     *
     * @param text empty in the answer where there is none
     */
    public static Optional<Instant> time(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "%s: \"%s\" is not allowed; allowed: an RFC 3339 time such as 2026-03-05T21:40:00Z"
                            .formatted(option, text));
        }
    }
}
