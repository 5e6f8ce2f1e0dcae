package io.plimsoll.autoscaler.app.real;

import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image that profile image built, unpacked, and run as a kubelet would run it. */
final class ImageRoot {

    private static final Path TAR =
            Path.of(System.getProperty("plimsoll.image", "none")).toAbsolutePath();
    private static final Path FOLDER = Programs.FOLDER.resolve("image");
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);

    /**
     * Seals the folder named first: read-only, with this machine's devices and processes. It ends
     * in the program itself, so that signals reach it.
     */
    private static final String SEALED =
            """
            set -e
            mount --rbind "$1" "$1"
            mount --rbind /dev "$1/dev"
            mount --rbind /proc "$1/proc"
            mount -o remount,bind,ro "$1"
            shift
            exec env -i "$@"
            """;

    private final Path root;
    private final JsonNode settings;

    private ImageRoot(Path root, JsonNode settings) {
        this.root = root;
        this.settings = settings;
    }

    /** Empty where no image was built. */
    static Optional<ImageRoot> unpacked() throws IOException {
        if (!Files.exists(TAR)) {
            return Optional.empty();
        }
        Path parts = FOLDER.resolve("parts");
        Path root = FOLDER.resolve("root");
        run("rm", "-rf", FOLDER.toString());
        Files.createDirectories(parts);
        Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(root.resolve("proc"));
        run("tar", "-xf", TAR.toString(), "-C", parts.toString());
        JsonNode manifest = json(parts.resolve("manifest.json")).path(0);
        for (JsonNode layer : manifest.path("Layers")) {
            run(
                    "tar",
                    "--warning=no-unknown-keyword",
                    "-xzf",
                    parts.resolve(layer.asString()).toString(),
                    "-C",
                    root.toString());
        }
        JsonNode settings = json(parts.resolve(manifest.path("Config").asString())).path("config");
        return Optional.of(new ImageRoot(root, settings));
    }

    /** What the image says about itself, as in the specification of OCI images. */
    JsonNode settings() {
        return settings;
    }

    /** Where a file of the image lies on this machine. */
    Path file(String path) {
        return root.resolve(path.substring(1));
    }

    /**
     * Starts the program that Cluster Autoscaler's chart calls, in the image's folder; as its user
     * too where this machine's root asks.
     */
    List<String> command(Map<String, String> environment) {
        boolean privileged = System.getProperty("user.name").equals("root");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!privileged) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("sh", "-c", SEALED, "sh", root.toString()));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("/usr/bin/unshare", "--root=" + root));
        command.add("--wd=" + settings.path("WorkingDir").asString());
        if (privileged) {
            String[] ids = settings.path("User").asString().split(":", 2);
            command.addAll(List.of("--setuid=" + ids[0], "--setgid=" + ids[1]));
        }
        command.add("./cluster-autoscaler");
        return command;
    }

    /** The sum of all files, in bytes. */
    long size() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("opt"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** What is loaded over the network, in bytes. */
    long compressedSize() {
        return TAR.toFile().length();
    }

    private static void run(String... command) {
        Programs.mustRun("image-unpack", List.of(command), Map.of(), UNPACK_LIMIT);
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }
}
