package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.checks.change.Change;
import io.plimsoll.checks.change.Change.Effect;
import io.plimsoll.checks.change.ChangePlan;
import io.plimsoll.checks.change.Template;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a deployed environment when its file changes: two synthesized versions. */
class DayTwoTest {

    private static final String GROUP = "AWS::EKS::Nodegroup";
    private static final String ENTRY = "AWS::EKS::AccessEntry";

    @Test
    void changesNothingWhereNothingChanges() {
        assertThat(changes("", "")).isEmpty();
    }

    @Test
    void addsAccessEntriesAloneForAdministratorsThatComeLater() {
        List<Change> changes =
                changes("", cluster("admins: ['arn:aws:iam::111122223333:role/admin']"));

        assertThat(changes)
                .allSatisfy(change -> assertThat(change.type()).isEqualTo(ENTRY))
                .extracting(Change::effect)
                .containsExactly(Effect.ADDED);
    }

    @Test
    void takesAddonsAndNodesAlongWhenTheVersionGoesUp() {
        List<Change> changes =
                changes(cluster("kubernetesVersion: '1.34'"), cluster("kubernetesVersion: '1.35'"));

        assertThat(of("AWS::EKS::Cluster", changes)).containsExactly(Effect.IN_PLACE);
        assertThat(of(GROUP, changes))
                .containsExactly(Effect.ROLLING, Effect.ROLLING, Effect.ROLLING);
        assertThat(of("AWS::EKS::Addon", changes)).contains(Effect.IN_PLACE);
        // Asked again, or the groups would go back to the size that they had at the last
        // deployment.
        assertThat(of("Custom::NodeGroupSize", changes)).hasSize(3);
        assertThat(effects(changes)).containsOnly(Effect.IN_PLACE, Effect.ROLLING);
    }

    @Test
    void refusesToSkipAVersionOrToGoBack() {
        for (List<String> versions : List.of(List.of("1.33", "1.35"), List.of("1.35", "1.34"))) {
            List<Change> changes =
                    changes(
                            cluster("kubernetesVersion: '" + versions.getFirst() + "'"),
                            cluster("kubernetesVersion: '" + versions.getLast() + "'"));

            assertThat(of("AWS::EKS::Cluster", changes)).containsExactly(Effect.IMPOSSIBLE);
        }
    }

    @Test
    void changesTheIdentityInOneDeploymentAndBack() {
        String podIdentity = cluster("identity: pod-identity");

        assertThat(effects(changes("", podIdentity))).containsOnly(Effect.IN_PLACE, Effect.ADDED);
        assertThat(effects(changes(podIdentity, ""))).containsOnly(Effect.IN_PLACE, Effect.REMOVED);
    }

    @Test
    void refusesToTakeTheProviderAwayWhileRolesTrustIt() {
        List<Change> changes = changes("", cluster("identity: pod-identity, oidcProvider: false"));

        assertThat(of("Export", changes)).isNotEmpty().containsOnly(Effect.IMPOSSIBLE);
    }

    @Test
    void leavesSubnetsAloneWhenAZoneIsAdded() {
        String regional = "cluster: {name: x, region: eu-central-1}\n";
        String groups = "nodeGroups: [{name: a, max: 3, zones: [eu-central-1a, eu-central-1b]}]";
        List<Change> changes =
                parsed(
                        regional + groups,
                        regional
                                + "vpc: {availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c]}\n"
                                + groups);

        assertThat(of("AWS::EC2::Subnet", changes)).containsExactly(Effect.ADDED, Effect.ADDED);
        assertThat(effects(changes)).containsOnly(Effect.IN_PLACE, Effect.ADDED);
    }

    @Test
    void saysHowGroupsOfAllZonesComeByAThird() {
        String regional = "cluster: {name: x, region: eu-central-1}\n";

        assertThat(
                        parsed(
                                regional,
                                regional
                                        + "vpc: {availabilityZones: [eu-central-1a, eu-central-1b, eu-central-1c]}"))
                .filteredOn(change -> change.type().equals(GROUP))
                .hasSize(3)
                .allSatisfy(change -> {
                    assertThat(change.effect()).isEqualTo(Effect.IMPOSSIBLE);
                    assertThat(change.explanation().way())
                            .contains("generation", "its zones named in its zones");
                });
    }

    @Test
    void refusesToPutAZoneBetweenTwoOthers() {
        String regional = "cluster: {name: x, region: eu-central-1}\nvpc: {availabilityZones: ";
        List<Change> changes =
                parsed(
                        regional + "[eu-central-1a, eu-central-1c]}",
                        regional + "[eu-central-1a, eu-central-1b, eu-central-1c]}");

        assertThat(of("AWS::EC2::Subnet", changes)).contains(Effect.IMPOSSIBLE);
    }

    @Test
    void rollsTheNodesForAnotherInstanceType() {
        List<Change> changes =
                changes(group("instanceTypes: [t3.large]"), group("instanceTypes: [m6i.large]"));

        assertThat(of(GROUP, changes)).containsExactly(Effect.ROLLING);
        assertThat(effects(changes)).doesNotContain(Effect.REPLACEMENT, Effect.IMPOSSIBLE);
    }

    @Test
    void changesThePolicyOfUpgradesInPlace() {
        List<Change> changes = changes("", cluster("upgradePolicy: standard"));

        assertThat(of("AWS::EKS::Cluster", changes)).containsExactly(Effect.IN_PLACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amiRelease: 1.29.0-20240202",
                "disk: 50Gi",
                "securityGroups: [sg-0a1b2c3d]",
                "volume: {iops: 4000}"
            })
    void rollsTheNodesForWhatTheyAreLaunchedWithAndBack(String setting) {
        String without = "instanceTypes: [t3.large]";
        for (List<Change> changes :
                List.of(
                        changes(group(without), group(setting)),
                        changes(group(setting), group(without)))) {
            assertThat(of(GROUP, changes)).containsExactly(Effect.ROLLING);
            assertThat(effects(changes)).containsOnly(Effect.IN_PLACE, Effect.ROLLING);
        }
    }

    @Test
    void movesNodesToThePublicSubnetsByANewGroup() {
        String before = group("instanceTypes: [t3.large]");

        assertThat(of(GROUP, changes(before, group("publicAddresses: true"))))
                .containsExactly(Effect.IMPOSSIBLE);
        assertThat(of(GROUP, changes(before, group("publicAddresses: true, generation: 2"))))
                .containsExactly(Effect.REPLACEMENT);
    }

    @Test
    void makesANewGroupUnderANewNameForWhatAGroupHasForLife() {
        String before = group("instanceTypes: [m5.large, m6i.large]");
        String after = "instanceTypes: [m6i.large, m7i.large]";

        assertThat(of(GROUP, changes(before, group(after)))).containsExactly(Effect.IMPOSSIBLE);
        assertThat(of(GROUP, changes(before, group(after + ", generation: 2"))))
                .containsExactly(Effect.REPLACEMENT);
    }

    @Test
    void drainsAGroupThatIsTakenOut() {
        List<Change> changes =
                changes(
                        "nodeGroups: [{name: a, max: 3}, {name: b, max: 3}]",
                        "nodeGroups: [{name: a, max: 3}]");

        assertThat(changes)
                .filteredOn(change -> change.type().equals(GROUP))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.effect()).isEqualTo(Effect.REMOVED);
                    assertThat(change.explanation().what()).contains("drains");
                });
        assertThat(effects(changes)).doesNotContain(Effect.IMPOSSIBLE);
    }

    @Test
    void keepsTheControlPlanesExportWhenTheStackNoLongerAppliesManifests() {
        assertThat(of("Export", changes("workloads: {appliedBy: stack}", ""))).isEmpty();
    }

    private static List<Change> changes(String before, String after) {
        return parsed(named(before), named(after));
    }

    private static String named(String text) {
        return text.startsWith("cluster:") ? text : "cluster: {name: x}\n" + text;
    }

    private static List<Change> parsed(String before, String after) {
        return ChangePlan.between(templates(before), templates(after));
    }

    private static List<Template> templates(String text) {
        Templates templates = Templates.of(Scenario.parse(text));
        return Templates.PARTS.stream()
                .map(part -> Template.of(part, templates.part(part).toJSON()))
                .toList();
    }

    private static String cluster(String options) {
        return "cluster: {name: x, %s}".formatted(options);
    }

    private static String group(String options) {
        return "nodeGroups: [{name: a, max: 3, %s}]".formatted(options);
    }

    private static List<Effect> of(String type, List<Change> changes) {
        return changes.stream()
                .filter(change -> change.type().equals(type))
                .map(Change::effect)
                .toList();
    }

    private static Set<Effect> effects(List<Change> changes) {
        return changes.stream().map(Change::effect).collect(Collectors.toSet());
    }
}
