package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No bad environment gets as far as a template: one message tells where, what and what is allowed.
 * Each rule is tested where it is written; these are one or two of every kind.
 */
class BadEnvironmentsTest {

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cluster: {}                                                     | 1 | cluster.name: is missing
                    cluster: {name: 'a b'}                                          | 1 | cluster.name: must be 1 to 100 letters, digits, '-' or '_', beginning with a letter or digit, is 'a b'
                    cluster: {name: x, region: west}                                | 1 | cluster.region: must be a region such as us-west-1, is 'west'
                    cluster: {name: x, account: '1234'}                             | 1 | cluster.account: must be twelve digits, in quotes, is '1234'
                    cluster: {name: x, kubernetesVersion: 1.30}                     | 1 | cluster.kubernetesVersion: must be text: write it in quotes, '1.30', is the number 1.30
                    cluster: {name: x, identity: oidc}                              | 1 | cluster.identity: must be one of irsa, pod-identity, is 'oidc'
                    cluster: {name: x, admins: [me]}                                | 1 | cluster.admins[0]: must be an ARN such as arn:aws:iam::111122223333:role/admin, without wildcards, is 'me'
                    cluster: {name: x, publicAccessCidrs: [0.0.0.0]}                | 1 | cluster.publicAccessCidrs[0]: must be an IPv4 block such as 203.0.113.0/24, is '0.0.0.0'
                    cluster: {name: x, nmae: y}                                     | 1 | cluster.nmae: is not a known key; did you mean name?
                    'cluster: {name: x}~clutser: {}'                                | 2 | clutser: is not a known key; did you mean cluster?
                    """)
    void refusesABadCluster(String text, int line, String complaint) throws IOException {
        assertRefused(text, line, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    vpc: {cidr: 10.0.0.0/8}                                              | vpc.cidr: must be an IPv4 block from /16 to /24 such as 10.0.0.0/16, is '10.0.0.0/8'
                    vpc: {availabilityZones: [us-west-1a]}                               | vpc.availabilityZones: must have at least 2 entries, has 1
                    vpc: {natGateways: 0}                                                | vpc.natGateways: must be at least 1 unless vpc.endpoints is true, as nodes reach no AWS service then, is 0
                    nodeGroups: []                                                       | nodeGroups: must have at least 1 entry, has 0
                    nodeGroups: [{name: a}]                                              | nodeGroups[0].max: is missing
                    nodeGroups: [{name: a, min: 4, max: 3}]                              | nodeGroups[0].max: must be at least min (4), is 3
                    'nodeGroups: [{name: a, max: 3}, {name: a, max: 3}]'                 | nodeGroups[1].name: must be another name for each group, 'a' is there twice
                    nodeGroups: [{name: a, max: 3, instanceTypes: [t3.lrage]}]           | nodeGroups[0].instanceTypes[0]: must be an EC2 instance type that runs Linux, is 't3.lrage'; did you mean t3.large?
                    'nodeGroups: [{name: a, max: 3, instanceTypes: [t3.large, t4g.large]}]' | nodeGroups[0].instanceTypes[1]: must be an amd64 type, as amiType AL2023_x86_64_STANDARD is; 't4g.large' is arm64
                    nodeGroups: [{name: a, max: 3, disk: 10Gi}]                          | nodeGroups[0].disk: must be whole GiB from 20Gi to 16384Gi, is '10Gi'
                    nodeGroups: [{name: a, max: 3, taints: [{key: a, effect: NoSchedul}]}] | nodeGroups[0].taints[0].effect: must be one of NoSchedule, PreferNoSchedule, NoExecute, is 'NoSchedul'; did you mean NoSchedule?
                    """)
    void refusesABadNetworkOrNodeGroup(String block, String complaint) throws IOException {
        assertRefused("cluster: {name: x}~" + block, 2, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kong: {mode: hybird}                             | kong.mode: must be one of dbless, konnect, hybrid, is 'hybird'; did you mean hybrid?
                    kong: {requests: {cpu: 2}}                       | kong.requests.cpu: must be at most the limit (1500m), is '2'
                    hpa: {min: 11}                                   | hpa.max: must be at least min (11), is 10
                    load: {profiles: {burst: {connections: 8}}}      | load.profiles.burst.qps: is missing
                    autoscaler: {kind: karpentr}                     | autoscaler.kind: must be one of plimsoll, cluster-autoscaler, karpenter, is 'karpentr'; did you mean karpenter?
                    autoscaler: {flags: {--expander: random}}        | autoscaler.flags.--expander: must be a flag's name without its leading dashes, is '--expander'
                    autoscaler: {serviceAccount: a_b}                | autoscaler.serviceAccount: must be 1 to 63 lower-case letters, digits or '-', with a letter or digit at both ends, is 'a_b'
                    metricsServer: helm                              | metricsServer: must be one of addon, chart, is 'helm'
                    checks: {suppress: [{id: hpa-exceeds-groups}]}   | checks.suppress[0].reason: is missing
                    simulation: {cpuPerRequest: 0}                   | simulation.cpuPerRequest: must be more than 0, is '0'
                    """)
    void refusesBadWorkloads(String block, String complaint) throws IOException {
        assertRefused("cluster: {name: x}~" + block, 2, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [a]                             | 1 | must be a block of keys, is a list
                    cluster: {name: x}~---~a: b     | 3 | a second document; one is allowed
                    """)
    void refusesATextOfAnotherForm(String text, int line, String complaint) throws IOException {
        assertRefused(text, line, complaint);
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path file = folder.resolve("none.yaml");

        assertThat(refusal(file))
                .isEqualTo(file + ": does not exist; name an environment file with --file");
    }

    private void assertRefused(String text, int line, String complaint) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), text.replace('~', '\n'));

        assertThat(refusal(file)).isEqualTo("%s:%d: %s".formatted(file, line, complaint));
    }

    /** All that is said; nothing is written. */
    private String refusal(Path file) {
        StringWriter err = new StringWriter();
        Path out = folder.resolve("cdk.out");

        int exitCode =
                StacksApp.run(
                        Map.of(),
                        new PrintWriter(err),
                        "--file",
                        file.toString(),
                        "--out",
                        out.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(out).doesNotExist();
        return err.toString().strip();
    }
}
