package io.plimsoll.stacks;

import io.plimsoll.environment.Environment;
import io.plimsoll.stacks.workload.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
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
        return of(environment, Optional.empty());
    }

    /**
     * @param kubectl archive that npm brought
     */
    static Templates of(Environment environment, Optional<String> kubectl) {
        return of(new Deployment(environment, List::of, "..", kubectl));
    }

    static Templates of(Deployment deployment) {
        return of(deployment, Map.of());
    }

    /**
     * @param answers what AWS said to lookups
     */
    static Templates of(Deployment deployment, Map<String, Object> answers) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "cdk.out-");
            SequencedMap<String, Deployment> deployments = new LinkedHashMap<>();
            deployments.put("", deployment);
            return new Templates(StacksApp.app(deployments, folder, answers));
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

    /** Files that a deployment would upload, besides the templates. */
    List<String> assets() {
        try (Stream<Path> files = Files.list(Path.of(app.synth().getDirectory()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("asset."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stack stack(String part) {
        return (Stack) app.getNode().findChild(part);
    }
}
