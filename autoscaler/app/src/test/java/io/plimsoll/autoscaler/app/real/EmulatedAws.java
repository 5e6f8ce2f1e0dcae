package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** moto as a server of its own, with one Auto Scaling group. */
final class EmulatedAws implements AutoCloseable {

    static final String GROUP = "kong";
    static final String CLUSTER = "demo";
    static final String ZONE = "us-west-1a";

    private static final String MOTO = "moto[server]==5.2.1";
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final String KEY = "testing";

    private final Process server;
    private final String url;
    private final AutoScalingClient autoScaling;
    private final Ec2Client ec2;

    private EmulatedAws(Process server, String url) {
        this.server = server;
        this.url = url;
        this.autoScaling = at(AutoScalingClient.builder(), url).build();
        this.ec2 = at(Ec2Client.builder(), url).build();
    }

    static EmulatedAws start() {
        int port = Programs.freePort();
        Process server =
                Programs.start(
                        "moto",
                        List.of(program(), "-H", "127.0.0.1", "-p", Integer.toString(port)),
                        Map.of());
        EmulatedAws aws = new EmulatedAws(server, "http://localhost:" + port);
        await("moto answers")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> aws.ec2.describeVpcs().hasVpcs());
        return aws;
    }

    /** Installed once, into a virtual environment below the build folder, when it is not there. */
    private static String program() {
        String version = "import importlib.metadata as m; assert m.version('moto') == '5.2.1'";
        int there =
                Programs.run(
                        "moto-version",
                        List.of("python3", "-c", version),
                        Map.of(),
                        Duration.ofMinutes(1));
        if (there == 0) {
            return "moto_server";
        }
        Path environment = Programs.FOLDER.resolve("venv");
        String bin = environment.resolve("bin").toString();
        install("venv", List.of("python3", "-m", "venv", environment.toString()));
        install("pip", List.of(bin + "/pip", "install", "--quiet", MOTO));
        return bin + "/moto_server";
    }

    private static void install(String name, List<String> command) {
        assertThat(Programs.run(name, command, Map.of(), INSTALL_LIMIT))
                .describedAs("%s: see %s", command, Programs.log(name))
                .isZero();
    }

    /** What a process needs in its environment to talk to this AWS. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", url,
                "AWS_REGION", Region.US_WEST_1.id(),
                "AWS_ACCESS_KEY_ID", KEY,
                "AWS_SECRET_ACCESS_KEY", KEY,
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    void createGroup(int min, int max, int desired, Map<String, String> tags) {
        String template =
                ec2.createLaunchTemplate(request ->
                                request.launchTemplateName(GROUP)
                                        .launchTemplateData(data ->
                                                data.instanceType(InstanceType.T3_LARGE)
                                                        .imageId(image())))
                        .launchTemplate()
                        .launchTemplateId();
        autoScaling.createAutoScalingGroup(request ->
                request.autoScalingGroupName(GROUP)
                        .minSize(min)
                        .maxSize(max)
                        .desiredCapacity(desired)
                        .availabilityZones(ZONE)
                        .launchTemplate(
                                launch -> launch.launchTemplateId(template).version("$Latest"))
                        .tags(tags.entrySet().stream().map(EmulatedAws::tag).toList()));
    }

    int desired() {
        return group().desiredCapacity();
    }

    /** Ids of the instances that are not ending, in the order of their launch. */
    List<String> instances() {
        return group().instances().stream()
                .filter(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
                .map(Instance::instanceId)
                .toList();
    }

    @Override
    public void close() {
        autoScaling.close();
        ec2.close();
        server.destroy();
        server.onExit().join();
    }

    private AutoScalingGroup group() {
        return autoScaling
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(GROUP))
                .autoScalingGroups()
                .getFirst();
    }

    private String image() {
        return ec2.describeImages(request -> request.owners("amazon"))
                .images()
                .getFirst()
                .imageId();
    }

    private static Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder()
                .key(tag.getKey())
                .value(tag.getValue())
                .resourceId(GROUP)
                .resourceType("auto-scaling-group")
                .propagateAtLaunch(true)
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(B builder, String url) {
        return builder.endpointOverride(URI.create(url))
                .region(Region.US_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)));
    }
}
