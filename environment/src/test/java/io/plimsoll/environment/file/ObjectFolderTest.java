package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.environment.JsonText;
import io.plimsoll.environment.OwnObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of manifests that an environment takes along. */
class ObjectFolderTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void holdsTheObjectsOfAllItsFilesInTheOrderOfTheirNames() throws Exception {
        write("b.yml", "{apiVersion: v1, kind: Service, metadata: {name: b}}\n---\n---\n");
        write("a.yaml", "# nothing but a comment\n");
        write(
                "c.json",
                "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"c\"}}");
        write("README.md", "not read");

        assertThat(read().objects())
                .extracting(JsonText::json)
                .containsExactly(
                        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"b\"}}",
                        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"c\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {kind: Service, metadata: {name: a}}                     | a.yaml:1: an object has apiVersion, kind and metadata.name
                    [1]                                                      | a.yaml:1: an object has apiVersion
                    {apiVersion: v1, kind: Secret, metadata: {name: a}}      | a.yaml:1: a Secret would be told to everybody
                    {apiVersion: v1, kind: List, metadata: {name: a}}        | a.yaml:1: a List is no object
                    {apiVersion: v1, kind: Pod, metadata: {name: a}, m: 0644} | a.yaml:1: a number has to be decimal, as YAML's versions read others differently, is 0644
                    {apiVersion: v1, kind: Pod, metadata: {name: {{ .x }}}}  | a.yaml:1: a key must be text
                    a: [                                                     | a.yaml:1: expected the node content
                    {apiVersion: v1, kind: Pod, metadata: {name: AKIA0123456789ABCDEF}} | a.yaml: must hold no credential
                    """)
    void refusesWhatIsNoManifestThatCanBeCommitted(String text, String complaint)
            throws IOException {
        write("a.yaml", text);

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("workloads.folder: must hold manifests alone; " + complaint);
    }

    @Test
    void refusesAnObjectThatIsThereTwice() throws IOException {
        write("a.yaml", "{apiVersion: v1, kind: Service, metadata: {name: a}}");
        write("b.yaml", "{apiVersion: v1, kind: Service, metadata: {name: a}}");

        assertThatThrownBy(this::read).hasMessageContaining("b.yaml:1: Service a is there twice");
    }

    @Test
    void refusesAFolderThatIsNotThereOrHoldsNothing() throws IOException {
        assertThatThrownBy(this::read).hasMessageContaining("must be a folder, its path");

        write("README.md", "");
        assertThatThrownBy(this::read).hasMessageContaining("'mine' has 0");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine").resolve(name), text);
    }

    private OwnObjects read() throws IOException, InvalidEnvironmentException {
        Path file = folder.resolve("e.yaml");
        Files.writeString(file, "cluster: {name: x}\nworkloads: {folder: mine}\n");
        return EnvironmentFile.read(file, LocalDate.parse("2026-11-24"))
                .environment()
                .workloads()
                .addOns()
                .workloads()
                .folder()
                .orElseThrow();
    }
}
