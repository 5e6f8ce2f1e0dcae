package io.plimsoll.stacks;

import io.plimsoll.environment.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** The templates of an environment, by the name of their part. */
final class Templates {

    static final List<String> PARTS =
            List.of("network", "cluster", "node-groups", "identity", "workloads");

    private static final Set<String> COMPLAINTS = Set.of("aws:cdk:warning", "aws:cdk:error");

    private final App app;

    private Templates(App app) {
        this.app = app;
    }

    static Templates of(Environment environment) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "cdk.out-");
            SequencedMap<String, Environment> environments = new LinkedHashMap<>();
            environments.put("", environment);
            return new Templates(StacksApp.app(environments, Optional.of(folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Template part(String name) {
        return Template.fromStack(stack(name));
    }

    /** What aspects and constructs warn of or refuse, over all stacks. */
    List<String> complaints() {
        app.synth();
        return app.getNode().findAll().stream()
                .flatMap(construct ->
                        construct.getNode().getMetadata().stream()
                                .filter(entry -> COMPLAINTS.contains(entry.getType()))
                                .map(entry ->
                                        construct.getNode().getPath() + ": " + entry.getData()))
                .toList();
    }

    Stack stack(String part) {
        return (Stack) app.getNode().findChild(part);
    }
}
