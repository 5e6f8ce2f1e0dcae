import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Starts the packaged autoscaler on a small stage, so that the JVM sees which classes a start needs
 * and writes them into an AOT cache: {@code Rehearsal LAUNCHER CACHE ANSWERS}. The stage is an API
 * server (TLS, one node, one pod that fits nowhere) and an AWS (roles by web identity, one group).
 * The autoscaler lists, watches, leads, decides and raises the group; then it is asked to stop.
 */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PASSWORD = "rehearsal";

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path cache = Path.of(arguments[1]);
        Path folder = Files.createTempDirectory("rehearsal");
        try {
            new Rehearsal(folder).play(Path.of(arguments[0]), cache, Path.of(arguments[2]));
        } finally {
            delete(folder);
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the rehearsal left no cache at " + cache);
        }
    }

    private void play(Path launcher, Path cache, Path answers) throws Exception {
        int port = freePort();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket secure = tls().getServerSocketFactory().createServerSocket(0, 50, loopback);
        try (client;
                Stage cluster = new Stage(secure, answers);
                Stage aws = new Stage(new ServerSocket(0, 50, loopback), answers)) {
            ProcessBuilder builder = new ProcessBuilder(command(launcher, cluster, port));
            builder.environment().clear();
            builder.environment().putAll(environment(cache, aws));
            Process autoscaler = builder.inheritIO().start();
            try {
                awaitScaleUp(autoscaler, port, aws);
                stop(autoscaler);
            } finally {
                autoscaler.destroyForcibly();
            }
        }
    }

    private List<String> command(Path launcher, Stage cluster, int port) throws IOException {
        return List.of(
                launcher.toString(),
                "--cloud-provider=aws",
                "--namespace=kube-system",
                "--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled",
                "--expander=least-waste",
                "--v=4",
                "--scan-interval=1s",
                "--kubeconfig=" + kubeconfig(cluster.port()),
                "--address=127.0.0.1:" + port);
    }

    private Map<String, String> environment(Path cache, Stage aws) throws IOException {
        return Map.of(
                "AWS_REGION", "us-west-1",
                "AWS_STS_REGIONAL_ENDPOINTS", "regional",
                "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/rehearsal",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                        Files.writeString(folder.resolve("token"), "token").toString(),
                "AWS_ENDPOINT_URL", "http://localhost:" + aws.port(),
                // What cannot be cached is no news: it is loaded as ever.
                "JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + cache + " -Xlog:aot*=error",
                "JDK_AOT_VM_OPTIONS", "-Xlog:aot*=error");
    }

    private void awaitScaleUp(Process autoscaler, int port, Stage aws) throws InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!aws.wasAsked("SetDesiredCapacity")
                || !get(port, "/metrics").contains("activity=\"main\"")
                || !get(port, "/health-check").equals("OK")) {
            boolean ended = autoscaler.waitFor(100, TimeUnit.MILLISECONDS);
            if (ended || Instant.now().isAfter(limit)) {
                throw new IllegalStateException("the autoscaler did not raise the group");
            }
        }
    }

    private static void stop(Process autoscaler) throws InterruptedException {
        autoscaler.destroy();
        if (!autoscaler.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                || autoscaler.exitValue() != 0) {
            throw new IllegalStateException("the autoscaler did not stop well");
        }
    }

    private String get(int port, String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException _) {
            return "";
        }
    }

    private SSLContext tls() throws GeneralSecurityException, IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        List<String> pair = List.of("-keyalg", "EC", "-dname", "CN=a", "-ext", "SAN=IP:127.0.0.1");
        keytool("-genkeypair", keys, pair);
        keytool("-exportcert", keys, List.of("-rfc", "-file", certificate().toString()));
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String what, Path keys, List<String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(what, "-alias", "a", "-keystore", keys.toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("keytool %s failed".formatted(what));
        }
    }

    private Path kubeconfig(int port) throws IOException {
        String text =
                """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: a, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: "%s"}}
                users: [{name: a, user: {token: token}}]
                contexts: [{name: a, context: {cluster: a, user: a}}]
                current-context: a
                """
                        .formatted(
                                port,
                                Base64.getEncoder()
                                        .encodeToString(Files.readAllBytes(certificate())));
        return Files.writeString(folder.resolve("kubeconfig"), text);
    }

    private Path certificate() {
        return folder.resolve("ca.crt");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
