package io.plimsoll.cli.subject;

import io.plimsoll.autoscaler.aws.assembly.CloudAssembly;
import io.plimsoll.autoscaler.aws.assembly.CloudAssembly.Resource;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups.SynthesizedGroup;
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.checks.infrastructure.Identities;
import io.plimsoll.checks.infrastructure.Identities.Association;
import io.plimsoll.checks.infrastructure.Infrastructure;
import io.plimsoll.checks.infrastructure.Role;
import io.plimsoll.checks.infrastructure.ScalingGroup;
import io.plimsoll.checks.infrastructure.ScalingGroup.NodeMarks;
import io.plimsoll.environment.TaintConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.Taint;
import tools.jackson.databind.JsonNode;

/** What templates make of one cluster, as checks look at it. */
final class TemplateReader {

    private final CloudAssembly assembly;
    private final String cluster;

    /**
     * @param cluster whose parts are read, where the templates are of several
     */
    TemplateReader(CloudAssembly assembly, String cluster) {
        this.assembly = assembly;
        this.cluster = cluster;
    }

    Infrastructure infrastructure() {
        List<ScalingGroup> groups =
                new SynthesizedGroups(assembly)
                        .all().stream()
                                .filter(group -> group.managed().clusterName().equals(cluster))
                                .map(TemplateReader::group)
                                .toList();
        return new Infrastructure(groups, Optional.of(new Identities(roles(), associations())));
    }

    /** The EKS add-ons that the cluster gets. */
    Set<String> addons() {
        return addonVersions().keySet();
    }

    /** Their versions by name; empty text where EKS chooses. */
    SortedMap<String, String> addonVersions() {
        SortedMap<String, String> versions = new TreeMap<>();
        ofCluster("AWS::EKS::Addon")
                .forEach(addon ->
                        versions.put(
                                text(addon.properties().path("AddonName")),
                                text(addon.properties().path("AddonVersion"))));
        return versions;
    }

    private static ScalingGroup group(SynthesizedGroup group) {
        Nodegroup managed = group.managed();
        List<TaintConfig> taints =
                managed.taints().stream().flatMap(taint -> taint(taint).stream()).toList();
        return new ScalingGroup(
                managed.nodegroupName(),
                new TreeMap<>(GroupSelection.tagsOf(group.described())),
                Optional.of(new NodeMarks(new TreeMap<>(managed.labels()), taints)));
    }

    private static Optional<TaintConfig> taint(Taint taint) {
        return TaintConfig.Effect.ofEks(taint.effectAsString())
                .map(effect -> new TaintConfig(taint.key(), taint.value(), effect));
    }

    private List<Role> roles() {
        return assembly.resources("AWS::IAM::Role").stream()
                .filter(role -> role.properties().path("RoleName").isString())
                .map(role ->
                        new Role(
                                text(role.properties().path("RoleName")),
                                TrustPolicy.read(
                                        role.properties().path("AssumeRolePolicyDocument"))))
                .toList();
    }

    private List<Association> associations() {
        return ofCluster("AWS::EKS::PodIdentityAssociation")
                .map(association ->
                        new Association(
                                text(association.properties().path("Namespace")),
                                text(association.properties().path("ServiceAccount")),
                                roleName(association)))
                .toList();
    }

    private Stream<Resource> ofCluster(String type) {
        return assembly.resources(type).stream()
                .filter(resource ->
                        text(resource.properties().path("ClusterName")).equals(cluster));
    }

    private String roleName(Resource association) {
        JsonNode arn = association.properties().path("RoleArn");
        return assembly.referred(association.stack(), arn)
                .map(role -> text(role.properties().path("RoleName")))
                .orElseGet(() -> text(arn).substring(text(arn).lastIndexOf('/') + 1));
    }

    private static String text(JsonNode node) {
        return node.asString("");
    }
}
