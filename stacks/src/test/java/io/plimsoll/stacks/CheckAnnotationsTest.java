package io.plimsoll.stacks;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.file.EnvironmentFile;
import io.plimsoll.environment.file.InvalidEnvironmentException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class CheckAnnotationsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

    private static Annotations annotations(String text) throws InvalidEnvironmentException {
        Environment environment =
                EnvironmentFile.parse("environment.yaml", text, TODAY).environment();
        Stack stack = new Stack(new App(), "node-groups");
        CheckAnnotations.add(stack, environment, TODAY);
        return Annotations.fromStack(stack);
    }

    @Test
    void warnsOfAnHpaThatOutgrowsItsGroups() throws InvalidEnvironmentException {
        String small =
                """
                cluster: {name: small, kubernetesVersion: "1.34"}
                nodeGroups:
                  - {name: system, instanceTypes: [t3.large], min: 2, max: 3, labels: {plimsoll.io/workload: system}}
                  - {name: kong, instanceTypes: [t3.large], min: 1, max: 1, labels: {plimsoll.io/workload: kong}}
                  - {name: load, instanceTypes: [t3.large], min: 1, max: 1, labels: {plimsoll.io/workload: load}}
                """;

        annotations(small).hasWarning("/node-groups", Match.stringLikeRegexp(".*Pending.*"));
    }

    @Test
    void saysNothingOfAnEnvironmentInWhichNothingIsWrong() throws InvalidEnvironmentException {
        annotations(
                        "cluster: {name: kong35-eks129-autoscaling, kubernetesVersion: \"1.34\", imageRegistry: registry.example.com}")
                .hasNoWarning("*", Match.anyValue());
    }
}
