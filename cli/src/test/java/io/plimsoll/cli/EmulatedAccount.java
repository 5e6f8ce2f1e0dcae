package io.plimsoll.cli;

import io.plimsoll.environment.module.Module;
import io.plimsoll.testbed.EmulatedAws;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An AWS account in a process of this machine, and the checkout's CDK CLI to deploy to it. */
final class EmulatedAccount implements AutoCloseable {

    /**
     * The resource types that the emulator's CloudFormation passes over; the policy is bootstrap's.
     */
    static final String[] PASSED_OVER = {
        "AWS::EKS::AccessEntry", "AWS::EKS::Addon", "AWS::S3::BucketPolicy"
    };

    private static final Path EMULATOR = Module.home().resolve("stacks/src/test/emulator");
    private static final Path CDK = Module.home().resolve("node_modules/.bin/cdk");
    private static final Duration CDK_LIMIT = Duration.ofMinutes(5);

    private final EmulatedAws aws;
    private final String region;
    private int runs;

    private EmulatedAccount(EmulatedAws aws, String region) {
        this.aws = aws;
        this.region = region;
    }

    /** Skips the test, and says so, where Python, moto or the CDK CLI is not to be had. */
    static EmulatedAccount start(String region) {
        if (!Files.isExecutable(CDK)) {
            throw skip("The CDK CLI is not installed: npm ci");
        }
        try {
            EmulatedAws.python();
        } catch (IllegalStateException | UncheckedIOException e) {
            throw skip("No Python with moto: " + e.getMessage());
        }
        return new EmulatedAccount(EmulatedAws.start(EMULATOR), region);
    }

    private static AssertionError skip(String why) {
        System.out.printf(
                """

                ############################################################################
                #  SKIPPED: profile real. No deployment to an emulated AWS.
                #  %s
                ############################################################################
                %n\
                """,
                why);
        Assumptions.abort(why);
        return new AssertionError(why);
    }

    /**
     * Runs the CDK CLI, which starts {@code ./plimsoll cdk-app}, to a good end.
     *
     * @return what it prints
     */
    String cdk(String... arguments) {
        // From the checkout, where its settings are.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "cd \"$0\" && exec \"$@\"",
                                Module.home().toString(),
                                CDK.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--no-color", "--output", cdkOut()));
        String name = "cdk-%s-%d-%s".formatted(region, ++runs, arguments[0]);
        return Programs.mustRun(name, command, environment(), CDK_LIMIT);
    }

    /** Where the CDK CLI leaves the templates. */
    String cdkOut() {
        return folder("cdk.out");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(aws.environment(region));
        environment.put("CDK_DISABLE_CLI_TELEMETRY", "true");
        // Takes most of a synthesis' time, and the tests of the stacks have it.
        environment.put("CDK_VALIDATION", "false");
        // It keeps there what it learns of accounts.
        environment.put("CDK_HOME", folder("cdk-home"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PLIMSOLL_BUILD", "never");
        return environment;
    }

    private String folder(String name) {
        return Programs.FOLDER.resolve(name + "-" + region).toString();
    }

    /** Calls AWS as its command line does: names and shapes are the API's. */
    JsonNode call(String service, String operation, Map<String, ?> input) {
        String body = JsonMapper.shared().writeValueAsString(input);
        return exchange(
                HttpRequest.newBuilder(door(region + "/" + service + "/" + operation))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** The resource types that the emulator's CloudFormation passed over. */
    List<String> skipped() {
        return exchange(HttpRequest.newBuilder(door("skipped")).build())
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private URI door(String path) {
        return aws.endpoint().resolve("/plimsoll/" + path);
    }

    private static JsonNode exchange(HttpRequest request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(request.uri() + ": " + response.body());
            }
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
