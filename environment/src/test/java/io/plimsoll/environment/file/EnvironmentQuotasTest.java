package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many AWS lets be, and how long what is composed of names. */
class EnvironmentQuotasTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @Test
    void takesFortyTagsAndNoMore() {
        assertThat(complaints("cluster: {name: x, tags: {%s}}", 40, "t%d: a")).isEmpty();
        assertThat(complaints("cluster: {name: x, tags: {%s}}", 41, "t%d: a"))
                .containsExactly(
                        "e.yaml:1: cluster.tags: must be at most 40, as an instance has 50 and others need some, are 41");
    }

    @Test
    void takesFortyBlocksOfAddressesAndNoMore() {
        String cluster = "cluster: {name: x, publicAccessCidrs: [%s]}";
        assertThat(complaints(cluster, 40, "203.0.113.%d/32")).isEmpty();
        assertThat(complaints(cluster, 41, "203.0.113.%d/32"))
                .containsExactly(
                        "e.yaml:1: cluster.publicAccessCidrs: must have at most 40 entries, has 41");
    }

    @Test
    void takesAsManyLabelsAndTaintsAsAGroupCanTellByItsTags() {
        String labels =
                "cluster: {name: x}\nnodeGroups: [{name: a, max: 3, labels: {%s}}, {name: b, max: 1}]";
        String taints =
                "cluster: {name: x}\nnodeGroups: [{name: a, max: 3, taints: [%s]}, {name: b, max: 1}]";
        assertThat(complaints(labels, 44, "l%d: a")).isEmpty();
        assertThat(complaints(labels, 45, "l%d: a"))
                .containsExactly(
                        "e.yaml:2: nodeGroups[0].labels: must be fewer, as the Auto Scaling group has 50 tags at most, others need 3, and labels, taints and cluster.tags make 48");
        assertThat(complaints(labels, 51, "l%d: a"))
                .containsExactly(
                        "e.yaml:2: nodeGroups[0].labels: must have at most 50 entries, has 51");
        assertThat(complaints(taints, 51, "{key: t%d}"))
                .containsExactly(
                        "e.yaml:2: nodeGroups[0].taints: must have at most 50 entries, has 51");
    }

    @Test
    void refusesNamesThatAreTooLongWhenTheyAreComposed() {
        String name = "a".repeat(100);
        assertThat(
                        complaints(
                                "cluster: {name: " + name + "}\nnodeGroups: [{name: %s, max: 1}]",
                                27))
                .isEmpty();
        assertThat(
                        complaints(
                                "cluster: {name: " + name + "}\nnodeGroups: [{name: %s, max: 1}]",
                                28))
                .containsExactly(
                        "e.yaml:2: nodeGroups[0].name: must make, with cluster.name and '-', a launch template's name of 3 to 128 characters, makes 129");
        assertThat(
                        complaints(
                                "cluster: {name: x}\nload: {profiles: {%s: {connections: 8, qps: 9}}}",
                                59))
                .singleElement()
                .asString()
                .endsWith(
                        ": must have a name of at most 58 characters, as its Job is called after it, has 59");
        assertThat(
                        complaints(
                                "cluster: {name: x}\nnodeGroups: [{name: a, max: 1, labels: {%s.com/b: c}}]",
                                80))
                .singleElement()
                .asString()
                .contains(": must be ", " characters shorter, as a tag tells it to the autoscaler");
        assertThat(complaints("cluster: {name: %s}\nautoscaler: {kind: karpenter}", 71))
                .containsExactly(
                        "e.yaml:1: cluster.name: must be 70 characters at most, as Karpenter's queue is called after it, is 71");
    }

    private static List<String> complaints(String text, int length) {
        return complaints(text.replace("%s", "b".repeat(length)));
    }

    private static List<String> complaints(String text, int count, String form) {
        return complaints(
                text.replace(
                        "%s",
                        IntStream.range(0, count)
                                .mapToObj(number -> form.replace("%d", Integer.toString(number)))
                                .collect(Collectors.joining(", "))));
    }

    private static List<String> complaints(String text) {
        InvalidEnvironmentException refused =
                catchThrowableOfType(
                        InvalidEnvironmentException.class,
                        () -> EnvironmentFile.parse("e.yaml", text, TODAY));
        return refused == null
                ? List.of()
                : refused.problems().stream().map(Problem::toString).toList();
    }
}
