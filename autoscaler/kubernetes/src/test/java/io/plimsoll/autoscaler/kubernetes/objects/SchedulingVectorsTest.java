package io.plimsoll.autoscaler.kubernetes.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.packing.Packing;
import io.plimsoll.autoscaler.kubernetes.objects.KubernetesObjects.Conversion;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Verdicts of the real kube-scheduler 1.29 on random clusters, one pending pod each. */
final class SchedulingVectorsTest {
    private static final String FILE_PROPERTY = "plimsoll.vectors";

    private final KubernetesSerialization json = new KubernetesSerialization();

    record Line(int id, List<HasMetadata> cluster, Pod pod, Map<String, String> expect) {}

    @Test
    void agreesWithKubeScheduler() throws IOException {
        try (InputStream file =
                SchedulingVectorsTest.class.getResourceAsStream(
                        "/scheduling/kube-scheduler-1.29.jsonl.gz")) {
            assertThat(disagreements("the vectors of the project", file)).isEmpty();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = FILE_PROPERTY, matches = ".+")
    void agreesWithKubeSchedulerOnTheGivenFile() throws IOException {
        Path path = Path.of(System.getProperty(FILE_PROPERTY));
        try (InputStream file = Files.newInputStream(path)) {
            assertThat(disagreements(path.toString(), file)).isEmpty();
        }
    }

    private List<String> disagreements(String name, InputStream file) throws IOException {
        List<String> disagreements = new ArrayList<>();
        int lines = 0;
        try (BufferedReader reader = reader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                if (!text.isBlank()) {
                    lines++;
                    disagreements.addAll(disagreements(json.unmarshal(text, Line.class)));
                }
            }
        }
        System.out.println("Scheduling vectors: ran " + lines + " lines of " + name);
        assertThat(lines).isPositive();
        return disagreements;
    }

    private static BufferedReader reader(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return new BufferedReader(
                new InputStreamReader(
                        zipped ? new GZIPInputStream(buffered) : buffered, StandardCharsets.UTF_8));
    }

    private static List<String> disagreements(Line line) {
        Conversion conversion = KubernetesObjects.convert(line.cluster());
        assertThat(conversion.problems()).isEmpty();
        ClusterSnapshot snapshot = ClusterSnapshot.of(conversion.cluster());
        io.plimsoll.autoscaler.decision.model.Pod pod =
                new PodConverter(PriorityClasses.BUILT_IN).convert(line.pod());
        List<String> disagreements = new ArrayList<>();
        boolean found = false;
        boolean ofAllNodes = Set.copyOf(line.expect().values()).size() == 1;
        for (Map.Entry<String, String> expected : new TreeMap<>(line.expect()).entrySet()) {
            Verdict verdict = snapshot.check(pod, expected.getKey());
            found |= verdict instanceof Verdict.Fits;
            if (!agrees(verdict, expected.getValue(), ofAllNodes)) {
                disagreements.add(
                        "line %d, node %s: %s instead of \"%s\""
                                .formatted(
                                        line.id(),
                                        expected.getKey(),
                                        verdict,
                                        expected.getValue()));
            }
        }
        boolean searched = Packing.onto(snapshot, Set.of()).find(pod).isPresent();
        // Which node a pod names already is no question for a search.
        if (pod.spec().nodeName().isEmpty() && searched != found) {
            disagreements.add("line %d: the search disagrees with the checks".formatted(line.id()));
        }
        return disagreements;
    }

    /**
     * What kube-scheduler's PreFilter rejects it rejects for all nodes, under whatever plugin's
     * name.
     */
    private static boolean agrees(Verdict verdict, String expected, boolean ofAllNodes) {
        return switch (verdict) {
            case Verdict.Fits _ -> expected.isEmpty();
            case Verdict.Rejected rejected ->
                    expected.startsWith("PreFilter")
                            || expected.startsWith(rejected.plugin().kubernetesName() + ":")
                            || (ofAllNodes && !expected.isEmpty());
        };
    }
}
