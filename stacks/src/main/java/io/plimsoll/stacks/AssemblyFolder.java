package io.plimsoll.stacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Replaces a folder's cloud assembly by a new one as a whole, so that no old template is left. */
final class AssemblyFolder {

    private AssemblyFolder() {}

    /**
     * @param synthesis writes an assembly into the folder that it is given
     */
    static void write(Path target, Consumer<Path> synthesis) {
        Path folder = target.toAbsolutePath().normalize();
        try {
            requireReplaceable(folder);
            Files.createDirectories(folder.getParent());
            Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
            delete(fresh);
            Files.createDirectory(fresh);
            Thread cleaning = new Thread(() -> deleteWhatIsLeft(fresh));
            Runtime.getRuntime().addShutdownHook(cleaning);
            try {
                synthesis.accept(fresh);
                delete(folder);
                Files.move(fresh, folder);
                Runtime.getRuntime().removeShutdownHook(cleaning);
            } finally {
                delete(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After an interrupt; a file that Node writes at this very moment is not worth an error. */
    private static void deleteWhatIsLeft(Path fresh) {
        try {
            delete(fresh);
        } catch (IOException _) {
            System.err.println("Left behind: " + fresh);
        }
    }

    private static void requireReplaceable(Path folder) throws IOException {
        if (!Files.exists(folder) || Files.exists(folder.resolve("manifest.json"))) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("--out " + folder + ": not a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new BadInputException(
                        "--out "
                                + folder
                                + ": holds files that are no cloud assembly; give an empty folder");
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
