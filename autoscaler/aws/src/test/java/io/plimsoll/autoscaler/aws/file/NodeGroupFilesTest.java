package io.plimsoll.autoscaler.aws.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Instance;
import io.plimsoll.autoscaler.decision.model.NodeGroup.Lifecycle;
import io.plimsoll.autoscaler.decision.model.NodeTemplate;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.environment.input.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeGroupFilesTest {

    private static final long MIB = 1L << 20;

    private static final String KONG =
            """
            {"AutoScalingGroups": [{
              "AutoScalingGroupName": "kong", "MinSize": 1, "MaxSize": 6, "DesiredCapacity": 3,
              "AvailabilityZones": ["us-west-1a"], "CreatedTime": "2026-01-02T03:04:05.678+00:00",
              "LaunchTemplate": {"LaunchTemplateName": "lt-kong", "Version": "$Latest"},
              "FieldOfTheFuture": {"a": [1]},
              "Instances": [
                {"InstanceId": "i-2", "AvailabilityZone": "us-west-1a", "LifecycleState": "InService"},
                {"InstanceId": "i-1", "AvailabilityZone": "us-west-1a", "LifecycleState": "Pending:Wait"},
                {"InstanceId": "i-3", "AvailabilityZone": "us-west-1a", "LifecycleState": "Standby"},
                {"InstanceId": "i-4", "AvailabilityZone": "us-west-1a", "LifecycleState": "Terminating"}],
              "Tags": [
                {"Key": "k8s.io/cluster-autoscaler/enabled", "Value": "true"},
                {"Key": "k8s.io/cluster-autoscaler/node-template/label/plimsoll.io/workload", "Value": "kong"},
                {"Key": "k8s.io/cluster-autoscaler/node-template/taint/plimsoll.io/workload", "Value": "kong:NoSchedule"},
                {"Key": "k8s.io/cluster-autoscaler/node-template/resources/example.com/fpga", "Value": "2"},
                {"Key": "k8s.io/cluster-autoscaler/node-template/autoscaling-options/scaledownunneededtime", "Value": "1m30s"}]
            }]}
            """;

    private static final String LAUNCH_TEMPLATES =
            """
            {"LaunchTemplateVersions": [
              {"LaunchTemplateId": "lt-1", "LaunchTemplateName": "lt-kong", "VersionNumber": 1,
               "DefaultVersion": true, "LaunchTemplateData": {"InstanceType": "m5.large"}},
              {"LaunchTemplateId": "lt-1", "LaunchTemplateName": "lt-kong", "VersionNumber": 2,
               "DefaultVersion": false, "LaunchTemplateData": {"InstanceType": "t3.large",
                 "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 40}}]}}]}
            """;

    private static final GroupSelection ALL = new GroupSelection(List.of(), List.of());

    @TempDir private Path folder;

    @Test
    void readsSizesInstancesAndOptions() throws IOException {
        NodeGroup kong = only(read(KONG, LAUNCH_TEMPLATES));

        assertThat(kong.name()).isEqualTo("kong");
        assertThat(kong.size()).isEqualTo(new NodeGroup.Size(1, 6, 3));
        assertThat(kong.instances())
                .containsExactly(
                        new Instance("i-1", "aws:///us-west-1a/i-1", Lifecycle.PENDING),
                        new Instance("i-2", "aws:///us-west-1a/i-2", Lifecycle.IN_SERVICE),
                        new Instance("i-4", "aws:///us-west-1a/i-4", Lifecycle.TERMINATING));
        assertThat(kong.options().unneededTime()).contains(Duration.ofSeconds(90));
    }

    @Test
    void templateHasWhatPodsMayUseOfTheMachine() throws IOException {
        NodeTemplate template = template(only(read(KONG, LAUNCH_TEMPLATES)));

        assertThat(template.node().status().allocatable())
                .isEqualTo(
                        new Resources(
                                1930,
                                6837 * MIB,
                                35 * (1L << 30),
                                35,
                                new TreeMap<>(Map.of("example.com/fpga", 2L))));
        assertThat(template.node().status().capacity().milliCpu()).isEqualTo(2000);
        assertThat(template.node().isReady()).isTrue();
        assertThat(template.price().isKnown()).isTrue();
    }

    @Test
    void templateHasTheLabelsAndTaintsThatANodeGets() throws IOException {
        NodeTemplate template = template(only(read(KONG, LAUNCH_TEMPLATES)));

        assertThat(template.node().metadata().labels())
                .containsEntry("kubernetes.io/arch", "amd64")
                .containsEntry("kubernetes.io/os", "linux")
                .containsEntry("node.kubernetes.io/instance-type", "t3.large")
                .containsEntry("topology.kubernetes.io/region", "us-west-1")
                .containsEntry("topology.kubernetes.io/zone", "us-west-1a")
                .containsEntry("plimsoll.io/workload", "kong")
                .doesNotContainKey("eks.amazonaws.com/nodegroup");
        assertThat(template.node().spec().taints())
                .containsExactly(
                        new Taint("plimsoll.io/workload", "kong", Taint.Effect.NO_SCHEDULE));
    }

    @Test
    void mixedGroupPromisesTheLeastOfItsTypes() throws IOException {
        NodeTemplate template = template(only(read(mixed("r5.xlarge", "c5.2xlarge"), "")));

        Resources allocatable = template.node().status().allocatable();
        assertThat(allocatable.milliCpu()).isEqualTo(3920);
        assertThat(allocatable.memoryBytes()).isLessThan(15_000 * MIB);
        assertThat(template.node().metadata().labels())
                .containsEntry("node.kubernetes.io/instance-type", "r5.xlarge");
    }

    @Test
    void groupThatNobodyCanDescribeLeavesTheOthersAlone() throws IOException {
        assertThat(only(read(mixed("m5.large", "m9.mega"), "")).template())
                .isEqualTo(new NodeGroup.Template.Unknown("unknown instance type m9.mega"));
    }

    @Test
    void groupThatDoesNotCountInNodesIsLeftAsItIs() throws IOException {
        String groups =
                mixed("m5.large", "r5.xlarge")
                        .replaceFirst(
                                "\"InstanceType\": \"m5.large\"",
                                "\"InstanceType\": \"m5.large\", \"WeightedCapacity\": \"2\"")
                        .replaceFirst("\"DesiredCapacity\": \\d+", "\"DesiredCapacity\": 5");
        NodeGroup group = only(read(groups, ""));

        assertThat(group.template())
                .isInstanceOfSatisfying(
                        NodeGroup.Template.LeftAlone.class,
                        leftAlone -> assertThat(leftAlone.reason()).contains("WeightedCapacity 2"));
        int alive = group.instances().size();
        assertThat(group.size()).isEqualTo(new NodeGroup.Size(alive, alive, alive));
    }

    @Test
    void groupOfSeveralArchitecturesPromisesNone() throws IOException {
        NodeTemplate template = template(only(read(mixed("m5.large", "m6g.large"), "")));

        assertThat(template.variants())
                .extracting(labels -> labels.get("kubernetes.io/arch"))
                .containsExactly("amd64", "arm64");
    }

    @Test
    void groupByAttributesPromisesTheLeastOfAllTypesThatHaveThem() throws IOException {
        String groups =
                mixed("m5.large", "r5.xlarge")
                        .replaceFirst(
                                "\"InstanceType\": \"m5.large\"",
                                "\"InstanceRequirements\": {\"VCpuCount\": {\"Min\": 4, \"Max\": 8},"
                                        + " \"MemoryMiB\": {\"Min\": 16384}}");

        assertThat(template(only(read(groups, ""))).node().status().capacity().milliCpu())
                .isEqualTo(4000);
    }

    @Test
    void groupOfAManagedNodeGroupHasItsLabels() throws IOException {
        String managed =
                KONG.replace(
                        "\"Tags\": [",
                        "\"Tags\": [{\"Key\": \"eks:cluster-name\", \"Value\": \"demo\"},"
                                + "{\"Key\": \"eks:nodegroup-name\", \"Value\": \"kong-nodes\"},");

        assertThat(template(only(read(managed, LAUNCH_TEMPLATES))).node().metadata().labels())
                .containsEntry("eks.amazonaws.com/nodegroup", "kong-nodes")
                .containsEntry("eks.amazonaws.com/capacityType", "ON_DEMAND");
    }

    @Test
    void describedTypesComeBeforeTheBuiltInCatalogue() throws IOException {
        Path types =
                file(
                        "types.json",
                        """
                        {"InstanceTypes": [{"InstanceType": "t3.large",
                          "VCpuInfo": {"DefaultVCpus": 4}, "MemoryInfo": {"SizeInMiB": 8192},
                          "ProcessorInfo": {"SupportedArchitectures": ["x86_64"]},
                          "NetworkInfo": {"MaximumNetworkInterfaces": 3,
                            "Ipv4AddressesPerInterface": 10}}]}
                        """);
        List<NodeGroup> groups =
                new NodeGroupFiles(
                                file("groups.json", KONG),
                                Optional.of(file("templates.json", LAUNCH_TEMPLATES)),
                                Optional.empty(),
                                Optional.of(types),
                                NodeGroupFiles.Prices.BUILT_IN)
                        .read(ALL)
                        .groups();

        Resources allocatable = template(only(groups)).node().status().allocatable();
        assertThat(allocatable.milliCpu()).isEqualTo(3920);
        assertThat(allocatable.pods()).isEqualTo(29);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"MaxSize\": 6|\"MaxSize\": \"six\"|AutoScalingGroups[0].MaxSize: \"six\" is not a whole number",
                "\"MaxSize\": 6,||AutoScalingGroups[0].MaxSize is missing",
                "\"InstanceId\": \"i-1\",||AutoScalingGroups[0].Instances[1].InstanceId is missing",
                "AutoScalingGroups|Reservations|no field \"AutoScalingGroups\"; allowed: the output of",
                "{\"Auto|[\"Auto|line 1: not JSON"
            })
    void namesFileFieldValueAndWhatIsAllowed(String right, String wrong, String message)
            throws IOException {
        String content = KONG.replace(right, wrong == null ? "" : wrong);

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> read(content, LAUNCH_TEMPLATES))
                .withMessageContaining("groups.json: ")
                .withMessageContaining(message);
    }

    @Test
    void nodesOfAManagedGroupHaveItsLabelsAndTaints() throws IOException {
        Path groups =
                file(
                        "groups.json",
                        """
                        {"AutoScalingGroups": [{"AutoScalingGroupName": "eks-batch", "MinSize": 0,
                          "MaxSize": 4, "DesiredCapacity": 0, "AvailabilityZones": ["us-west-1a"],
                          "MixedInstancesPolicy": {"LaunchTemplate": {"Overrides": [
                            {"InstanceType": "m5.large"}]}},
                          "Tags": [{"Key": "eks:cluster-name", "Value": "shop"},
                                   {"Key": "eks:nodegroup-name", "Value": "batch"}]}]}
                        """);
        Path managed =
                file(
                        "managed.json",
                        """
                        {"nodegroup": {"clusterName": "shop", "nodegroupName": "other"}}
                        {"nodegroup": {"clusterName": "shop", "nodegroupName": "batch",
                          "createdAt": "2026-01-01 00:00:00+00:00", "labels": {"pool": "batch"},
                          "taints": [{"key": "a", "value": "b", "effect": "NO_SCHEDULE"}]}}
                        """);
        NodeGroupFiles.Contents described =
                new NodeGroupFiles(
                                groups,
                                Optional.empty(),
                                Optional.of(managed),
                                Optional.empty(),
                                NodeGroupFiles.Prices.BUILT_IN)
                        .read(ALL);
        NodeGroupFiles.Contents undescribed =
                new NodeGroupFiles(
                                groups,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                NodeGroupFiles.Prices.BUILT_IN)
                        .read(ALL);

        assertThat(described.notes()).isEmpty();
        assertThat(template(only(described.groups())).node().metadata().labels())
                .containsEntry("pool", "batch");
        assertThat(template(only(described.groups())).node().spec().taints())
                .containsExactly(new Taint("a", "b", Taint.Effect.NO_SCHEDULE));
        assertThat(undescribed.notes())
                .singleElement()
                .asString()
                .startsWith("Labels and taints are not known of eks-batch (EKS node group batch)");
    }

    @Test
    void saysThatAnAnswerHoldsNoGroup() throws IOException {
        assertThat(contents("{\"AutoScalingGroups\": []}").notes())
                .singleElement()
                .asString()
                .endsWith(
                        "holds no Auto Scaling group; ask AWS in the cluster's account and region");
    }

    @Test
    void pagesMayFollowEachOther() throws IOException {
        String first = KONG.replace("]}\n", "], \"NextToken\": \"more\"}\n");
        String second = KONG.replace("\"kong\"", "\"other\"");

        NodeGroupFiles.Contents cut = contents(first);
        NodeGroupFiles.Contents whole = contents(first + second);

        assertThat(cut.notes()).anyMatch(note -> note.contains("the answer is cut (NextToken)"));
        assertThat(whole.groups()).extracting(NodeGroup::name).containsExactly("kong", "other");
        assertThat(whole.notes()).noneMatch(note -> note.contains("cut"));
    }

    private NodeGroupFiles.Contents contents(String groups) throws IOException {
        return new NodeGroupFiles(
                        file("groups.json", groups),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NodeGroupFiles.Prices.BUILT_IN)
                .read(ALL);
    }

    private static String mixed(String... types) {
        return """
        {"AutoScalingGroups": [{
          "AutoScalingGroupName": "mixed", "MinSize": 0, "MaxSize": 6, "DesiredCapacity": 0,
          "AvailabilityZones": ["us-west-2-lax-1a"],
          "MixedInstancesPolicy": {"LaunchTemplate": {"Overrides": [%s]}}}]}
        """
                .formatted(
                        "{\"InstanceType\": \""
                                + String.join("\"}, {\"InstanceType\": \"", types)
                                + "\"}");
    }

    private List<NodeGroup> read(String groups, String launchTemplates) throws IOException {
        Optional<Path> templates =
                launchTemplates.isEmpty()
                        ? Optional.empty()
                        : Optional.of(file("templates.json", launchTemplates));
        return new NodeGroupFiles(
                        file("groups.json", groups),
                        templates,
                        Optional.empty(),
                        Optional.empty(),
                        NodeGroupFiles.Prices.BUILT_IN)
                .read(ALL)
                .groups();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static NodeGroup only(List<NodeGroup> groups) {
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }

    private static NodeTemplate template(NodeGroup group) {
        return switch (group.template()) {
            case NodeGroup.Template.Known(NodeTemplate template) -> template;
            case NodeGroup.Template.Unknown(String problem) -> throw new AssertionError(problem);
            case NodeGroup.Template.LeftAlone(String reason) -> throw new AssertionError(reason);
        };
    }
}
