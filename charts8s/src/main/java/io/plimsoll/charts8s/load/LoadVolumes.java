package io.plimsoll.charts8s.load;

import static io.plimsoll.charts8s.object.Containers.emptyDir;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.plimsoll.environment.LoadConfig.Tool;
import java.time.Duration;
import java.util.List;

/** What the load's containers share, and by which they may write the result. */
final class LoadVolumes {

    static final String SCRIPT = "load-script";
    static final String ACCOUNT = "account";
    static final String ACCOUNT_DIRECTORY = "/var/run/secrets/plimsoll.io/load";
    static final String RESULTS = "results";
    static final String RESULTS_DIRECTORY = "/results";

    private LoadVolumes() {}

    /**
     * @param lifetime that the token has to have: k6 reads it when it starts
     */
    static List<Volume> of(Tool tool, Duration lifetime) {
        return switch (tool) {
            case FORTIO -> List.of(script(), account(lifetime), emptyDir(RESULTS, "16Mi"));
            case K6 -> List.of(script(), account(lifetime));
        };
    }

    private static Volume script() {
        return new VolumeBuilder()
                .withName(SCRIPT)
                .withNewConfigMap()
                .withName(SCRIPT)
                .endConfigMap()
                .build();
    }

    /** As the kubelet makes it for every pod, but only where it is mounted. */
    private static Volume account(Duration lifetime) {
        return new VolumeBuilder()
                .withName(ACCOUNT)
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken()
                .withExpirationSeconds(lifetime.toSeconds())
                .withPath("token")
                .endServiceAccountToken()
                .endSource()
                .addNewSource()
                .withNewConfigMap()
                .withName("kube-root-ca.crt")
                .addNewItem()
                .withKey("ca.crt")
                .withPath("ca.crt")
                .endItem()
                .endConfigMap()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withNewFieldRef("v1", "metadata.namespace")
                .withPath("namespace")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build();
    }
}
