package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.environment.module.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The README's deploy section, command by command, as far as an emulated AWS goes, with a change of
 * each kind in its midst.
 */
class ProductionDeploymentIT {

    private static final Pattern BLOCK = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL);

    /** What other programs do: an emulated AWS has no nodes, and nobody to build images. */
    private static final List<String> OTHERS =
            List.of("aws", "cp", "curl", "export", "kubectl", "npm", "openssl", "sh");

    private static final String EMULATED_ACCOUNT = "123456789012";

    @TempDir private Path folder = Path.of("");

    private final List<String> leftOut = new ArrayList<>();

    @Test
    void goesFromNothingThroughChangesToNothing() throws Exception {
        Path mine = folder.resolve("my.yaml");
        String text =
                Files.readString(Module.home().resolve("examples/production.yaml"))
                        .replace("111122223333", EMULATED_ACCOUNT);
        Files.writeString(mine, text);
        try (EmulatedAccount aws = EmulatedAccount.start("eu-central-1")) {
            Deployed deployed = new Deployed(aws, "kong-production");
            for (String command : commands()) {
                if (command.startsWith("cp -r")) {
                    changes(aws, deployed, mine, text);
                }
                run(aws, command, mine);
            }
            assertThat(aws.skipped()).containsAll(List.of(EmulatedAccount.PASSED_OVER));
            assertThat(deployed.autoScalingGroups().path("AutoScalingGroups")).isEmpty();
            System.out.println("Left out of the README's deploy section: " + leftOut);
        }
    }

    private static List<String> commands() throws IOException {
        String readme = Files.readString(Module.home().resolve("README.md"));
        String section =
                readme.substring(readme.indexOf("## Deploy to AWS"), readme.indexOf("## Use with"));
        return BLOCK.matcher(section)
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    private void run(EmulatedAccount aws, String command, Path mine) throws IOException {
        List<String> words = Arrays.asList(command.replace("my.yaml", mine.toString()).split(" "));
        if (command.startsWith("npx cdk destroy")) {
            // moto does not delete a VPC that has route tables.
            cdk(
                    aws,
                    mine,
                    "destroy",
                    "workloads",
                    "identity",
                    "node-groups",
                    "cluster",
                    "--exclusively",
                    "--force");
        } else if (command.startsWith("npx cdk")) {
            cdk(
                    aws,
                    mine,
                    words.stream()
                            .skip(2)
                            .map(word ->
                                    word.endsWith(".json") ? folder.resolve(word).toString() : word)
                            .toArray(String[]::new));
        } else if (command.startsWith("./plimsoll")) {
            plimsoll(words);
        } else if (command.startsWith("cp -r")) {
            copy(Path.of(aws.cdkOut()), folder.resolve("deployed"));
        } else if (command.startsWith("sh -c")) {
            assertThat(printed(command)).as(command).matches("(aws|docker|helm) .+");
            leftOut.add(command);
        } else {
            assertThat(words.getFirst())
                    .isIn(Stream.concat(OTHERS.stream(), Stream.of("./plimsoll")).toList());
            leftOut.add(command);
        }
    }

    /** With the folders of this deployment. */
    private void plimsoll(List<String> words) {
        List<String> arguments =
                new ArrayList<>(
                        words.stream()
                                .skip(1)
                                .map(word ->
                                        List.of("dist", "deployed").contains(word)
                                                ? folder.resolve(word).toString()
                                                : word)
                                .toList());
        Invocation invocation = Invocation.of(arguments.toArray(String[]::new));

        assertThat(invocation.exitCode())
                .as(invocation.out() + invocation.err())
                // What the changes before have left is no environment to be proud of.
                .isLessThanOrEqualTo(words.contains("--against") ? 1 : 0);
        if (words.contains("--against")) {
            assertThat(invocation.out()).contains("No changes");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** What jq makes of the deployment's outputs, which the command then hands to a shell. */
    private String printed(String command) throws IOException {
        Matcher asked =
                Pattern.compile("jq -r '\\.\\[\\]\\.(\\w+).*?' (\\w+\\.json)").matcher(command);
        assertThat(asked.find()).as(command).isTrue();
        JsonNode outputs =
                JsonMapper.shared().readTree(Files.readString(folder.resolve(asked.group(2))));
        return outputs.valueStream()
                .map(stack -> stack.path(asked.group(1)).asString(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String cdk(EmulatedAccount aws, Path mine, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--context", "environment=" + mine));
        if (arguments[0].equals("deploy") && !all.contains("--require-approval")) {
            all.addAll(List.of("--require-approval", "never"));
        }
        return aws.cdk(all.toArray(String[]::new));
    }

    /** Each kind of change is one deployment of everything. */
    private static void changes(EmulatedAccount aws, Deployed deployed, Path mine, String text)
            throws IOException {
        String newer =
                text.replace("\"1.36\"", "\"1.37\"")
                        .replace(
                                "  identity: pod-identity",
                                "  identity: irsa\n  admins: ['arn:aws:iam::111122223333:role/platform']");
        deploy(aws, mine, newer);
        assertThat(deployed.cluster().path("version").asString()).isEqualTo("1.37");
        assertThat(deployed.nodeGroup("kong").path("version").asString()).isEqualTo("1.37");

        String withoutLoad = newer.replaceAll("(?s)  - name: load.*?\n\nkong:", "\nkong:");
        deploy(aws, mine, withoutLoad.replace("[c6i.large]", "[c7i.large]"));
        assertThat(names(deployed)).containsExactlyInAnyOrder("kong", "system");
        assertThat(deployed.nodeGroup("kong").path("nodegroupName").asString()).isEqualTo("kong");

        deploy(
                aws,
                mine,
                withoutLoad.replace("[c6i.large]", "[c6i.large, c7i.large]\n    generation: 2"));
        assertThat(names(deployed)).containsExactlyInAnyOrder("kong-2", "system");
    }

    private static void deploy(EmulatedAccount aws, Path mine, String text) throws IOException {
        Files.writeString(mine, text);
        cdk(aws, mine, "deploy", "--all");
    }

    private static List<String> names(Deployed deployed) {
        return deployed.autoScalingGroups()
                .path("AutoScalingGroups")
                .valueStream()
                .map(group -> tag(group, "eks:nodegroup-name"))
                .toList();
    }

    private static String tag(JsonNode group, String key) {
        return group.path("Tags")
                .valueStream()
                .filter(tag -> tag.path("Key").asString().equals(key))
                .map(tag -> tag.path("Value").asString())
                .findFirst()
                .orElse("");
    }
}
