package io.plimsoll.environment.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.environment.DisruptionBudgetConfig;
import io.plimsoll.environment.DisruptionBudgetConfig.Reason;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.Environments;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.TaintConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTemplateTagsTest {

    private static final String PREFIX = "k8s.io/cluster-autoscaler/node-template/";

    @Test
    void writesLabelsTaintsAndDiskOfAGroup() {
        Environment environment = Environments.parse("cluster: {name: x}");
        NodeGroupConfig kong = environment.nodeGroups().get(1);

        assertThat(NodeTemplateTags.of(environment, kong).encode())
                .containsExactly(
                        entry(PREFIX + "label/plimsoll.io/workload", "kong"),
                        entry(PREFIX + "resources/ephemeral-storage", "20Gi"),
                        entry(PREFIX + "taint/plimsoll.io/workload", "kong:NoSchedule"));
    }

    @Test
    void saysHowManyPodsANodeTakesAndWhatTheGroupHasOfItsOwn() {
        Environment environment =
                Environments.parse(
                        """
                        cluster: {name: x, prefixDelegation: true}
                        nodeGroups:
                          - name: kong
                            max: 3
                            taints: [{key: node.cilium.io/agent-not-ready, startup: true}]
                            autoscalingOptions: {scaledownunneededtime: 5m, scaledownutilizationthreshold: 0.7}
                        """);

        assertThat(NodeTemplateTags.of(environment, environment.nodeGroups().getFirst()).encode())
                .contains(
                        entry(PREFIX + "resources/pods", "110"),
                        entry(PREFIX + "taint/node.cilium.io/agent-not-ready", ":NoSchedule"),
                        entry(PREFIX + "autoscaling-options/scaledownunneededtime", "5m"),
                        entry(PREFIX + "autoscaling-options/scaledownutilizationthreshold", "0.7"));
    }

    @Test
    void readsBackWhatItWrote() {
        NodeTemplateTags tags =
                new NodeTemplateTags(
                        new TreeMap<>(Map.of("a/b", "", "c", "d")),
                        List.of(
                                new TaintConfig("empty", "", TaintConfig.Effect.NO_EXECUTE),
                                new TaintConfig("k", "v", TaintConfig.Effect.PREFER_NO_SCHEDULE)),
                        new TreeMap<>(Map.of("example.com/fpga", new Quantity("2"))),
                        new ScalingOptions(
                                Optional.of(650),
                                Optional.of(1000),
                                Optional.of(Duration.ofSeconds(90)),
                                Optional.of(Duration.ofMinutes(20)),
                                Optional.of(false),
                                Optional.of(
                                        List.of(
                                                new DisruptionBudgetConfig(
                                                        "10%",
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        List.of()),
                                                new DisruptionBudgetConfig(
                                                        "0",
                                                        Optional.of("*/15 9,17 * * mon-fri"),
                                                        Optional.of("8h"),
                                                        List.of(Reason.UNDERUTILIZED))))),
                        List.of());

        assertThat(NodeTemplateTags.parse(tags.encode())).isEqualTo(tags);
    }

    @Test
    void ignoresTagsOfOthers() {
        assertThat(
                        NodeTemplateTags.parse(
                                Map.of(
                                        "Name",
                                        "kong",
                                        "k8s.io/cluster-autoscaler/enabled",
                                        "true")))
                .isEqualTo(NodeTemplateTags.parse(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "taint/k, NoSchedule, 'must be <value>:NoSchedule, :PreferNoSchedule or :NoExecute'",
        "taint/k, v:Never, 'must be <value>:NoSchedule, :PreferNoSchedule or :NoExecute'",
        "resources/cpu, many, must be a quantity such as 2 or 20Gi",
        "resources/cpu, -1, must be a quantity such as 2 or 20Gi",
        "autoscaling-options/scaledownutilizationthreshold, 1.5, must be a fraction from 0 to 1",
        "autoscaling-options/scaledownunneededtime, 10, must be a duration such as 10m",
        "autoscaling-options/ignoredaemonsetsutilization, yes, must be true or false",
        "autoscaling-options/expander, price, is no option that a group can have of its own",
        "labels/k, v, 'must go on with label/, taint/, resources/ or autoscaling-options/'"
    })
    void reportsWhatItCannotUse(String key, String value, String rule) {
        NodeTemplateTags tags = NodeTemplateTags.parse(Map.of(PREFIX + key, value));

        assertThat(tags.problems())
                .containsExactly("tag " + PREFIX + key + " " + rule + ", is '" + value + "'");
        assertThat(tags.encode()).isEmpty();
    }
}
