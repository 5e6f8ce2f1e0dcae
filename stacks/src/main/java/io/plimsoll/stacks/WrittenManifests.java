package io.plimsoll.stacks;

import io.plimsoll.environment.AddOnsConfig.AppliedBy;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.module.Module;
import io.plimsoll.stacks.workload.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The manifests that a stack is to apply: those of a folder, or, without one, made by {@code
 * charts8s} in a process of its own. Nothing is made for an environment whose stack applies none.
 *
 * @param folder of manifests in the plain layout
 */
record WrittenManifests(Path environmentFile, Optional<Path> folder) {

    /**
     * @param name of the environment, where the file lists several
     */
    List<Manifest> of(Environment environment, Optional<String> name) {
        if (environment.workloads().addOns().workloads().appliedBy() != AppliedBy.STACK) {
            return List.of();
        }
        return folder.map(ManifestFolder::read).orElseGet(() -> make(name));
    }

    private List<Manifest> make(Optional<String> name) {
        try {
            Path made = Files.createTempDirectory("plimsoll-manifests-");
            Path log = made.resolve("log");
            try {
                Path manifests = made.resolve("manifests");
                List<String> arguments =
                        new ArrayList<>(
                                List.of(
                                        "--environment-file",
                                        environmentFile.toAbsolutePath().toString(),
                                        "--out",
                                        manifests.toString()));
                name.ifPresent(chosen -> arguments.addAll(List.of("--environment", chosen)));
                if (Module.CHARTS.start(arguments, log).exitCode() != 0) {
                    throw new BadInputException(Files.readString(log).strip());
                }
                return ManifestFolder.read(manifests);
            } finally {
                AssemblyFolder.delete(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the manifests that the stack applies", e);
        }
    }
}
