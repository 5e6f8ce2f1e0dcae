package io.plimsoll.environment.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a command may do to the folder that it writes. */
class OutputFolderTest {

    @TempDir private Path machine = Path.of("");

    private static OutputFolder.Work files(String... pathsAndContents) {
        return staging -> {
            for (int i = 0; i < pathsAndContents.length; i += 2) {
                Path file = staging.resolve(pathsAndContents[i]);
                Files.createDirectories(file.getParent());
                Files.writeString(file, pathsAndContents[i + 1]);
            }
        };
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leavesTheFilesAndItsListAndNothingBesideThem() {
        Path out = machine.resolve("new/out");

        OutputFolder.write(out, files("a.json", "{}", "sub/b.json", "{}"));

        assertThat(names(out)).containsExactly(FileList.NAME, "a.json", "sub");
        assertThat(names(machine.resolve("new"))).containsExactly("out");
    }

    @Test
    void removesWhatAnEarlierRunWroteAndThisOneDoesNot() {
        OutputFolder.write(machine, files("a.json", "1", "sub/b.json", "1"));

        OutputFolder.write(machine, files("a.json", "2"));

        assertThat(names(machine)).containsExactly(FileList.NAME, "a.json");
        assertThat(machine.resolve("a.json")).hasContent("2");
    }

    @Test
    void leavesEveryFileOfOthersAlone() throws IOException {
        OutputFolder.write(machine, files("a.json", "1", "gone.json", "1"));
        Path repository = Files.createDirectories(machine.resolve(".git"));
        Files.writeString(repository.resolve("HEAD"), "ref");
        Files.writeString(machine.resolve("Main.java"), "class Main {}");

        OutputFolder.write(machine, files("a.json", "2"));

        assertThat(names(machine)).containsExactly(".git", FileList.NAME, "Main.java", "a.json");
        assertThat(repository.resolve("HEAD")).hasContent("ref");
    }

    @Test
    void refusesToReplaceAFileOfOthersAndThenWritesNothing() throws IOException {
        Path theirs = Files.writeString(machine.resolve("manifest.json"), "{\"name\": \"app\"}");

        assertThatThrownBy(() ->
                        OutputFolder.write(machine, files("a.json", "1", "manifest.json", "1")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(theirs.toString());

        assertThat(names(machine)).containsExactly("manifest.json");
        assertThat(theirs).hasContent("{\"name\": \"app\"}");
    }

    @Test
    void takesAFileOfOursThatSomebodyChangedForTheirs() throws IOException {
        OutputFolder.write(machine, files("a.json", "1", "b.json", "1"));
        Files.writeString(machine.resolve("a.json"), "mine");
        Files.writeString(machine.resolve("b.json"), "mine");

        assertThatThrownBy(() -> OutputFolder.write(machine, files("a.json", "2")))
                .isInstanceOf(OutputException.class);

        Files.delete(machine.resolve("a.json"));
        OutputFolder.write(machine, files("a.json", "2"));
        assertThat(machine.resolve("b.json")).hasContent("mine");
    }

    @Test
    void replacesAChangedFileThatStillSaysThatItIsOurs() throws IOException {
        String ours = FileList.MARK + "\nkind: A\n";
        OutputFolder.write(machine, files("a.yaml", ours));
        Files.writeString(machine.resolve("a.yaml"), ours + "edited: true\n");

        OutputFolder.write(machine, files("a.yaml", ours));

        assertThat(machine.resolve("a.yaml")).hasContent(ours);
    }

    @Test
    void refusesAFolderOfOthersWhereItIsToBeReadAsAWhole() throws IOException {
        Files.writeString(machine.resolve("letter.txt"), "Dear");

        try (OutputFolder folder = OutputFolder.open(machine)) {
            assertThatThrownBy(folder::requireOurs)
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("letter.txt");
        }
        assertThat(names(machine)).containsExactly("letter.txt");
    }

    @Test
    void doesNotFollowALinkOutOfTheFolder() throws IOException {
        Path elsewhere = Files.createDirectories(machine.resolve("elsewhere"));
        Path out = machine.resolve("out");
        OutputFolder.write(out, files("sub/a.json", "1"));
        FileTree.delete(out.resolve("sub"));
        Files.createSymbolicLink(out.resolve("sub"), elsewhere);
        Files.writeString(elsewhere.resolve("a.json"), "1");

        assertThatThrownBy(() -> OutputFolder.write(out, files("sub/a.json", "2")))
                .isInstanceOf(OutputException.class);
        OutputFolder.write(out, files("b.json", "2"));

        assertThat(elsewhere.resolve("a.json")).hasContent("1");
    }

    @Test
    void removesNothingThatAListNamesOutsideOfItsFolder() throws IOException {
        Path theirs = Files.writeString(machine.resolve("theirs.yaml"), FileList.MARK);
        Path out = Files.createDirectories(machine.resolve("out"));
        Files.writeString(
                out.resolve(FileList.NAME), FileList.MARK + "\n../theirs.yaml\n" + theirs + "\n");

        OutputFolder.write(out, files("a.json", "1"));

        assertThat(theirs).exists();
    }

    @Test
    void takesAFolderInsideThatAnotherCommandWroteAnewForOurs() {
        Path out = machine.resolve("out");
        OutputFolder.Work both =
                staging -> OutputFolder.write(staging.resolve("inner"), files("a.json", "1"));
        OutputFolder.write(out, both);
        OutputFolder.write(out.resolve("inner"), files("a.json", "2"));

        OutputFolder.write(out, both);

        assertThat(out.resolve("inner/a.json")).hasContent("1");
    }

    @Test
    void saysWhoHoldsAFolderThatIsBeingWritten() {
        try (OutputFolder first = OutputFolder.open(machine.resolve("out"))) {
            first.fill(files("a.json", "1"));

            assertThatThrownBy(() -> OutputFolder.write(machine.resolve("out"), files("a", "2")))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());

            first.commit();
        }
        assertThat(machine.resolve("out/a.json")).hasContent("1");
        assertThat(names(machine)).containsExactly("out");
    }

    @Test
    void leavesNothingOfWorkThatFails() {
        assertThatThrownBy(() ->
                        OutputFolder.write(
                                machine.resolve("new/out"),
                                staging -> {
                                    Files.writeString(staging.resolve("a.json"), "1");
                                    throw new IllegalStateException("broken");
                                }))
                .hasMessage("broken");

        assertThat(names(machine)).isEmpty();
    }

    @Test
    void saysThatTheDiskIsFullWhoeverNoticesIt() {
        Path out = machine.resolve("out");

        assertThatThrownBy(() ->
                        OutputFolder.write(
                                out,
                                _ -> {
                                    throw new IllegalStateException(
                                            "jsii",
                                            new IOException("ENOSPC: no space left on device"));
                                }))
                .isInstanceOf(OutputException.class)
                .hasMessage("cannot write " + out + ": ENOSPC");
        assertThat(names(machine)).isEmpty();
    }

    @Test
    void refusesAFileALinkAndWhatLiesBelowAFile() throws IOException {
        Path file = Files.writeString(machine.resolve("file"), "text");
        Path real = Files.createDirectories(machine.resolve("real"));
        Path link = Files.createSymbolicLink(machine.resolve("link"), real);

        for (Path target : List.of(file, link, file.resolve("below"))) {
            assertThatThrownBy(() -> OutputFolder.write(target, files("a.json", "1")))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining(target.toString());
        }
        assertThat(file).hasContent("text");
        assertThat(names(real)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhereNothingCanBeWritten() {
        assertThatThrownBy(() -> OutputFolder.write(Path.of("/proc/plimsoll"), files("a", "1")))
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith("cannot write /proc/plimsoll: ");
    }

    @Test
    void goesOnAfterARunThatWasKilledWhileItMovedFilesIn() throws IOException {
        OutputFolder.write(machine, files("a.json", "1", "b.json", "1"));
        OutputFolder killed = OutputFolder.open(machine);
        killed.fill(files("a.json", "2", "b.json", "2"));
        FileList union = FileList.read(machine).and(FileList.of(killed.staging()));
        Files.writeString(machine.resolve(FileList.NAME), union.text());
        Files.writeString(machine.resolve("a.json"), "2");
        killed.close();

        OutputFolder.write(machine, files("a.json", "3"));

        assertThat(names(machine)).containsExactly(FileList.NAME, "a.json");
        assertThat(machine.resolve("a.json")).hasContent("3");
    }
}
