package io.plimsoll.autoscaler.app.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.HttpConnection.Request;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One of several autoscalers, with the proxies by which it sees the world. It is started again
 * whenever it ends by itself, as a kubelet does.
 *
 * @param api in front of the API server
 * @param cloud in front of AWS
 */
record Replica(String name, FaultyProxy api, FaultyProxy cloud, Container container)
        implements AutoCloseable {

    /** {@code --leader-elect-lease-duration}: from its last renewal on, others wait so long. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** The process as it is now. */
    static final class Container {
        private final String name;
        private final Map<String, String> environment;
        private List<String> flags;
        private AutoscalerUnderTest process;
        private int starts;
        private boolean wanted = true;

        private Container(String name, Map<String, String> environment, List<String> flags) {
            this.name = name;
            this.environment = environment;
            this.flags = flags;
            this.process = start();
        }

        private AutoscalerUnderTest start() {
            starts++;
            AutoscalerUnderTest started = AutoscalerUnderTest.start(log(), environment, flags);
            Thread.ofVirtual()
                    .start(() -> {
                        ProcessHandle.of(started.pid()).ifPresent(handle -> handle.onExit().join());
                        ended();
                    });
            return started;
        }

        /** Of the latest process. */
        private String log() {
            return name + "-" + starts;
        }

        private synchronized void ended() {
            if (wanted && !process.isAlive()) {
                process = start();
            }
        }

        private synchronized void flags(List<String> flags) {
            this.flags = flags;
        }

        private synchronized void want(boolean running) {
            wanted = running;
            if (running && !process.isAlive()) {
                process = start();
            }
        }
    }

    static Replica start(
            String name, HostileStage.Servers servers, Witness witness, List<String> flags)
            throws IOException {
        FaultyProxy api = servers.plane().proxy();
        FaultyProxy cloud = FaultyProxy.to(servers.aws().endpoint());
        cloud.tell(witness::see);
        Path kubeconfig = servers.rights().kubeconfig(servers.admin(), name, api);
        Map<String, String> environment =
                new TreeMap<>(servers.aws().environment(KongGroup.REGION.id()));
        environment.put("AWS_ENDPOINT_URL", cloud.uri().toString());
        environment.put("HOSTNAME", name);
        environment.put("KUBECONFIG", kubeconfig.toString());
        return new Replica(name, api, cloud, new Container(name, environment, flags));
    }

    AutoscalerUnderTest process() {
        synchronized (container) {
            return container.process;
        }
    }

    /** How often it was started so far. */
    int starts() {
        synchronized (container) {
            return container.starts;
        }
    }

    /** Lets it end in peace, and starts it with other flags. */
    void restart(List<String> flags) throws InterruptedException {
        container.flags(flags);
        try (HostileStage.InForce _ = down()) {
            process().stop();
        }
    }

    /** In peace, for good. */
    void end() throws InterruptedException {
        container.want(false);
        process().stop();
    }

    /** Until the answer is closed it is not started again when it ends. */
    HostileStage.InForce down() {
        container.want(false);
        return () -> container.want(true);
    }

    /** Waits until the process has ended as one that leads no more, before another may lead. */
    void awaitLostMaster(Instant lost) {
        AutoscalerUnderTest process = process();
        Patience.eventually("it ends", () -> !process.isAlive());
        assertThat(Duration.between(lost, Instant.now())).isLessThan(LEASE);
        assertThat(process.exitCode()).isEqualTo(1);
        assertThat(Programs.printed(container.log())).containsOnlyOnce("Lost master: ");
    }

    /** To the API server and to AWS, but for the Lease, of which an old version is refused. */
    List<Request> writesAfter(Instant time) {
        return Stream.of(api, cloud)
                .flatMap(proxy -> proxy.seen().stream())
                .filter(seen -> seen.time().isAfter(time))
                .map(FaultyProxy.Seen::request)
                .filter(Request::isWrite)
                .filter(request -> !request.path().contains("/leases/"))
                .toList();
    }

    /** Waits for the next request of its kind to AWS. */
    void awaitCall(Predicate<Request> which) {
        int before = cloud.seen().size();
        Patience.eventually(
                "the call",
                () ->
                        cloud.seen().stream()
                                .skip(before)
                                .anyMatch(seen -> which.test(seen.request())));
    }

    @Override
    public void close() {
        container.want(false);
        process().close();
        api.close();
        cloud.close();
    }
}
