package io.plimsoll.testbed;

import io.plimsoll.testbed.Programs.Result;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A Kubernetes 1.29 control plane on loopback, with kwok as every node's kubelet. The scripts
 * {@code build}, {@code up} and {@code down} that make it lie in {@code testbed/kube}.
 */
public final class ControlPlane implements AutoCloseable {

    private static final Path KUBE = Programs.FOLDER.resolve("kube");
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final String SKIPPED =
            """

            ############################################################################
            #  SKIPPED: profile real. No control plane to test against.                #
            #  It is built from its modules, once: install Go 1.24 or newer, or name   #
            #  a folder with its programs in PLIMSOLL_KUBE_BIN.                        #
            ############################################################################
            """;

    private final Path scripts;

    private ControlPlane(Path scripts) {
        this.scripts = scripts;
    }

    /**
     * Starts one, building it first where that was never done.
     *
     * @param settings of the script {@code up} beside those that place it
     * @return empty, and loudly so, where there is none to be had
     */
    public static Optional<ControlPlane> start(Map<String, String> settings) {
        Path scripts = Path.of(System.getProperty("plimsoll.testbed", ""));
        if (!isToBeHad()) {
            System.out.println(SKIPPED);
            return Optional.empty();
        }
        ControlPlane plane = new ControlPlane(scripts);
        if (!isBuilt()) {
            plane.script("build", Map.of(), BUILD_LIMIT);
        }
        int basePort = 20_000 + 10 * new SplittableRandom().nextInt(1000);
        Map<String, String> all =
                new TreeMap<>(Map.of("KUBE_BASE_PORT", Integer.toString(basePort)));
        all.putAll(settings);
        plane.script("up", all, START_LIMIT);
        return Optional.of(plane);
    }

    /** Whether one is built, or can be. */
    public static boolean isToBeHad() {
        return isBuilt() || hasGo();
    }

    private static boolean isBuilt() {
        return System.getenv("PLIMSOLL_KUBE_BIN") != null;
    }

    private static boolean hasGo() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
    }

    /** With every right. */
    public Path kubeconfig() {
        return KUBE.resolve("admin.kubeconfig");
    }

    /** A proxy in front of the API server; who asks through it proves itself by a token. */
    public FaultyProxy proxy() {
        String server =
                mustKubectl("config", "view", "--output=jsonpath={.clusters[0].cluster.server}");
        return FaultyProxy.to(
                URI.create(server.strip()), trusting(KUBE.resolve("pki/apiserver.crt")));
    }

    /**
     * Stops a program of the control plane in its tracks; nothing that it holds is refused.
     *
     * @param program such as {@code etcd} or {@code kube-apiserver}
     */
    public void stop(String program) {
        signal("STOP", program);
    }

    /** Lets a program that was stopped go on. */
    public void resume(String program) {
        signal("CONT", program);
    }

    /**
     * Ends a program of the control plane as a machine that fails does.
     *
     * @return starts it again as it was
     */
    public Runnable kill(String program) {
        try {
            long pid = pid(program);
            String started = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            List<String> command = List.of(started.split("\0"));
            signal("KILL", program);
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
            return () -> restart(program, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restart(String program, List<String> command) {
        try {
            Process process = Programs.start(program, command, Map.of());
            Files.writeString(pidFile(program), Long.toString(process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, String program) {
        try {
            Programs.mustRun(
                    "signal",
                    List.of("kill", "-" + signal, Long.toString(pid(program))),
                    Map.of(),
                    START_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pid(String program) throws IOException {
        return Long.parseLong(Files.readString(pidFile(program)).strip());
    }

    private static Path pidFile(String program) {
        return KUBE.resolve("pid").resolve(program + ".pid");
    }

    private static SocketFactory trusting(Path authority) {
        try (InputStream certificate = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509").generateCertificate(certificate));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs kubectl with every right. */
    public Result kubectl(String... arguments) {
        return Programs.run("kubectl", command(arguments), environment(), START_LIMIT);
    }

    /**
     * Runs kubectl with every right.
     *
     * @return what it printed
     * @throws IllegalStateException where kubectl fails
     */
    public String mustKubectl(String... arguments) {
        return Programs.mustRun("kubectl", command(arguments), environment(), START_LIMIT);
    }

    @Override
    public void close() {
        script("down", Map.of("WIPE", "1"), START_LIMIT);
    }

    private static List<String> command(String... arguments) {
        return Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList();
    }

    private Map<String, String> environment() {
        return Map.of("KUBECONFIG", kubeconfig().toString());
    }

    private void script(String name, Map<String, String> settings, Duration limit) {
        Map<String, String> environment = new TreeMap<>(settings);
        environment.put("KUBE_DIR", KUBE.toString());
        Programs.mustRun(
                "testbed-" + name, List.of(scripts.resolve(name).toString()), environment, limit);
    }
}
