package io.plimsoll.stacks;

import io.plimsoll.checks.EnvironmentChecks;
import io.plimsoll.checks.Finding;
import io.plimsoll.checks.Subject;
import io.plimsoll.environment.Environment;
import java.time.LocalDate;
import software.amazon.awscdk.Annotations;
import software.constructs.Construct;

/**
 * What {@code ./plimsoll check} finds without the manifests, told at every {@code cdk synth},
 * {@code diff} and {@code deploy}. All are warnings: whoever wants them to stop a deployment runs
 * the CDK with {@code --strict}.
 */
final class CheckAnnotations {

    private CheckAnnotations() {}

    /**
     * @param stack which the findings are told of; the CDK's CLI shows those of stacks alone
     */
    static void add(Construct stack, Environment environment, LocalDate today) {
        for (Finding finding : EnvironmentChecks.run(new Subject(environment, today)).findings()) {
            // Who read the environment has been told, with the line.
            if (finding.id().equals(EnvironmentChecks.KUBERNETES_VERSION)) {
                continue;
            }
            Annotations.of(stack)
                    .addWarningV2(
                            "plimsoll:" + finding.id(), finding.message() + " " + finding.change());
        }
    }
}
