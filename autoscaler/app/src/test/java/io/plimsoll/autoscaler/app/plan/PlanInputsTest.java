package io.plimsoll.autoscaler.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as people have them: read right, or refused in one sentence. */
class PlanInputsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "v1.yaml",
        "v1beta1.yaml",
        "rs-extensions-v1beta1.yaml",
        "rs-v1beta2.yaml",
    })
    void olderVersionsSayTheSame(String dump) {
        assertThat(plan("older-versions/" + dump, "older-versions/groups.json")).isZero();

        assertThat(out.toString()).contains("BlockedByPod: default/p (NotEnoughPdb)");
    }

    @ParameterizedTest
    @CsvSource({"null-entry.yaml", "emptylist.yaml"})
    void prioritiesAreReadAsGoReadsThem(String configMap) {
        assertThat(
                        plan(
                                "priorities/" + configMap,
                                "priorities/groups.json",
                                "--cluster",
                                file("priorities/pod.yaml"),
                                "--expander=priority"))
                .isZero();

        assertThat(out.toString()).contains("+ eks-spot-1: 0 -> 1 nodes");
        assertThat(err.toString()).doesNotContain("ConfigMap");
    }

    @ParameterizedTest
    @CsvSource({"pod.yaml", "pod-expanded.yaml"})
    void aliasesStandForWhatTheyName(String pod) {
        assertThat(plan("yaml-aliases/" + pod, "yaml-aliases/groups.json")).isZero();

        assertThat(out.toString()).contains("payments: 1 pod on 1 new node");
    }

    @Test
    void whatNewerClustersKnowIsReadOrNamed() {
        assertThat(plan("newer-clusters.yaml", "groups.json", "--now=2026-03-05T22:00:00Z"))
                .isZero();

        assertThat(out.toString())
                .startsWith("Plan: 0 nodes to order, 0 to remove.")
                .contains("default/gated", "scheduling gates: ")
                .contains("default/device", "needs a ResourceClaim, not simulated")
                .containsPattern("default/disk\\b")
                .containsPattern("not\\s+have enough free storage");
    }

    @Test
    void itemsOfATypedListNeedNoKind() {
        assertThat(
                        plan(
                                "raw-api-lists/cluster-info-dump.json",
                                "groups.json",
                                "--cluster",
                                file("raw-api-lists/kubelet-pods.json")))
                .isZero();

        assertThat(out.toString()).contains("on nodes that have room").contains("node-1");
    }

    @Test
    void yamlMayBeOfAnyLength(@TempDir Path folder) throws IOException {
        StringBuilder pods = new StringBuilder("apiVersion: v1\nkind: List\nitems:\n");
        for (int number = 0; number < 5000; number++) {
            pods.append(
                    """
                    - apiVersion: v1
                      kind: Pod
                      metadata: {name: web-%d, namespace: default, annotations: {note: %s}}
                      spec: {containers: [{name: c, resources: {requests: {cpu: 100m}}}]}
                      status: {conditions: [{type: PodScheduled, status: "False", reason: Unschedulable}]}
                    """
                            .formatted(number, "x".repeat(600)));
        }
        Path file = Files.writeString(folder.resolve("pods.yaml"), pods);

        assertThat(plan(file.toString(), "groups.json")).isZero();
        assertThat(out.toString()).contains("Pods: 5000 Pending");
    }

    @Test
    void deploymentCountsAsItsPods() {
        assertThat(plan("deployment.yaml", "groups.json")).isZero();

        assertThat(out.toString()).contains("Pods: 100 Pending");
        assertThat(err.toString())
                .contains("Counted as Pending: 100 pods of Deployment default/web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no-dump/c02-empty.yaml           | holds nothing; allowed: Kubernetes objects
                    no-dump/c10-table.json           | line 1: a Table
                    no-dump/c16-items-object.json    | line 1: items: a map is not a list
                    no-dump/c75-error.json           | in place of objects (nodes is forbidden)
                    broken/c58-deep.json             | line 1: nested more than 200 deep
                    broken/c65-pc-noname.json        | PriorityClass without a name: metadata.name is missing
                    incomplete/c22-no-metadata.json  | Pod without a name: metadata is missing
                    incomplete/c26-spec-string.json  | Pod default/web-1: spec: "x" is not a map
                    incomplete/c27-containers-null.json | Pod default/web-1: spec.containers is missing
                    incomplete/c43-tol-null.json     | Pod default/web-1: spec.tolerations[0]: null is not an item
                    incomplete/c67-rs-nospec.json    | ReplicaSet d/r: spec is missing
                    incomplete/c69-pdb-badselector.json | spec.selector.matchLabels.a: null is not a text
                    incomplete/c73-sc-topo.json      | StorageClass d: provisioner is missing
                    encodings/utf16.yaml             | is not UTF-8 text but UTF-16
                    encodings/pod.yaml.gz            | is not UTF-8 text but compressed
                    """)
    void refusesInOneSentence(String dump, String sentence) {
        assertThat(plan(dump, "groups.json")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith(file(dump)).contains(sentence).hasLineCount(1);
        assertThat(err.toString()).doesNotContainPattern("java|Exception|null\\)|jackson");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no-dump/g07-null.json           | no field "AutoScalingGroups"; allowed: the output of
                    bounds/g12-min-neg.json         | AutoScalingGroups[0].MinSize: -3 is not 0 to
                    bounds/g14-desired-gt-max.json  | AutoScalingGroups[0].DesiredCapacity: 500 is not MinSize to MaxSize (0 to 1)
                    """)
    void refusesGroupsInOneSentence(String groups, String sentence) {
        assertThat(plan("pod.yaml", groups)).isEqualTo(2);

        assertThat(err.toString()).startsWith(file(groups)).contains(sentence).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --launch-templates | broken/l03-noversion.json | LaunchTemplateVersions[0].VersionNumber is missing
                    --instance-types   | broken/i04-vcpu-null.json | InstanceTypes[0].VCpuInfo.DefaultVCpus is missing
                    --instance-types   | broken/i10-gpu.json       | InstanceTypes[0].GpuInfo.Gpus[0].Count is missing
                    """)
    void refusesWhatAGroupNeedsInOneSentence(String option, String answer, String sentence) {
        assertThat(plan("pod.yaml", "broken/groups-latest.json", option, file(answer)))
                .isEqualTo(2);

        assertThat(err.toString()).startsWith(file(answer)).contains(sentence).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pod.yaml | no-dump/groups-max-items-2.json | --v=1 | the answer is cut (NextToken)
                    no-dump/list-with-continue.json | groups.json | --v=1 | the list is cut (metadata.continue)
                    api-version-in-note/c48-apiversion-typo.json | groups.json | --v=1 | Ignored 1 of kind Pod (v2)
                    pod.yaml | groups.json | --node-group-auto-discovery=asg:tag=k8s.io/x | the flags select none of its 1 groups
                    pod.yaml | groups.json | --nodes=1:2:gone | no group "gone" (--nodes)
                    pod.yaml | missing-launch-templates/groups.json | --v=1 | web (Webservers, version 3)
                    pod.yaml | missing-launch-templates/groups.json | --v=1 | with --launch-templates
                    pod.yaml | groups.json | --expander=priority | no file has a ConfigMap kube-system/cluster-autoscaler-priority-expander
                    """)
    void saysWhatIsNotWhole(String dump, String groups, String flag, String note) {
        assertThat(plan(dump, groups, flag)).isZero();

        assertThat(err.toString()).contains(note);
    }

    @Test
    void nullInANodeSelectorIsTheEmptyText() {
        assertThat(plan("broken/c42-nodesel-null.json", "groups.json")).isZero();

        assertThat(out.toString()).contains("NodeAffinity");
    }

    @Test
    void timesThatBoto3WritesAreNoMatter() {
        assertThat(plan("pod.yaml", "boto3-json/groups.json")).isZero();
    }

    private int plan(String dump, String groups, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "plan",
                                "--cluster",
                                file(dump),
                                "--node-groups",
                                file(groups),
                                "--now=2026-01-02T00:00:00Z"));
        arguments.addAll(List.of(more));
        return AutoscalerMain.execute(
                new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }

    private static String file(String name) {
        if (name.startsWith("/")) {
            return name;
        }
        URL url =
                Objects.requireNonNull(
                        PlanInputsTest.class.getResource("inputs/" + name), () -> name);
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
