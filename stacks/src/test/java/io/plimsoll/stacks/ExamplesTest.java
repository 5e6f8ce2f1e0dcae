package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example synthesizes, cdk-nag and all, without asking AWS. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "private.yaml, 5",
        "production.yaml, 6",
        "spot-arm64.yaml, 5",
        "cheapest-mix.yaml, 5",
        "week.yaml, 5",
        "short.yaml, 5",
        "imported-vpc.yaml, 4",
        "two-environments.yaml, 10",
        "konnect.yaml, 5"
    })
    void writesEveryTemplateOffline(String example, int templates) throws IOException {
        Path out = synthesize(example);

        assertThat(files(out, ".template.json")).hasSize(templates);
        for (Path manifest : files(out, "manifest.json")) {
            assertThat(Files.readString(manifest)).doesNotContain("\"missing\"");
        }
    }

    @Test
    void saysNothingOfRoutesThatItDoesNotTouch() throws IOException {
        Path out = synthesize("imported-vpc.yaml");

        assertThat(Files.readString(out.resolve("cluster.metadata.json")))
                .contains("clusterMustManuallyTagSubnet")
                .doesNotContain("noSubnetRouteTableId");
    }

    @Test
    void hasATestForEachExample() throws IOException {
        assertThat(files(EXAMPLES, ".yaml")).hasSize(9);
    }

    @Test
    void growsSpotGroupsFromZero() throws IOException {
        JsonNode groups = template(synthesize("spot-arm64.yaml"), "node-groups");

        JsonNode kong = nodeGroup(groups, "kong");

        assertThat(kong.required("CapacityType").asText()).isEqualTo("SPOT");
        assertThat(kong.required("AmiType").asText()).isEqualTo("AL2023_ARM_64_STANDARD");
        assertThat(kong.required("InstanceTypes")).hasSize(3);
        assertThat(kong.at("/ScalingConfig/MinSize").asInt(-1)).isZero();
        assertThat(groups.findValuesAsText("Key"))
                .contains("k8s.io/cluster-autoscaler/node-template/label/plimsoll.io/workload");
    }

    @Test
    void keepsEnvironmentsApartAsStages() throws IOException {
        Path out = synthesize("two-environments.yaml");

        assertThat(template(out.resolve("assembly-dev"), "devcluster").toString())
                .contains("kong-dev")
                .doesNotContain("kong-prod");
        assertThat(template(out.resolve("assembly-prod"), "prodcluster").toString())
                .contains("kong-prod")
                .doesNotContain("kong-dev");
    }

    @Test
    void writesOneOfSeveralLikeTheOnlyOne() throws IOException {
        Path out = synthesize("two-environments.yaml", "--environment", "prod");

        assertThat(template(out, "cluster").toString()).contains("kong-prod");
        assertThat(files(out, ".template.json")).hasSize(5);
    }

    @Test
    void asksWhichOfSeveralIsMeant() {
        StringWriter err = new StringWriter();

        int exitCode =
                StacksApp.run(
                        Map.of(),
                        new PrintWriter(err),
                        "--file",
                        EXAMPLES.resolve("two-environments.yaml").toString(),
                        "--environment",
                        "test",
                        "--out",
                        folder.resolve("cdk.out").toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("lists dev, prod").contains("not 'test'");
        assertThat(folder.resolve("cdk.out")).doesNotExist();
    }

    private Path synthesize(String example, String... options) {
        Path out = folder.resolve("cdk.out");
        StringWriter err = new StringWriter();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--file",
                                EXAMPLES.resolve(example).toString(),
                                "--out",
                                out.toString(),
                                // Made by charts8s, whose tests compare them with the example.
                                "--manifests",
                                "../charts8s/src/test/resources/golden/konnect-by-stack/plain"));
        arguments.addAll(List.of(options));
        int exitCode =
                StacksApp.run(Map.of(), new PrintWriter(err), arguments.toArray(String[]::new));
        assertThat(exitCode).as(err.toString()).isZero();
        return out;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static JsonNode template(Path folder, String name) throws IOException {
        for (Path template : files(folder, ".template.json")) {
            if (template.getFileName().toString().startsWith(name)) {
                return new ObjectMapper().readTree(Files.readString(template));
            }
        }
        throw new AssertionError("no template " + name + " among " + files(folder, ".json"));
    }

    private static JsonNode nodeGroup(JsonNode template, String name) {
        return template.findParents("NodegroupName").stream()
                .filter(group -> group.required("NodegroupName").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
