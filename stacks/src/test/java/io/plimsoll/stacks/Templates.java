package io.plimsoll.stacks;

import io.plimsoll.environment.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** The templates of an environment, by the name of their part. */
final class Templates {

    private final App app;

    private Templates(App app) {
        this.app = app;
    }

    static Templates of(Environment environment) {
        try {
            App app =
                    StacksApp.app(
                            Optional.of(Files.createTempDirectory(Path.of("target"), "cdk.out-")));
            EnvironmentStacks.create(app, environment);
            return new Templates(app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Template part(String name) {
        return Template.fromStack(stack(name));
    }

    Stack stack(String part) {
        return (Stack) app.getNode().findChild(part);
    }
}
