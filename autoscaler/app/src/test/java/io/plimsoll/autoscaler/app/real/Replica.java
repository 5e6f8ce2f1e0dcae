package io.plimsoll.autoscaler.app.real;

import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.HttpConnection.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One of several autoscalers, with the proxies by which it sees the world. It is started again
 * whenever it ends by itself, as a kubelet does.
 *
 * @param api in front of the API server
 * @param cloud in front of AWS
 */
record Replica(String name, FaultyProxy api, FaultyProxy cloud, Container container)
        implements AutoCloseable {

    /** The process as it is now. */
    static final class Container {
        private final String name;
        private final Map<String, String> environment;
        private final List<String> flags;
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
            AutoscalerUnderTest started =
                    AutoscalerUnderTest.start(name + "-" + starts, environment, flags);
            Thread.ofVirtual()
                    .start(() -> {
                        ProcessHandle.of(started.pid()).ifPresent(handle -> handle.onExit().join());
                        ended();
                    });
            return started;
        }

        private synchronized void ended() {
            if (wanted) {
                process = start();
            }
        }

        private synchronized void want(boolean running) {
            if (running && !wanted) {
                process = start();
            }
            wanted = running;
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
        List<String> all = new ArrayList<>(flags);
        all.add("--kubeconfig=" + kubeconfig);
        return new Replica(name, api, cloud, new Container(name, environment, all));
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

    /** Ends it at once, as a machine that fails does, for good. */
    void kill() {
        container.want(false);
        process().close();
    }

    /** The machine is back. */
    void restart() {
        container.want(true);
    }

    /** Waits for the next request of its kind to AWS. */
    void awaitCall(Predicate<Request> which) {
        int before = cloud.seen().size();
        HostileStage.eventually(
                "the call",
                () ->
                        cloud.seen().stream()
                                .skip(before)
                                .anyMatch(seen -> which.test(seen.request())));
    }

    @Override
    public void close() {
        kill();
        api.close();
        cloud.close();
    }
}
