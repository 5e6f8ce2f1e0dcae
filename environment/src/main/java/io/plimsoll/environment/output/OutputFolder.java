package io.plimsoll.environment.output;

import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that a command writes. The work goes into a fresh folder beside it and is moved in at
 * the end; until then the target is as it was. Files of others stay what they are: only files of
 * our own list ({@link FileList}) are replaced or removed. While one process writes a folder,
 * another is refused.
 */
public final class OutputFolder implements AutoCloseable {

    private static final String TEMPORARY = ".plimsoll-";

    private final Path target;
    private final Path staging;
    private final FolderLock lock;
    private final List<Path> madeParents;
    private final Thread cleaning = new Thread(this::deleteWhatIsLeft);

    private OutputFolder(Path target, Path staging, FolderLock lock, List<Path> madeParents) {
        this.target = target;
        this.staging = staging;
        this.lock = lock;
        this.madeParents = madeParents;
    }

    /** What writes the files. */
    @FunctionalInterface
    public interface Work {
        /**
         * @param staging an empty folder
         */
        void into(Path staging) throws IOException;
    }

    /**
     * Opens, works, commits and closes.
     *
     * @throws OutputException when the folder cannot be written; then it is as it was
     */
    public static void write(Path target, Work work) {
        try (OutputFolder folder = open(target)) {
            folder.fill(work);
            folder.commit();
        }
    }

    /**
     * @param target made with its parents when it is not there
     * @throws OutputException when it is no folder, cannot be written, or another process writes it
     */
    public static OutputFolder open(Path target) {
        Path folder = target.toAbsolutePath().normalize();
        requireFolder(folder);
        List<Path> made = new ArrayList<>();
        try {
            makeParents(parent(folder), made);
            Path room = room(folder);
            String name = "." + folder.getFileName() + TEMPORARY;
            FolderLock lock = FolderLock.take(folder, room.resolve(name + "lock"));
            try {
                Path staging = Files.createDirectory(room.resolve(name + UUID.randomUUID()));
                OutputFolder opened = new OutputFolder(folder, staging, lock, made);
                Runtime.getRuntime().addShutdownHook(opened.cleaning);
                return opened;
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            made.forEach(OutputFolder::deleteIfEmpty);
            throw OutputException.of(folder, e);
        }
    }

    /** Where the work goes. */
    public Path staging() {
        return staging;
    }

    /**
     * Refuses a folder that holds something but no list of ours, for commands whose readers take
     * the folder as a whole.
     *
     * @throws OutputException with a file that is there
     */
    public void requireOurs() {
        if (!Files.exists(target) || isCheckoutsOwn()) {
            return;
        }
        try (Stream<Path> files = Files.list(target)) {
            List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
            if (!names.isEmpty() && !names.contains(FileList.NAME)) {
                throw new OutputException(
                        "cannot write %s: it holds files that Plimsoll did not write, such as %s; give an empty folder"
                                .formatted(target, names.getFirst()));
            }
        } catch (IOException e) {
            throw OutputException.of(target, e);
        }
    }

    /**
     * @throws OutputException when the disk takes no more; any other failure of the work as it is
     */
    public void fill(Work work) {
        try {
            work.into(staging);
        } catch (IOException e) {
            throw OutputException.of(target, e);
        } catch (OutputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw OutputException.ofDisk(target, e).<RuntimeException>map(told -> told).orElse(e);
        }
    }

    /**
     * Brings the folder to what was staged: each file whole or not at all, none before it is known
     * that nothing of others is in the way. A process that is killed meanwhile leaves a list of all
     * that may be ours, so that the next run can go on.
     *
     * @throws OutputException when somebody else's file is where one of ours belongs; then nothing
     *     is written
     */
    public void commit() {
        try {
            FileList fresh = FileList.of(staging);
            if (!Files.exists(target)) {
                Files.writeString(staging.resolve(FileList.NAME), fresh.text());
                Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            FileList before = FileList.read(target);
            requireNothingInTheWay(fresh, before);
            SortedSet<String> stale = new TreeSet<>(before.paths());
            stale.removeAll(fresh.paths());
            placeList(before.and(fresh));
            for (String path : fresh.paths()) {
                place(path);
            }
            for (String path : stale) {
                if (before.owns(path)) {
                    remove(Path.of(path));
                }
            }
            placeList(fresh);
        } catch (IOException e) {
            throw OutputException.of(target, e);
        }
    }

    /** Deletes what is still staged. */
    @Override
    public void close() {
        try {
            FileTree.delete(staging);
            Runtime.getRuntime().removeShutdownHook(cleaning);
            lock.close();
            madeParents.forEach(OutputFolder::deleteIfEmpty);
        } catch (IOException e) {
            throw OutputException.of(target, e);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook cleans up.
            return;
        }
    }

    private static void requireFolder(Path folder) {
        if (folder.getFileName() == null) {
            throw new OutputException("cannot write " + folder + ": give a folder inside of it");
        }
        if (Files.isSymbolicLink(folder)) {
            throw new OutputException(
                    "cannot write %s: it is a symbolic link; give the folder that it leads to"
                            .formatted(folder));
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new OutputException(
                    "cannot write %s: it is a file, not a folder".formatted(folder));
        }
    }

    /** Of a path that is absolute and has a name. */
    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private static void makeParents(Path parent, List<Path> made) throws IOException {
        if (Files.isDirectory(parent)) {
            return;
        }
        makeParents(parent(parent), made);
        Files.createDirectory(parent);
        made.addFirst(parent);
    }

    /** Beside the target, where files move in at once; inside of a mount, which has no beside. */
    private static Path room(Path folder) throws IOException {
        Path parent = parent(folder);
        boolean beside =
                !Files.exists(folder)
                        || (Files.isWritable(parent)
                                && Files.getFileStore(parent).equals(Files.getFileStore(folder)));
        return beside ? parent : folder;
    }

    /**
     * The default folders of a checkout are ours by their place: the CDK's CLI and earlier versions
     * wrote into them without a list.
     */
    private boolean isCheckoutsOwn() {
        Path home = Module.home();
        return target.equals(home.resolve("cdk.out")) || target.startsWith(home.resolve("build"));
    }

    private void requireNothingInTheWay(FileList fresh, FileList before) throws IOException {
        SortedSet<String> wanted = fresh.paths();
        wanted.add(FileList.NAME);
        for (String path : wanted) {
            Path file = target.resolve(path);
            Path there = firstThatIsNoFolder(path);
            boolean isForeign =
                    Files.exists(there, LinkOption.NOFOLLOW_LINKS)
                            && !(there.equals(file) && mayReplace(path, before));
            if (isForeign) {
                throw new OutputException(
                        "cannot write %s: %s is in the way and none of Plimsoll's files, or was changed since; move it away"
                                .formatted(target, there));
            }
        }
    }

    private boolean mayReplace(String path, FileList before) throws IOException {
        return before.owns(path)
                || (isCheckoutsOwn()
                        && Files.isRegularFile(target.resolve(path), LinkOption.NOFOLLOW_LINKS));
    }

    /** On the way from the target to the path; the path itself at the latest. */
    private Path firstThatIsNoFolder(String path) {
        Path way = target;
        for (Path part : Path.of(path)) {
            way = way.resolve(part);
            if (!Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
                return way;
            }
        }
        return way;
    }

    private void placeList(FileList list) throws IOException {
        Files.writeString(staging.resolve(FileList.NAME), list.text());
        place(FileList.NAME);
    }

    /** A file that stays as it is keeps its time. */
    private void place(String path) throws IOException {
        Path from = staging.resolve(path);
        Path to = target.resolve(path);
        boolean same =
                Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)
                        && Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
                        && Files.mismatch(from, to) < 0;
        if (!same) {
            Files.createDirectories(parent(to));
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes a file, and the folders inside of the target that it leaves empty. */
    private void remove(Path file) throws IOException {
        Files.delete(target.resolve(file));
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            deleteIfEmpty(target.resolve(folder));
        }
    }

    private static void deleteIfEmpty(Path folder) {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException _) {
            return;
        } catch (IOException e) {
            throw OutputException.of(folder, e);
        }
    }

    /** After an interrupt; a file that Node writes at this very moment is not worth an error. */
    private void deleteWhatIsLeft() {
        try {
            FileTree.delete(staging);
            lock.close();
        } catch (IOException _) {
            System.err.println("Left behind: " + staging);
        }
    }
}
