package io.plimsoll.charts8s.output;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.plimsoll.environment.output.FileList;
import io.plimsoll.environment.output.OutputException;
import io.plimsoll.environment.output.OutputFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A folder of generated manifests, each of which begins with {@link FileList#MARK}. */
public record ManifestFolder(Path directory) {

    private static final int CONTEXT_LINES = 3;

    /**
     * Brings the folder to these files, by path relative to it.
     *
     * @throws OutputException if the folder cannot be written or somebody else's file is in the
     *     way; then nothing is written
     */
    public void write(SortedMap<String, String> files) {
        OutputFolder.write(
                directory,
                staging -> {
                    for (Map.Entry<String, String> file : files.entrySet()) {
                        Path staged = staging.resolve(file.getKey());
                        Files.createDirectories(staged.getParent());
                        Files.writeString(staged, file.getValue());
                    }
                });
    }

    /**
     * How the folder differs from these files, as a unified diff a file; empty if not at all.
     *
     * @throws OutputException if somebody else's file is where one of these belongs
     */
    public List<String> differences(SortedMap<String, String> files) {
        SortedMap<String, String> present = present(files);
        SortedSet<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(present.keySet());
        return paths.stream()
                .map(path -> diff(path, lines(present, path), lines(files, path)))
                .filter(diff -> !diff.isEmpty())
                .toList();
    }

    private static List<String> lines(SortedMap<String, String> files, String path) {
        return files.getOrDefault(path, "").lines().toList();
    }

    private static String diff(String path, List<String> present, List<String> wanted) {
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        present.isEmpty() ? "/dev/null" : "a/" + path,
                        wanted.isEmpty() ? "/dev/null" : "b/" + path,
                        present,
                        DiffUtils.diff(present, wanted),
                        CONTEXT_LINES));
    }

    /** What the folder holds of these files and of those that an earlier run left. */
    private SortedMap<String, String> present(SortedMap<String, String> wanted) {
        SortedMap<String, String> present = new TreeMap<>();
        try {
            FileList ours = FileList.read(directory);
            SortedSet<String> paths = ours.paths();
            paths.addAll(wanted.keySet());
            for (String path : paths) {
                Path file = directory.resolve(path);
                if (ours.owns(path)) {
                    present.put(path, Files.readString(file));
                } else if (wanted.containsKey(path) && Files.exists(file)) {
                    throw new OutputException(
                            "%s is not a file that Plimsoll wrote; move it away or choose another folder"
                                    .formatted(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return present;
    }
}
