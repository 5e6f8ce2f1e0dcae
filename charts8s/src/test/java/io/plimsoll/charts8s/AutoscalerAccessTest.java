package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.charts8s.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The adapter's package says which rights its calls use; the roles grant these and no others. */
class AutoscalerAccessTest {

    private static final Path ADAPTER =
            Path.of(
                    "../autoscaler/kubernetes/src/main/java/io/plimsoll/autoscaler/kubernetes/package-info.java");

    @Test
    void grantsWhatTheAdapterUsesAndNothingElse() throws IOException {
        assertThat(granted()).isEqualTo(used());
    }

    /** Upstream reads more with each minor version, and waits for ever for what it may not read. */
    @ParameterizedTest
    @ValueSource(strings = {"1.29", "1.32", "1.33", "1.34", "1.35", "1.36"})
    void letsUpstreamsAutoscalerReadWhatItWatches(String version) throws Exception {
        List<JsonNode> objects =
                Rendered.objects(
                        Layout.PLAIN,
                        """
                        cluster: {name: ca, region: eu-central-1, account: "111122223333", kubernetesVersion: "%s"}
                        autoscaler: {kind: cluster-autoscaler}
                        """
                                .formatted(version));

        assertThat(granted(objects))
                .contains(
                        "storage.k8s.io csidrivers watch",
                        "storage.k8s.io csinodes watch",
                        "storage.k8s.io csistoragecapacities watch",
                        "storage.k8s.io volumeattachments watch",
                        "resource.k8s.io deviceclasses watch",
                        "resource.k8s.io resourceclaims watch",
                        "resource.k8s.io resourceslices watch");
        assertThat(objects.toString())
                .contains("registry.k8s.io/autoscaling/cluster-autoscaler:v" + version + ".");
    }

    private static SortedSet<String> granted() {
        return granted(Rendered.objects("dbless", Layout.PLAIN));
    }

    /** Each right as {@code group resource[/name] verb}. */
    private static SortedSet<String> granted(List<JsonNode> objects) {
        SortedSet<String> rights = new TreeSet<>();
        objects.stream()
                .filter(object -> object.path("kind").asString().endsWith("Role"))
                .filter(object ->
                        object.at("/metadata/name").asString().equals("cluster-autoscaler"))
                .flatMap(role -> stream(role.path("rules")))
                .forEach(rule -> rights.addAll(rights(rule)));
        return rights;
    }

    private static List<String> rights(JsonNode rule) {
        String group = rule.at("/apiGroups/0").asString();
        String name = rule.has("resourceNames") ? "/" + rule.at("/resourceNames/0").asString() : "";
        return stream(rule.path("resources"))
                .flatMap(resource ->
                        stream(rule.path("verbs"))
                                .map(verb ->
                                        right(group, resource.asString() + name, verb.asString())))
                .toList();
    }

    private static SortedSet<String> used() throws IOException {
        String text = Files.readString(ADAPTER);
        String block = text.substring(text.indexOf("ClusterRole"), text.indexOf("}</pre>"));
        SortedSet<String> rights = new TreeSet<>();
        StringBuilder row = new StringBuilder();
        for (String line : block.lines().map(line -> line.replaceFirst("^ \\* ?", "")).toList()) {
            row.append(' ').append(line.strip());
            if (line.strip().endsWith(",")) {
                continue;
            }
            rights.addAll(rights(row.toString().strip()));
            row.setLength(0);
        }
        return rights;
    }

    /** A row holds a group, its resources and perhaps an object's name, and verbs. */
    private static List<String> rights(String row) {
        if (row.endsWith("Role") || row.contains("Role in")) {
            return List.of();
        }
        List<String> words = Arrays.asList(row.split("[ ,]+"));
        String group = words.getFirst().replace("\"\"", "");
        List<String> verbs = words.stream().filter(AutoscalerAccessTest::isVerb).toList();
        List<String> named = words.stream().filter(word -> word.startsWith("cluster-")).toList();
        String name = named.isEmpty() ? "" : "/" + named.getFirst();
        return words.stream()
                .skip(1)
                .filter(word -> !isVerb(word) && !named.contains(word))
                .flatMap(
                        resource -> verbs.stream().map(verb -> right(group, resource + name, verb)))
                .toList();
    }

    private static boolean isVerb(String word) {
        return List.of("get", "list", "watch", "create", "update", "patch", "delete")
                .contains(word);
    }

    private static String right(String group, String resource, String verb) {
        return "%s %s %s".formatted(group, resource, verb);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
