package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.live.Connections;
import io.plimsoll.autoscaler.app.shadow.ShadowBook;
import io.plimsoll.autoscaler.app.trace.SpansInMemory;
import io.plimsoll.autoscaler.app.trace.Tracing;
import io.plimsoll.autoscaler.aws.AwsClients;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole process beside an API server and an AWS that note every request: a pod waits for a
 * node, and later a node could go.
 */
class DryRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ACTION = Pattern.compile("Action=([A-Za-z]+)");
    private static final List<String> AWS_PROPERTIES =
            List.of("aws.endpointUrl", "aws.region", "aws.accessKeyId", "aws.secretAccessKey");

    /** Such as {@code POST /apis/…} or {@code AWS SetDesiredCapacity}. */
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private volatile String waiting = pod("waiting", "", "1900m");

    @TempDir private Path folder;

    private HttpServer kubernetes;
    private HttpServer aws;

    @BeforeEach
    void serve() throws IOException {
        kubernetes = server(this::answerAsKubernetes);
        aws = server(this::answerAsAws);
        List<String> values = List.of(uri(aws), "us-west-1", "key", "secret");
        for (int property = 0; property < values.size(); property++) {
            System.setProperty(AWS_PROPERTIES.get(property), values.get(property));
        }
    }

    @AfterEach
    void stop() {
        AWS_PROPERTIES.forEach(System::clearProperty);
        kubernetes.stop(0);
        aws.stop(0);
    }

    @Test
    void decidesAndSendsNothingThatChangesAnythingButItsOwnLease() throws Exception {
        Path record = folder.resolve("shadow.json");
        ShadowBook book = new ShadowBook(Optional.of(record));
        AutoscalerProcess process =
                new AutoscalerProcess(
                        flags(),
                        new AutoscalerProcess.Records(Optional.empty(), Optional.of(book)),
                        Optional.empty(),
                        Tracing.from(Map.of()));
        Thread running = Thread.ofPlatform().start(() -> run(process));

        await().atMost(PATIENCE).until(() -> book.json().contains("\"nodesAdded\" : 1"));
        waiting = "";
        await().atMost(PATIENCE).until(() -> book.json().contains("\"nodesRemoved\" : 1"));
        running.interrupt();
        assertThat(running.join(PATIENCE)).isTrue();

        assertThat(requests).contains("AWS DescribeAutoScalingGroups").hasSizeGreaterThan(20);
        assertThat(requests.stream().filter(DryRunTest::changes))
                .isNotEmpty()
                .allMatch(request -> request.contains("/leases"));
        assertThat(requests)
                .filteredOn(request -> request.contains("/leases/"))
                .isNotEmpty()
                .allMatch(request -> request.endsWith("/leases/cluster-autoscaler-shadow"));
        StringWriter out = new StringWriter();
        assertThat(
                        AutoscalerMain.execute(
                                new PrintWriter(out),
                                new PrintWriter(new StringWriter()),
                                "shadow-report",
                                record.toString()))
                .isZero();
        assertThat(out.toString()).containsPattern("would +1 +1 +1 ");
    }

    @Test
    void tracesEachLoopWithItsStepsAndWhatTheyAskOfAws() throws Exception {
        Map<String, String> asked =
                Map.of("OTEL_TRACES_EXPORTER", "memory", "OTEL_BSP_SCHEDULE_DELAY", "20");
        try (Tracing tracing = Tracing.from(asked)) {
            AutoscalerProcess process =
                    new AutoscalerProcess(
                            flags(),
                            new AutoscalerProcess.Records(
                                    Optional.empty(),
                                    Optional.of(new ShadowBook(Optional.empty()))),
                            Optional.empty(),
                            tracing);
            Thread running = Thread.ofPlatform().start(() -> run(process));

            await().atMost(PATIENCE).until(() -> !spans("loop").isEmpty());
            running.interrupt();
            assertThat(running.join(PATIENCE)).isTrue();

            SpanData loop = spans("loop").getFirst();
            assertThat(children(loop)).contains("observe", "updateClusterState", "decide");
            SpanData observe =
                    spans("observe").stream()
                            .filter(span -> span.getParentSpanId().equals(loop.getSpanId()))
                            .findFirst()
                            .orElseThrow();
            assertThat(children(observe)).containsExactly("cloudProviderRefresh");
            try (AwsClients clients =
                    Connections.aws(flags(), _ -> false, List.of(tracing.awsCalls()))) {
                tracing.loops()
                        .during("step", () -> clients.autoScaling().describeAutoScalingGroups());
            }
            await().until(() -> !spans("step").isEmpty());
            assertThat(children(spans("step").getFirst()))
                    .containsExactly("AutoScaling.DescribeAutoScalingGroups");
        }
    }

    private static List<SpanData> spans(String name) {
        return SpansInMemory.EXPORTER.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static List<String> children(SpanData parent) {
        return SpansInMemory.EXPORTER.getFinishedSpanItems().stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .map(SpanData::getName)
                .toList();
    }

    private static boolean changes(String request) {
        return !request.startsWith("GET ") && !request.matches("AWS (Describe|Get|List).*");
    }

    private static void run(AutoscalerProcess process) {
        try {
            process.run();
        } catch (InterruptedException _) {
            // That is how the test ends it.
        }
    }

    private FlagValues flags() throws IOException {
        Path kubeconfig =
                Files.writeString(
                        folder.resolve("kubeconfig"),
                        """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: here, cluster: {server: "%s"}}]
                        users: [{name: me, user: {token: none}}]
                        contexts: [{name: here, context: {cluster: here, user: me}}]
                        current-context: here
                        """
                                .formatted(uri(kubernetes)));
        return new FlagValues(
                AutoscalerMain.commandLine()
                        .parseArgs(
                                "run",
                                "--kubeconfig=" + kubeconfig,
                                "--address=127.0.0.1:0",
                                "--scan-interval=1s",
                                "--aws-use-static-instance-list=true",
                                "--nodes=1:6:kong")
                        .subcommand());
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private static String uri(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lists, watches that end at once, and a Lease that takes what comes. */
    private void answerAsKubernetes(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        requests.add(method + " " + path);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!method.equals("GET")) {
            send(
                    exchange,
                    200,
                    body.replace("\"metadata\":{", "\"metadata\":{\"resourceVersion\":\"1\","));
        } else if (path.contains("/leases/")) {
            send(exchange, 404, "{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\"}");
        } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=")) {
            send(exchange, 200, "");
        } else {
            send(
                    exchange,
                    200,
                    "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}"
                            .formatted(items(path.substring(path.lastIndexOf('/') + 1))));
        }
    }

    private String items(String resource) {
        return switch (resource) {
            case "nodes" -> node("n1") + "," + node("n2");
            case "pods" ->
                    pod("busy", "n1", "1500m")
                            + ","
                            + pod("small", "n2", "100m")
                            + (waiting.isEmpty() ? "" : "," + waiting);
            case "replicasets" ->
                    """
                    {"metadata": {"namespace": "default", "name": "web", "uid": "web"},
                     "spec": {"replicas": 3}}
                    """;
            default -> "";
        };
    }

    private void answerAsAws(HttpExchange exchange) throws IOException {
        String body =
                URLDecoder.decode(
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8);
        Matcher action = ACTION.matcher(body);
        String name = action.find() ? action.group(1) : exchange.getRequestURI().getPath();
        requests.add("AWS " + name);
        if (!name.equals("DescribeAutoScalingGroups")) {
            send(
                    exchange,
                    403,
                    "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
            return;
        }
        send(
                exchange,
                200,
                """
                <DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult>
                <AutoScalingGroups><member><AutoScalingGroupName>kong</AutoScalingGroupName>
                <MinSize>1</MinSize><MaxSize>6</MaxSize><DesiredCapacity>2</DesiredCapacity>
                <AvailabilityZones><member>us-west-1a</member></AvailabilityZones>
                <Instances>%s%s</Instances></member></AutoScalingGroups>
                </DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>
                """
                        .formatted(instance("i-n1"), instance("i-n2")));
    }

    private static String instance(String id) {
        return """
        <member><InstanceId>%s</InstanceId><AvailabilityZone>us-west-1a</AvailabilityZone>
        <InstanceType>t3.large</InstanceType><LifecycleState>InService</LifecycleState></member>
        """
                .formatted(id);
    }

    /** Unneeded for an hour, as far as its taint knows. */
    private static String node(String name) {
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        return """
        {"metadata": {"name": "%s", "uid": "%s", "creationTimestamp": "2026-03-05T20:00:00Z",
            "labels": {"kubernetes.io/hostname": "%s"}},
         "spec": {"providerID": "aws:///us-west-1a/i-%s", "taints": [
           {"key": "DeletionCandidateOfClusterAutoscaler", "value": "%d",
            "effect": "PreferNoSchedule"}]},
         "status": {"allocatable": {"cpu": "1930m", "memory": "6837Mi", "pods": "35"},
           "capacity": {"cpu": "2", "memory": "7837Mi", "pods": "35"},
           "conditions": [{"type": "Ready", "status": "True",
             "lastTransitionTime": "2026-03-05T20:00:00Z"}]}}
        """
                .formatted(name, name, name, name, hourAgo.getEpochSecond());
    }

    /**
     * @param node empty for one that waits
     */
    private static String pod(String name, String node, String cpu) {
        String placed = node.isEmpty() ? "" : "\"nodeName\": \"%s\",".formatted(node);
        String status =
                node.isEmpty()
                        ? """
                        {"phase": "Pending", "conditions": [{"type": "PodScheduled",
                          "status": "False", "reason": "Unschedulable",
                          "lastTransitionTime": "2026-03-05T21:00:01Z"}]}
                        """
                        : "{\"phase\": \"Running\"}";
        return """
        {"metadata": {"namespace": "default", "name": "%s", "uid": "%s",
            "creationTimestamp": "2026-03-05T21:00:00Z", "ownerReferences": [
              {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "web",
               "controller": true}]},
         "spec": {%s "containers": [{"name": "c", "resources": {"requests": {"cpu": "%s"}}}]},
         "status": %s}
        """
                .formatted(name, name, placed, cpu, status);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
