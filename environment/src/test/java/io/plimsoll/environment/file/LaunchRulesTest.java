package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes are told and where they are, as the image and the network take it. */
class LaunchRulesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AL2023_x86_64_STANDARD | #!/bin/bash
                    AL2023_x86_64_STANDARD | #cloud-config
                    AL2023_x86_64_STANDARD | apiVersion: node.eks.aws/v1alpha1
                    BOTTLEROCKET_x86_64    | [settings.kernel]
                    BOTTLEROCKET_x86_64    | settings.motd = "hello"
                    """)
    void takesWhatTheImageReads(String amiType, String userData) throws Exception {
        assertThat(read("amiType: %s, userData: own".formatted(amiType), userData))
                .isEqualTo(userData);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AL2023_x86_64_STANDARD | [settings.kernel]   | must begin with #!
                    AL2023_x86_64_STANDARD | echo hello          | must begin with #!
                    BOTTLEROCKET_x86_64    | #!/bin/bash         | must be settings in TOML
                    AL2023_x86_64_STANDARD | #! AKIA0123456789ABCDEF | must hold no credential
                    """)
    void refusesWhatTheImageDoesNot(String amiType, String userData, String complaint) {
        assertThatThrownBy(() -> read("amiType: %s, userData: own".formatted(amiType), userData))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("nodeGroups[0].userData: " + complaint)
                .hasMessageNotContaining("AKIA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AL2023_x86_64_STANDARD | 'apiVersion: node.eks.aws/v1alpha1\\nspec: {kubelet: {config: {maxPods: 20}}}'
                    BOTTLEROCKET_x86_64    | '[settings.kubernetes]\\nmax-pods = 20'
                    """)
    void refusesAMaximumOfPodsWhereTheNetworkSaysIt(String amiType, String userData) {
        assertThatThrownBy(() ->
                        read(
                                ", prefixDelegation: true",
                                "amiType: %s, userData: own".formatted(amiType),
                                userData.replace("\\n", "\n")))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("nodeGroups[0].userData: must leave the maximum of pods");
    }

    @Test
    void refusesMoreThanEc2Takes() {
        assertThatThrownBy(() -> read("userData: own", "#!" + "x".repeat(13 * 1024)))
                .hasMessageContaining("must have at most 12288 bytes");
    }

    @Test
    void refusesPublicNodesWhereThereAreNoPublicSubnets() throws IOException {
        Path file = folder.resolve("e.yaml");
        Files.writeString(
                file,
                """
                cluster: {name: x}
                vpc: {natGateways: 0, endpoints: true}
                nodeGroups: [{name: a, max: 1, publicAddresses: true}]
                """);

        assertThatThrownBy(() -> EnvironmentFile.read(file, TODAY))
                .hasMessageContaining("nodeGroups[0].publicAddresses: must be false unless");
    }

    @Test
    void refusesPublicNodesThatKarpenterMakes() throws IOException {
        Path file = folder.resolve("e.yaml");
        Files.writeString(
                file,
                """
                cluster: {name: x, kubernetesVersion: "1.35"}
                autoscaler: {kind: karpenter}
                nodeGroups:
                  - {name: system, max: 2, labels: {plimsoll.io/workload: system}}
                  - {name: a, max: 1, publicAddresses: true}
                """);

        assertThatThrownBy(() -> EnvironmentFile.read(file, TODAY))
                .hasMessageContaining("nodeGroups[1].publicAddresses: must be false for a group");
    }

    private String read(String group, String userData)
            throws IOException, InvalidEnvironmentException {
        return read("", group, userData);
    }

    private String read(String cluster, String group, String userData)
            throws IOException, InvalidEnvironmentException {
        Files.writeString(folder.resolve("own"), userData);
        Path file = folder.resolve("e.yaml");
        Files.writeString(
                file,
                "cluster: {name: x%s}\nnodeGroups: [{name: a, max: 1, %s}]\n"
                        .formatted(cluster, group));
        return EnvironmentFile.read(file, TODAY)
                .environment()
                .nodeGroups()
                .getFirst()
                .machine()
                .launch()
                .userData()
                .orElseThrow()
                .text();
    }
}
