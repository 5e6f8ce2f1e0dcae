package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.stacks.workload.Deployment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Match;

/** A network that is named by its id alone. */
class LookupTest {

    private static final String ENVIRONMENT =
            """
            cluster: {name: kong, region: eu-west-1, account: "111122223333", kubernetesVersion: "1.35"}
            vpc: {lookup: vpc-0a1b2c3d}
            """;
    private static final String QUESTION =
            "vpc-provider:account=111122223333:filter.vpc-id=vpc-0a1b2c3d:region=eu-west-1:returnAsymmetricSubnets=true";

    @TempDir private Path folder = Path.of("");

    @Test
    void takesNodesIntoThePrivateSubnetsThatAwsNamed() {
        Templates templates =
                Templates.of(
                        new Deployment(
                                Scenario.parse(ENVIRONMENT), List::of, "..", Optional.empty()),
                        Map.of(QUESTION, answer()));

        templates
                .part("node-groups")
                .allResourcesProperties(
                        "AWS::EKS::Nodegroup",
                        Match.objectLike(
                                Map.of("Subnets", List.of("subnet-0a1b2c3d", "subnet-0a1b2c3e"))));
    }

    @Test
    void saysHowToAskWhereNobodyHas() throws IOException {
        Path file = Files.writeString(folder.resolve("environment.yaml"), ENVIRONMENT);
        Path out = folder.resolve("cdk.out");
        StringWriter err = new StringWriter();

        int exitCode =
                StacksApp.run(
                        Map.of(),
                        new PrintWriter(err),
                        "--file",
                        file.toString(),
                        "--out",
                        out.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .contains("vpc.lookup: cdk.context.json does not hold what AWS says")
                .contains("npx cdk synth")
                .contains(QUESTION);
        assertThat(out).doesNotExist();
    }

    private static Map<String, Object> answer() {
        return Map.of(
                "vpcId",
                "vpc-0a1b2c3d",
                "vpcCidrBlock",
                "10.1.0.0/16",
                "availabilityZones",
                List.of(),
                "subnetGroups",
                List.of(
                        Map.of(
                                "name",
                                "Private",
                                "type",
                                "Private",
                                "subnets",
                                List.of(
                                        subnet("eu-west-1a", "0a1b2c3d"),
                                        subnet("eu-west-1b", "0a1b2c3e")))));
    }

    private static Map<String, String> subnet(String zone, String id) {
        return Map.of(
                "subnetId",
                "subnet-" + id,
                "cidr",
                "10.1.0.0/20",
                "availabilityZone",
                zone,
                "routeTableId",
                "rtb-" + id);
    }
}
