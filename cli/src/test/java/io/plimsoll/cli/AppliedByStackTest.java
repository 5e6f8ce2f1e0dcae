package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stacks have the charts' process write the manifests that they apply. */
class AppliedByStackTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void putsTheManifestsThatTheChartsWriteIntoTheTemplate() throws IOException {
        Path example = Module.home().resolve("examples/konnect.yaml");
        Path out = folder.resolve("cdk.out");

        Invocation synth =
                Invocation.of(
                        "synth", "--quiet", "--file", example.toString(), "--out", out.toString());

        assertThat(synth.exitCode()).as(synth.err()).isZero();
        assertThat(Files.readString(out.resolve("workloads.template.json")))
                .contains("SecretProviderClass", "kong-cluster-cert", "\"Manifestsload");
    }
}
