package io.plimsoll.stacks;

import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.module.Module;
import io.plimsoll.environment.output.FileTree;
import io.plimsoll.stacks.workload.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The manifests that a stack is to apply: those of a folder, or, without one, made by {@code
 * charts8s} in a process of its own. Nothing is made for an environment whose stack applies none.
 *
 * @param folder of manifests in the plain layout
 */
record WrittenManifests(Path environmentFile, Optional<Path> folder) {

    /**
     * Starts to make them, so that the rest of the stacks is made meanwhile.
     *
     * @param name of the environment, where the file lists several
     */
    Supplier<List<Manifest>> of(Environment environment, Optional<String> name) {
        if (environment.workloads().addOns().workloads().appliedBy() != AppliedBy.STACK) {
            return List::of;
        }
        return folder.<Supplier<List<Manifest>>>map(there -> () -> ManifestFolder.read(there))
                .orElseGet(() -> start(name));
    }

    private Supplier<List<Manifest>> start(Optional<String> name) {
        try {
            Path made = Files.createTempDirectory("plimsoll-manifests-");
            Path log = made.resolve("log");
            Path manifests = made.resolve("manifests");
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "--environment-file",
                                    environmentFile.toAbsolutePath().toString(),
                                    "--out",
                                    manifests.toString()));
            name.ifPresent(chosen -> arguments.addAll(List.of("--environment", chosen)));
            Module.Running charts = Module.CHARTS.start(arguments, log);
            return () -> await(charts, made, log, manifests);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static List<Manifest> await(
            Module.Running charts, Path made, Path log, Path manifests) {
        try {
            if (charts.exitCode() != 0) {
                throw new BadInputException(Files.readString(log).strip());
            }
            List<Manifest> read = ManifestFolder.read(manifests);
            FileTree.delete(made);
            return read;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("cannot make the manifests that the stack applies", e);
    }
}
