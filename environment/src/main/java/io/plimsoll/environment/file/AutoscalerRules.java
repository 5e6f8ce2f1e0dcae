package io.plimsoll.environment.file;

import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.AutoscalerConfig.Program;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.ec2.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What must hold between the values of {@code autoscaler} and the rest. */
final class AutoscalerRules {

    private static final String IMAGE_FROM = "autoscaler.imageFrom";

    private AutoscalerRules() {}

    static void check(Environment environment, Problems problems) {
        AutoscalerConfig autoscaler = environment.workloads().autoscaler();
        FlagRules.check(environment, problems);
        autoscaler
                .program()
                .priorities()
                .forEach((priority, patterns) ->
                        patterns.forEach(pattern ->
                                refused(pattern)
                                        .ifPresent(why ->
                                                problems.add(
                                                        Problems.child(
                                                                "autoscaler.priorities", priority),
                                                        "must be regular expressions, '%s' is none: %s"
                                                                .formatted(pattern, why)))));
        if (autoscaler.program().interruptionQueue()) {
            queue(autoscaler, problems);
        }
        switch (autoscaler.program().imageFrom()) {
            case BUILD -> build(environment, autoscaler.program(), problems);
            case REGISTRY -> {}
        }
    }

    private static void queue(AutoscalerConfig autoscaler, Problems problems) {
        if (autoscaler.program().kind() != Kind.PLIMSOLL) {
            problems.add(
                    "autoscaler.interruptionQueue",
                    "must be false unless kind is plimsoll: upstream's reads no queue, and"
                            + " Karpenter has one of its own; is true");
        }
        if (autoscaler.flags().containsKey("interruption-queue")) {
            problems.add(
                    "autoscaler.interruptionQueue",
                    "must be false where autoscaler.flags names another interruption-queue; is"
                            + " true");
        }
    }

    private static Optional<String> refused(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    /** Only a deployment by the stack knows what the image is called that it has just pushed. */
    private static void build(Environment environment, Program program, Problems problems) {
        if (environment.workloads().addOns().workloads().appliedBy() != AppliedBy.STACK) {
            problems.add(
                    IMAGE_FROM,
                    "must be registry unless workloads.appliedBy is stack, as only cdk deploy knows"
                            + " the name of the image that it builds; is 'build'");
        }
        if (program.kind() != Kind.PLIMSOLL) {
            problems.add(
                    IMAGE_FROM,
                    "must be registry unless kind is plimsoll, whose sources are here; is 'build'");
        }
        String leaveOut = "must be left out with imageFrom: build";
        problems.addGiven("autoscaler.image", leaveOut);
        program.repository()
                .ifPresent(_ ->
                        problems.add(
                                "autoscaler.repository",
                                leaveOut + ", whose image goes into the CDK's own repository"));
        architectures(environment, problems);
    }

    private static void architectures(Environment environment, Problems problems) {
        List<NodeGroupConfig> groups =
                environment.nodeGroupsFor(environment.workloads().autoscaler().nodeSelector());
        List<Architecture> architectures =
                groups.stream()
                        .map(group -> group.machine().amiType().architecture())
                        .distinct()
                        .toList();
        if (architectures.size() > 1) {
            problems.add(
                    IMAGE_FROM,
                    "must be registry where the autoscaler's groups ("
                            + groups.stream()
                                    .map(group ->
                                            group.name()
                                                    + " "
                                                    + group.machine()
                                                            .amiType()
                                                            .architecture()
                                                            .kubernetesName())
                                    .collect(Collectors.joining(", "))
                            + ") are of several architectures; is 'build'");
        }
    }
}
