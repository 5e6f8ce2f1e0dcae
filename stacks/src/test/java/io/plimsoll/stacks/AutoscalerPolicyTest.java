package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerPolicyTest {

    private static final Path ADAPTER = Path.of("../autoscaler/aws/src/main/java");

    /** A call of one of the adapter's clients, over a line's end too. */
    private static final Pattern CALL =
            Pattern.compile("\\b(autoScaling|ec2|eks)(?:\\(\\))?\\s*\\.([a-z]\\w+)\\(");

    /** What every call needs, however it is written. */
    private static final Pattern REQUEST =
            Pattern.compile(
                    "import software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.model\\.(\\w+)Request;");

    private static PolicyDocument policy;

    @BeforeAll
    static void synthesize() {
        JsonNode resources =
                new ObjectMapper()
                        .valueToTree(
                                Templates.of(Scenario.environment())
                                        .part("identity")
                                        .findResources("AWS::IAM::ManagedPolicy"));
        policy = new PolicyDocument(resources.findValue("PolicyDocument").required("Statement"));
    }

    @Test
    void allowsWhatTheAdapterCallsAndNothingElse() throws IOException {
        Set<String> called = new TreeSet<>();
        for (String source : sources()) {
            CALL.matcher(source)
                    .results()
                    .filter(call -> !call.group(2).equals("close"))
                    .map(AutoscalerPolicyTest::action)
                    .forEach(called::add);
        }

        assertThat(policy.actions()).isEqualTo(called);
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    autoscaling:SetDesiredCapacity                  | true  | owned  | true
                    autoscaling:TerminateInstanceInAutoScalingGroup | true  | owned  | true
                    autoscaling:SetDesiredCapacity                  | true  |        | false
                    autoscaling:SetDesiredCapacity                  |       | owned  | false
                    autoscaling:SetDesiredCapacity                  | false | owned  | false
                    autoscaling:TerminateInstanceInAutoScalingGroup | true  | shared | false
                    autoscaling:TerminateInstanceInAutoScalingGroup |       |        | false
                    autoscaling:DescribeAutoScalingGroups           |       |        | true
                    autoscaling:DeleteAutoScalingGroup              | true  | owned  | false
                    autoscaling:UpdateAutoScalingGroup              | true  | owned  | false
                    autoscaling:CreateOrUpdateTags                  | true  | owned  | false
                    ec2:TerminateInstances                          | true  | owned  | false
                    """)
    void resizesOnlyGroupsWithBothTags(
            String action, String enabled, String cluster, boolean allowed) {
        Map<String, String> tags = new HashMap<>();
        tags.put("k8s.io/cluster-autoscaler/enabled", enabled);
        tags.put("k8s.io/cluster-autoscaler/" + Scenario.CLUSTER, cluster);

        assertThat(policy.allows(action, "arn:aws:autoscaling:us-west-1:1:group/x", tags))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:eks:us-west-1:111122223333:nodegroup/" + Scenario.CLUSTER + "/kong/1234, true",
        "arn:aws:eks:us-west-1:111122223333:nodegroup/another-cluster/kong/1234, false",
        "arn:aws:eks:eu-west-1:111122223333:nodegroup/" + Scenario.CLUSTER + "/kong/1234, false"
    })
    void readsNodeGroupsOfItsOwnClusterOnly(String nodeGroup, boolean allowed) {
        assertThat(policy.allows("eks:DescribeNodegroup", nodeGroup, Map.of())).isEqualTo(allowed);
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
