package io.plimsoll.charts8s.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.environment.output.FileList;
import io.plimsoll.environment.output.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFolderTest {

    private static final String OURS = FileList.MARK + ".\nkind: A\n";
    private static final String CHANGED = FileList.MARK + ".\nkind: B\n";

    @TempDir private Path temporary = Path.of("");

    @Test
    void writesFilesIntoFoldersThatWerentThere() throws IOException {
        Path directory = temporary.resolve("new/folder");

        new ManifestFolder(directory).write(files("a.yaml", OURS, "base/b.yaml", OURS));

        assertThat(directory.resolve("a.yaml")).hasContent(OURS);
        assertThat(directory.resolve("base/b.yaml")).hasContent(OURS);
        try (var left = Files.list(directory)) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void removesAFileThatAnEarlierRunWroteAndThisOneDoesNot() {
        ManifestFolder folder = new ManifestFolder(temporary);
        folder.write(files("a.yaml", OURS, "b.yaml", OURS));

        folder.write(files("a.yaml", CHANGED));

        assertThat(temporary.resolve("a.yaml")).hasContent(CHANGED);
        assertThat(temporary.resolve("b.yaml")).doesNotExist();
    }

    @Test
    void leavesFilesOfOthersAloneEvenWhereTheyWereOnceOurs() throws IOException {
        ManifestFolder folder = new ManifestFolder(temporary);
        folder.write(files("a.yaml", OURS, "b.yaml", OURS));
        Files.writeString(temporary.resolve("b.yaml"), "kind: Own\n");
        Files.writeString(temporary.resolve("c.yaml"), "kind: Own\n");

        folder.write(files("a.yaml", OURS));

        assertThat(temporary.resolve("b.yaml")).hasContent("kind: Own\n");
        assertThat(temporary.resolve("c.yaml")).hasContent("kind: Own\n");
    }

    @Test
    void leavesTheFilesOfANestedFolderAlone() {
        new ManifestFolder(temporary.resolve("nested")).write(files("b.yaml", OURS));

        new ManifestFolder(temporary).write(files("a.yaml", OURS));
        new ManifestFolder(temporary).write(files("a.yaml", CHANGED));

        assertThat(temporary.resolve("nested/b.yaml")).hasContent(OURS);
    }

    @Test
    void refusesToReplaceAFileOfOthersAndThenWritesNothing() throws IOException {
        Files.writeString(temporary.resolve("b.yaml"), "kind: Own\n");

        assertThatThrownBy(() ->
                        new ManifestFolder(temporary).write(files("a.yaml", OURS, "b.yaml", OURS)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("b.yaml");

        assertThat(temporary.resolve("a.yaml")).doesNotExist();
        assertThat(temporary.resolve("b.yaml")).hasContent("kind: Own\n");
    }

    @Test
    void doesNotTouchAFileThatStaysAsItIs() throws IOException {
        ManifestFolder folder = new ManifestFolder(temporary);
        folder.write(files("a.yaml", OURS));
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(temporary.resolve("a.yaml"), before);

        folder.write(files("a.yaml", OURS, "b.yaml", OURS));

        assertThat(Files.getLastModifiedTime(temporary.resolve("a.yaml"))).isEqualTo(before);
    }

    private static SortedMap<String, String> files(String path, String content) {
        return new TreeMap<>(Map.of(path, content));
    }

    private static SortedMap<String, String> files(
            String path, String content, String otherPath, String otherContent) {
        return new TreeMap<>(Map.of(path, content, otherPath, otherContent));
    }
}
