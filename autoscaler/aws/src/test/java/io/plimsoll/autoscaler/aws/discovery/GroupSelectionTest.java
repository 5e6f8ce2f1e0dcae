package io.plimsoll.autoscaler.aws.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

class GroupSelectionTest {

    @Test
    void namedGroupHasTheBoundsOfItsFlag() {
        GroupSelection selection = GroupSelection.parse(List.of("0:9:kong"), List.of());

        assertThat(selection.select(group("kong", Map.of())))
                .hasValueSatisfying(selected -> {
                    assertThat(selected.min()).isZero();
                    assertThat(selected.max()).isEqualTo(9);
                });
        assertThat(selection.select(group("load", Map.of()))).isEmpty();
    }

    @Test
    void groupNeedsEveryTagOfASelector() {
        GroupSelection selection =
                GroupSelection.parse(List.of(), List.of("asg:tag=enabled,cluster=demo"));

        assertThat(selection.select(group("a", Map.of("enabled", "x", "cluster", "demo"))))
                .isPresent();
        assertThat(selection.select(group("b", Map.of("enabled", "x", "cluster", "other"))))
                .isEmpty();
        assertThat(selection.select(group("c", Map.of("cluster", "demo")))).isEmpty();
    }

    @Test
    void anyOfSeveralSelectorsIsEnough() {
        GroupSelection selection =
                GroupSelection.parse(List.of(), List.of("asg:tag=one", "asg:tag=two"));

        assertThat(selection.select(group("a", Map.of("two", ""))))
                .hasValueSatisfying(selected -> assertThat(selected.max()).isEqualTo(3));
        assertThat(selection.select(group("b", Map.of("three", "")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kong", "1:kong", "a:2:kong", "3:2:kong", "0:0:kong", "1:2:"})
    void refusesWrongNodes(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSelection.parse(List.of(value), List.of()))
                .withMessageContaining("--nodes: \"" + value + "\" is not allowed; allowed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "asg:tag=", "asg:tag=a,,b", "mig:namePrefix=x", "asg:tag==v"})
    void refusesWrongSelectors(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSelection.parse(List.of(), List.of(value)))
                .withMessageContaining("allowed: asg:tag=key[=value]");
    }

    private static AutoScalingGroup group(String name, Map<String, String> tags) {
        return AutoScalingGroup.builder()
                .autoScalingGroupName(name)
                .minSize(1)
                .maxSize(3)
                .tags(
                        tags.entrySet().stream()
                                .map(tag ->
                                        TagDescription.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                .toList())
                .build();
    }
}
