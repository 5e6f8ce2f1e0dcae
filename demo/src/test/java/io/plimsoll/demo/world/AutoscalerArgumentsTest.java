package io.plimsoll.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.plimsoll.demo.UnplayableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoscalerArgumentsTest {

    private static final String DISCOVERY = "--node-group-auto-discovery=asg:tag=a";

    private static Deployment deployment(String... arguments) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("autoscaler")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withCommand("./cluster-autoscaler")
                .withArgs(arguments)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    @Test
    void readsTheFlagsOfTheDeploymentThatFindsNodeGroups() {
        AutoscalerArguments arguments =
                AutoscalerArguments.of(
                        List.of(
                                deployment("--verbose"),
                                deployment(DISCOVERY, "--scan-interval=20s")));

        assertThat(arguments.settings().scanInterval()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void namesAFlagThatTheAutoscalerDoesNotKnow() {
        List<Deployment> deployments = List.of(deployment(DISCOVERY, "--expandr=least-waste"));

        assertThatThrownBy(() -> AutoscalerArguments.of(deployments))
                .isInstanceOf(UnplayableException.class)
                .hasMessageContaining("autoscaler.flags")
                .hasMessageContaining("--expandr");
    }

    @Test
    void namesAValueThatTheAutoscalerDoesNotTake() {
        List<Deployment> deployments = List.of(deployment(DISCOVERY, "--expander=cheapest"));

        assertThatThrownBy(() -> AutoscalerArguments.of(deployments))
                .isInstanceOf(UnplayableException.class)
                .hasMessageContaining("cheapest")
                .hasMessageContaining("least-waste");
    }

    @Test
    void needsAnAutoscalerOfNodeGroups() {
        List<Deployment> deployments = List.of(deployment("--verbose"));

        assertThatThrownBy(() -> AutoscalerArguments.of(deployments))
                .isInstanceOf(UnplayableException.class);
    }
}
