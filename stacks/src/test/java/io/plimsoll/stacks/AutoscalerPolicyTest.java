package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AutoscalerPolicyTest {

    private static final Path ADAPTER = Path.of("../autoscaler/aws/src/main/java");

    /** A call of one of the adapter's clients, over a line's end too. */
    private static final Pattern CALL =
            Pattern.compile("\\b(autoScaling|ec2|eks|pricing|sqs)(?:\\(\\))?\\s*\\.([a-z]\\w+)\\(");

    /** They ask AWS nothing. */
    private static final Set<String> OF_THE_CLIENT = Set.of("close", "serviceClientConfiguration");

    /** What every call needs, however it is written. */
    private static final Pattern REQUEST =
            Pattern.compile(
                    "import"
                            + " software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.model\\.(\\w+)Request;");

    private static AccessPolicy policy;

    @BeforeAll
    static void synthesize() {
        policy = policyOf(Scenario.environment());
    }

    private static AccessPolicy policyOf(Environment environment) {
        return new AccessPolicy(
                new ResolvedTemplates(environment)
                        .resources("AWS::IAM::ManagedPolicy").stream()
                                .map(found -> found.properties().required("PolicyDocument"))
                                .toList());
    }

    @Test
    void allowsWhatTheAdapterCallsAndNothingElse() throws IOException {
        Set<String> called = new TreeSet<>();
        for (String source : sources()) {
            CALL.matcher(source)
                    .results()
                    .filter(call -> !OF_THE_CLIENT.contains(call.group(2)))
                    .map(AutoscalerPolicyTest::action)
                    .forEach(called::add);
        }

        AccessPolicy withQueue =
                policyOf(Scenario.environment("autoscaler: {interruptionQueue: true}"));
        assertThat(withQueue.actions()).isEqualTo(called);
        assertThat(policy.actions())
                .isEqualTo(
                        called.stream()
                                .filter(action -> !action.startsWith("sqs:"))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void allowsEveryRequestThatTheAdapterBuilds() throws IOException {
        Set<String> built =
                sources().stream()
                        .flatMap(source -> REQUEST.matcher(source).results())
                        .map(request -> request.group(1) + ":" + request.group(2))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(built).isNotEmpty();
        assertThat(policy.actions()).containsAll(built);
    }

    @Test
    void allowsUpstreamWhatItCallsBesides() {
        AccessPolicy upstream =
                policyOf(Scenario.environment("autoscaler: {kind: cluster-autoscaler}"));

        Set<String> withoutPrices = new TreeSet<>(policy.actions());
        withoutPrices.removeAll(Set.of("ec2:DescribeSpotPriceHistory", "pricing:GetProducts"));
        assertThat(upstream.actions())
                .containsAll(withoutPrices)
                .contains(
                        "autoscaling:DescribeAutoScalingInstances",
                        "autoscaling:DescribeLaunchConfigurations",
                        "autoscaling:DescribeTags",
                        "ec2:DescribeImages",
                        "ec2:GetInstanceTypesFromInstanceRequirements")
                .hasSize(withoutPrices.size() + 5);
    }

    private static String action(MatchResult call) {
        String service = call.group(1).toLowerCase(Locale.ROOT);
        String operation = call.group(2).replaceFirst("Paginator$", "");
        return service + ":" + Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ADAPTER)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> texts = new ArrayList<>();
            for (Path source : sources) {
                texts.add(Files.readString(source));
            }
            return texts;
        }
    }
}
