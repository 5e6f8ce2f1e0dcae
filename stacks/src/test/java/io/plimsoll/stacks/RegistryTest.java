package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** A repository for the autoscaler's image, where the environment asks for one. */
class RegistryTest {

    private static final Templates TEMPLATES =
            Templates.of(Scenario.environment("autoscaler: {repository: plimsoll/autoscaler}"));

    private final Template registry = TEMPLATES.part("registry");

    @Test
    void keepsImagesAsTheyWerePushedAndLooksThemOver() {
        registry.hasResource(
                "AWS::ECR::Repository",
                Map.of(
                        "DeletionPolicy",
                        "Retain",
                        "Properties",
                        Match.objectLike(
                                Map.of(
                                        "RepositoryName", "plimsoll/autoscaler",
                                        "ImageTagMutability", "IMMUTABLE",
                                        "ImageScanningConfiguration", Map.of("ScanOnPush", true),
                                        "EncryptionConfiguration", Map.of("EncryptionType", "KMS"),
                                        "LifecyclePolicy", Match.anyValue()))));
    }

    @Test
    void saysHowToPush() {
        assertThat(registry.findOutputs("*").keySet()).contains("LoginCommand", "PushCommand");
    }

    @Test
    void letsNodesPullAndNotPush() {
        assertThat(TEMPLATES.part("node-groups").findResources("AWS::IAM::Role").toString())
                .contains("AmazonEC2ContainerRegistryPullOnly");
        registry.resourcePropertiesCountIs(
                "AWS::ECR::Repository", Map.of("RepositoryPolicyText", Match.anyValue()), 0);
    }

    @Test
    void leavesNothingToComplainOf() {
        assertThat(TEMPLATES.complaints()).isEmpty();
    }
}
