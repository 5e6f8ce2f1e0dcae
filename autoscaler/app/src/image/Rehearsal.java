import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Starts the packaged autoscaler on a small stage, so that the JVM sees which classes a start needs and writes them into an
 * AOT cache: {@code Rehearsal LAUNCHER CACHE}. The stage is an API server (TLS, one node, one pod that fits nowhere) and an
 * AWS (roles by web identity, one group), both of a few fixed answers; the autoscaler lists, watches, leads, decides and
 * raises the group.
 */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PASSWORD = "rehearsal";

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        Path launcher = Path.of(arguments[0]);
        Path cache = Path.of(arguments[1]);
        Path folder = Files.createTempDirectory("rehearsal");
        try (Stage cluster = new Stage(tls(folder).getServerSocketFactory().createServerSocket(0, 50, loopback()));
                Stage aws = new Stage(new ServerSocket(0, 50, loopback()))) {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(kubeconfig, kubeconfig(folder, cluster.port()));
            Path token = Files.writeString(folder.resolve("token"), "token");
            int port = freePort();
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    launcher.toString(),
                                    "--cloud-provider=aws",
                                    "--namespace=kube-system",
                                    "--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled",
                                    "--expander=least-waste",
                                    "--v=4",
                                    "--scan-interval=1s",
                                    "--kubeconfig=" + kubeconfig,
                                    "--address=127.0.0.1:" + port)
                            .inheritIO();
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("AWS_"));
            environment.put("AWS_REGION", "us-west-1");
            environment.put("AWS_STS_REGIONAL_ENDPOINTS", "regional");
            environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/rehearsal");
            environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
            environment.put("AWS_ENDPOINT_URL", "http://localhost:" + aws.port());
            environment.put("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + cache + " -Xlog:aot*=error");
            // What cannot be cached is loaded as ever.
            environment.put("JDK_AOT_VM_OPTIONS", "-Xlog:aot*=error");
            play(builder.start(), port, aws);
        } finally {
            delete(folder);
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the rehearsal left no cache at " + cache);
        }
    }

    private static void play(Process autoscaler, int port, Stage aws) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Instant limit = Instant.now().plus(PATIENCE);
            while (!aws.wasAsked("SetDesiredCapacity")
                    || !get(client, port, "/metrics").contains("activity=\"main\"")
                    || !get(client, port, "/health-check").equals("OK")) {
                if (!autoscaler.isAlive() || Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("the autoscaler did not raise the group");
                }
                Thread.sleep(100);
            }
            autoscaler.destroy();
            if (!autoscaler.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || autoscaler.exitValue() != 0) {
                throw new IllegalStateException("the autoscaler did not stop well");
            }
        } finally {
            autoscaler.destroyForcibly();
        }
    }

    private static String get(HttpClient client, int port, String path) throws InterruptedException {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException _) {
            return "";
        }
    }

    private static SSLContext tls(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool("-genkeypair", keys, "-keyalg", "EC", "-dname", "CN=rehearsal", "-ext", "SAN=IP:127.0.0.1");
        keytool("-exportcert", keys, "-rfc", "-file", folder.resolve("ca.crt").toString());
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String command, Path keys, String... more) throws Exception {
        List<String> all = new java.util.ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.addAll(List.of(command, "-alias", "a", "-keystore", keys.toString(), "-storepass", PASSWORD));
        all.addAll(List.of(more));
        if (new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start().waitFor() != 0) {
            throw new IllegalStateException("keytool " + command + " failed");
        }
    }

    private static String kubeconfig(Path folder, int port) throws IOException {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: a, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: "%s"}}]
                users: [{name: a, user: {token: token}}]
                contexts: [{name: a, context: {cluster: a, user: a}}]
                current-context: a
                """
                .formatted(port, Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("ca.crt"))));
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Answers plain requests, and opens watches on which nothing ever happens. */
    private static final class Stage implements AutoCloseable {

        private final ServerSocket socket;
        private final StringBuffer asked = new StringBuffer();

        Stage(ServerSocket socket) {
            this.socket = socket;
            Thread.startVirtualThread(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        boolean wasAsked(String action) {
            return asked.toString().contains(action);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    Thread.startVirtualThread(() -> converse(connection));
                }
            } catch (IOException _) {
                // Closed: the play is over.
            }
        }

        private void converse(Socket connection) {
            try (connection) {
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream();
                for (String request = line(in); !request.isEmpty(); request = line(in)) {
                    Map<String, String> headers = headers(in);
                    String body =
                            new String(
                                    in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))),
                                    StandardCharsets.UTF_8);
                    String key = headers.get("sec-websocket-key");
                    if (key != null) {
                        out.write(upgrade(key).getBytes(StandardCharsets.US_ASCII));
                        in.transferTo(OutputStream.nullOutputStream());
                        return;
                    }
                    asked.append(body).append('\n');
                    String[] words = request.split(" ", -1);
                    out.write(Answer.to(words[0], words[1], body).bytes());
                    out.flush();
                }
            } catch (IOException _) {
                // The autoscaler went.
            }
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        private static Map<String, String> headers(InputStream in) throws IOException {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return headers;
        }

        /** RFC 6455, section 4.2.2. */
        private static String upgrade(String key) {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-1")
                                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(digest)
                        + "\r\n\r\n";
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Answer(int status, String type, String body) {

        byte[] bytes() {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head =
                    "HTTP/1.1 %d -\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(status, type, content.length);
            byte[] all = java.util.Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + content.length);
            System.arraycopy(content, 0, all, head.length(), content.length);
            return all;
        }

        static Answer to(String method, String target, String body) {
            String path = target.replaceAll("\\?.*", "");
            if (path.startsWith("/api")) {
                return ofCluster(method, path, body);
            }
            return new Answer(200, "text/xml", ofAws(body));
        }

        private static Answer ofCluster(String method, String path, String body) {
            if (!method.equals("GET")) {
                return new Answer(method.equals("POST") ? 201 : 200, "application/json", body);
            }
            String last = path.substring(path.lastIndexOf('/') + 1);
            boolean oneObject = path.contains("/namespaces/");
            if (oneObject) {
                return new Answer(
                        404,
                        "application/json",
                        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}");
            }
            String items =
                    switch (last) {
                        case "nodes" -> NODE;
                        case "pods" -> POD;
                        default -> "";
                    };
            return new Answer(
                    200,
                    "application/json",
                    "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}"
                            .formatted(items));
        }

        private static String ofAws(String body) {
            String action = body.replaceAll(".*Action=([A-Za-z]+).*", "$1");
            String result =
                    switch (action) {
                        case "AssumeRoleWithWebIdentity" -> CREDENTIALS.formatted(Instant.now().plus(Duration.ofHours(1)));
                        case "DescribeAutoScalingGroups" -> GROUP;
                        case "DescribeLaunchTemplateVersions" -> LAUNCH_TEMPLATE;
                        case "DescribeInstanceTypes" -> INSTANCE_TYPE;
                        default -> "";
                    };
            boolean ec2 = body.contains("2016-11-15");
            return ec2
                    ? "<%1$sResponse>%2$s</%1$sResponse>".formatted(action, result)
                    : "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
        }

        private static final String CREDENTIALS =
                """
                <Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>a</SecretAccessKey><SessionToken>a</SessionToken>\
                <Expiration>%s</Expiration></Credentials>""";

        private static final String GROUP =
                """
                <AutoScalingGroups><member><AutoScalingGroupName>kong</AutoScalingGroupName>\
                <AutoScalingGroupARN>arn:aws:autoscaling:us-west-1:123456789012:autoScalingGroup:a:autoScalingGroupName/kong\
                </AutoScalingGroupARN><MinSize>1</MinSize><MaxSize>6</MaxSize><DesiredCapacity>1</DesiredCapacity>\
                <DefaultCooldown>300</DefaultCooldown><HealthCheckType>EC2</HealthCheckType>\
                <CreatedTime>2026-01-01T00:00:00Z</CreatedTime>\
                <LaunchTemplate><LaunchTemplateId>lt-0</LaunchTemplateId><Version>1</Version></LaunchTemplate>\
                <AvailabilityZones><member>us-west-1a</member></AvailabilityZones>\
                <Instances><member><InstanceId>i-0</InstanceId><AvailabilityZone>us-west-1a</AvailabilityZone>\
                <LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus>\
                <ProtectedFromScaleIn>false</ProtectedFromScaleIn></member></Instances>\
                <Tags><member><Key>k8s.io/cluster-autoscaler/enabled</Key><Value>true</Value><ResourceId>kong</ResourceId>\
                <ResourceType>auto-scaling-group</ResourceType><PropagateAtLaunch>true</PropagateAtLaunch></member></Tags>\
                </member></AutoScalingGroups>""";

        private static final String LAUNCH_TEMPLATE =
                """
                <launchTemplateVersionSet><item><launchTemplateId>lt-0</launchTemplateId><versionNumber>1</versionNumber>\
                <launchTemplateData><instanceType>t3.large</instanceType></launchTemplateData>\
                </item></launchTemplateVersionSet>""";

        private static final String INSTANCE_TYPE =
                """
                <instanceTypeSet><item><instanceType>t3.large</instanceType>\
                <vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo>\
                <processorInfo><supportedArchitectures><item>x86_64</item></supportedArchitectures></processorInfo>\
                <networkInfo><maximumNetworkInterfaces>3</maximumNetworkInterfaces>\
                <ipv4AddressesPerInterface>12</ipv4AddressesPerInterface></networkInfo></item></instanceTypeSet>""";

        private static final String NODE =
                """
                {"metadata":{"name":"i-0","uid":"n","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z",\
                "labels":{"kubernetes.io/arch":"amd64","kubernetes.io/os":"linux","kubernetes.io/hostname":"i-0",\
                "topology.kubernetes.io/zone":"us-west-1a","node.kubernetes.io/instance-type":"t3.large"}},\
                "spec":{"providerID":"aws:///us-west-1a/i-0"},\
                "status":{"capacity":{"cpu":"2","memory":"8Gi","pods":"35"},\
                "allocatable":{"cpu":"1930m","memory":"7Gi","pods":"35"},\
                "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}""";

        private static final String POD =
                """
                {"metadata":{"name":"big","namespace":"default","uid":"a","resourceVersion":"1",\
                "creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"schedulerName":"default-scheduler",\
                "containers":[{"name":"a","image":"a","resources":{"requests":{"cpu":"1500m"}}}]},\
                "status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False",\
                "reason":"Unschedulable"}]}},\
                {"metadata":{"name":"small","namespace":"default","uid":"b","resourceVersion":"1",\
                "creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"nodeName":"i-0",\
                "containers":[{"name":"a","image":"a","resources":{"requests":{"cpu":"1"}}}]},\
                "status":{"phase":"Running"}}""";
    }
}
