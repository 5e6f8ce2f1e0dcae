package io.plimsoll.autoscaler.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveWorldTest {

    private static final String NODE =
            """
            {"metadata": {"name": "n1", "uid": "n1", "creationTimestamp": "2026-03-05T20:00:00Z"},
             "spec": {"providerID": "aws:///us-west-1a/i-1"},
             "status": {"allocatable": {"cpu": "1930m", "memory": "6837Mi", "pods": "35"},
               "conditions": [{"type": "Ready", "status": "True",
                 "lastTransitionTime": "2026-03-05T20:00:00Z"}]}}
            """;

    private static final String POD =
            """
            {"metadata": {"namespace": "kong", "name": "waiting", "uid": "w",
               "creationTimestamp": "2026-03-05T21:00:00Z"},
             "spec": {"containers": [{"name": "c", "resources": {"requests": {"cpu": "3"}}}]},
             "status": {"phase": "Pending", "conditions": [{"type": "PodScheduled",
               "status": "False", "reason": "Unschedulable",
               "lastTransitionTime": "2026-03-05T21:00:01Z"}]}}
            """;

    private static final Map<String, String> ITEMS = Map.of("nodes", NODE, "pods", POD);

    private final List<String> methods = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void planWithoutFilesOfTheClusterReadsTheContextAndChangesNothing() throws IOException {
        int exitCode =
                AutoscalerMain.execute(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "plan",
                        "--kubeconfig=" + kubeconfig(),
                        "--node-groups=" + groups(),
                        "--now=2026-03-05T22:00:00Z");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("Pods: 1 Pending: 1 stays Pending.", "pod kong/waiting", "n1 of kong");
        assertThat(methods).isNotEmpty().containsOnly("GET");
    }

    private Path kubeconfig() throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: me, user: {token: none}}]
                contexts: [{name: here, context: {cluster: here, user: me}}]
                current-context: here
                """
                        .formatted(server.getAddress().getPort()));
    }

    private Path groups() throws IOException {
        return Files.writeString(
                folder.resolve("groups.json"),
                """
                {"AutoScalingGroups": [
                  {"AutoScalingGroupName": "kong", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 1,
                   "AvailabilityZones": ["us-west-1a"],
                   "Instances": [{"InstanceId": "i-1", "InstanceType": "t3.large",
                     "AvailabilityZone": "us-west-1a", "LifecycleState": "InService"}]}]}
                """);
    }

    /** Lists, and watches that end at once. */
    private void answer(HttpExchange exchange) throws IOException {
        methods.add(exchange.getRequestMethod());
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String answer =
                path.equals("/version")
                        ? "{\"major\": \"1\", \"minor\": \"31\"}"
                        : "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}"
                                .formatted(
                                        ITEMS.getOrDefault(
                                                path.substring(path.lastIndexOf('/') + 1), ""));
        byte[] body =
                query.contains("watch=") ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
