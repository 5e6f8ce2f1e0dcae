package io.plimsoll.autoscaler.app.plan;

import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.DecisionFlags;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.input.ClusterFiles;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.file.NodeGroupFiles;
import io.plimsoll.autoscaler.decision.DecisionCore;
import io.plimsoll.autoscaler.decision.answer.Decision;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.question.Observation;
import io.plimsoll.autoscaler.kubernetes.objects.ExpanderPriorityMap;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code plan}: what one loop would decide about the cluster and groups that files describe. */
@Command(
        name = "plan",
        description =
                "Says what the autoscaler would do with a cluster that files describe. Takes every"
                        + " flag of Cluster Autoscaler as well.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PlanCommand implements Callable<Integer> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How plans are printed. */
    enum Output {
        text,
        json
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cluster",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "What kubectl get nodes,pods,pdb,… -A -o json|yaml prints, manifests, or folders"
                            + " of them.")
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

    @Option(
            names = "--node-groups",
            required = true,
            paramLabel = "FILE",
            description = "What aws autoscaling describe-auto-scaling-groups prints.")
    private Path nodeGroupFile = Path.of("");

    @Option(
            names = "--launch-templates",
            paramLabel = "FILE",
            description = "What aws ec2 describe-launch-template-versions prints.")
    private @Nullable Path launchTemplateFile;

    @Option(
            names = "--managed-node-groups",
            paramLabel = "FILE",
            description = "What aws eks describe-nodegroup prints, for several groups in a row.")
    private @Nullable Path managedNodeGroupFile;

    @Option(
            names = "--instance-types",
            paramLabel = "FILE",
            description =
                    "What aws ec2 describe-instance-types prints; default: a built-in catalogue.")
    private @Nullable Path instanceTypeFile;

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The loop's time, such as 2026-03-05T21:40:00Z; default: now.")
    private @Nullable String now;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default) or json.")
    private Output output = Output.text;

    @Override
    public Integer call() {
        FlagValues flags = new FlagValues(spec.commandLine().getParseResult());
        AutoscalingOptions options = DecisionFlags.options(flags);
        Instant time = time();
        Observation observation = observation(flags);
        Decision decision = DecisionCore.decide(observation, History.NONE, options, time);
        ZoneNotes.of(observation, decision).forEach(spec.commandLine().getErr()::println);
        PlanDocument plan = PlanDocument.of(decision);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                switch (output) {
                    case text -> PlanText.of(plan);
                    case json -> JSON.writeValueAsString(plan);
                });
        out.flush();
        return 0;
    }

    private Observation observation(FlagValues flags) {
        GroupSelection selection = flags.groupSelection();
        String namespace = flags.string("namespace").orElse("kube-system");
        ClusterFiles.Contents cluster =
                new ClusterFiles(clusterFiles, addedFiles, atMax).read(namespace);
        NodeGroupFiles.Contents groups =
                new NodeGroupFiles(
                                nodeGroupFile,
                                Optional.ofNullable(launchTemplateFile),
                                Optional.ofNullable(managedNodeGroupFile),
                                Optional.ofNullable(instanceTypeFile))
                        .read(selection);
        PrintWriter err = spec.commandLine().getErr();
        if (!flags.givenWithoutEffect().isEmpty()) {
            err.println(
                    "Accepted without effect: " + String.join(", ", flags.givenWithoutEffect()));
        }
        cluster.notes().forEach(err::println);
        groups.notes().forEach(err::println);
        if (flags.csv("expander").contains("priority")
                && cluster.cluster().expanderPriorities().patterns().isEmpty()) {
            err.printf(
                    "--expander=priority has no effect: no file has a ConfigMap %s/%s with priorities%n",
                    namespace, ExpanderPriorityMap.NAME);
        }
        err.flush();
        return new Observation(cluster.cluster(), groups.groups());
    }

    private Instant time() {
        if (now == null) {
            return Instant.now();
        }
        try {
            return OffsetDateTime.parse(now).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "--now: \"%s\" is not allowed; allowed: an RFC 3339 time such as 2026-03-05T21:40:00Z"
                            .formatted(now));
        }
    }
}
