package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file must not say, and the one line that each mistake earns. */
class InvalidEnvironmentTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private static String complaint(String text) {
        InvalidEnvironmentException refused =
                catchThrowableOfType(
                        InvalidEnvironmentException.class,
                        () -> EnvironmentFile.parse("e.yaml", text, TODAY));
        assertThat(refused).as(text).isNotNull();
        return lines(refused);
    }

    /** With a sound first line, so that the mistake is on line 2. */
    private static void assertRefused(String block, String complaint) {
        assertThat(complaint("cluster: {name: x}\n" + block)).isEqualTo("e.yaml:2: " + complaint);
    }

    private static void assertGroupRefused(String group, String complaint) {
        assertRefused("nodeGroups: [" + group + "]", complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                   | cluster.name: is missing
                    {name: 'a b'}                        | cluster.name: must be 1 to 100 letters, digits, '-' or '_', beginning with a letter or digit, is 'a b'
                    {name: 7}                            | cluster.name: must be text: write it in quotes, '7', is the number 7
                    {name: x, region: west}              | cluster.region: must be a region such as us-west-1, is 'west'
                    {name: x, account: '1234'}           | cluster.account: must be twelve digits, in quotes, is '1234'
                    {name: x, account: 123456789012}     | cluster.account: must be text: write it in quotes, '123456789012', is the number 123456789012
                    {name: x, kubernetesVersion: 1.30}   | cluster.kubernetesVersion: must be text: write it in quotes, '1.30', is the number 1.30
                    {name: x, kubernetesVersion: '1.19'} | cluster.kubernetesVersion: must be a version that EKS has had, one of 1.27, 1.28, 1.29, 1.30, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, or a newer one, is '1.19'
                    {name: x, nmae: y}                   | cluster.nmae: is not a known key; did you mean name?
                    {name: x, name: y}                   | cluster.name: is there twice; once is allowed
                    5                                    | cluster: must be a block of keys, is the number 5
                    """)
    void refusesABadCluster(String cluster, String complaint) {
        assertThat(complaint("cluster: " + cluster)).isEqualTo("e.yaml:1: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    identity: oidc               | identity: must be one of irsa, pod-identity, is 'oidc'
                    publicAccessCidrs: [0.0.0.0] | publicAccessCidrs[0]: must be an IPv4 block such as 203.0.113.0/24, is '0.0.0.0'
                    admins: [me]                 | admins[0]: must be an ARN such as arn:aws:iam::111122223333:role/admin, without wildcards, is 'me'
                    deletionProtection: 'no'     | deletionProtection: must be true or false, is 'no'
                    permissionsBoundary: none    | permissionsBoundary: must be an ARN such as arn:aws:iam::111122223333:policy/boundary, without wildcards, is 'none'
                    addons: {coredns: 1.11}      | addons.coredns: must be text: write it in quotes, '1.11', is the number 1.11
                    addons: {coredns: latest}    | addons.coredns: must be a version such as v1.20.1-eksbuild.3, is 'latest'
                    adminRole: false             | adminRole: must be true unless cluster.admins names somebody, as nobody could administer the cluster, is false
                    oidcProvider: false          | oidcProvider: must be true unless cluster.identity is pod-identity, is false
                    viewers: ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/a'] | viewers[1]: must be there once in admins, viewers and access, as EKS has one entry for each, 'arn:aws:iam::111122223333:role/a' is there twice
                    access: [{principal: me}]    | access[0].principal: must be an ARN such as arn:aws:iam::111122223333:role/admin, without wildcards, is 'me'
                    addons: {coredns: {configuration: 3}} | addons.coredns.configuration: must be a block of keys, is the number 3
                    tags: {'aws:team': a}        | tags.aws:team: must be a tag key of up to 128 characters that does not begin with aws:, is 'aws:team'
                    """)
    void refusesBadOptionsOfACluster(String option, String complaint) {
        assertThat(complaint("cluster:\n  {name: x, " + option + "}"))
                .isEqualTo("e.yaml:2: cluster." + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {cidr: 10.0.0.0/8}                            | vpc.cidr: must be an IPv4 block from /16 to /24 such as 10.0.0.0/16, is '10.0.0.0/8'
                    {cidr: 10.0.7.0/16}                           | vpc.cidr: must begin at the block's first address, 10.0.0.0/16, is '10.0.7.0/16'
                    {cidr: 10.999.0.0/16}                         | vpc.cidr: must be an IPv4 block from /16 to /24 such as 10.0.0.0/16, is '10.999.0.0/16'
                    {availabilityZones: [us-west-1a]}             | vpc.availabilityZones: must have at least 2 entries, has 1
                    {availabilityZones: [us-west-1a, eu-west-1a]} | vpc.availabilityZones[1]: must be a zone of region us-west-1, is 'eu-west-1a'
                    {availabilityZones: [us-west-1a, us-west-1a]} | vpc.availabilityZones[1]: must be there once, 'us-west-1a' is there twice
                    {availabilityZones: 2}                        | vpc.availabilityZones: must be a list, is the number 2
                    {natGateways: 0}                              | vpc.natGateways: must be at least 1 unless vpc.endpoints is true, as nodes reach no AWS service then, is 0
                    {natGateways: 3}                              | vpc.natGateways: must be at most the number of zones (2), is 3
                    {cidr: 10.0.0.0/16, podCidr: 10.0.128.0/17}   | vpc.podCidr: must lie outside vpc.cidr (10.0.0.0/16), is '10.0.128.0/17'
                    {privateLinks: [konnect]}                     | vpc.privateLinks[0]: must be a service's name such as com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d4e5f60718, is 'konnect'
                    {import: main, privateSubnetIds: [subnet-0a1b2c3d, subnet-0a1b2c3e]} | vpc.import: must be an id such as vpc-0a1b2c3d, is 'main'
                    {import: vpc-0a1b2c3d}                        | vpc.privateSubnetIds: is missing
                    {lookup: main}                                | vpc.lookup: must be an id such as vpc-0a1b2c3d, is 'main'
                    {lookup: vpc-0a1b2c3d}                        | vpc.lookup: needs cluster.account, which is asked for the VPC
                    {import: vpc-0a1b2c3d, privateSubnetIds: [subnet-0a1b2c3d, subnet-0a1b2c3e, subnet-0a1b2c3f]} | vpc.privateSubnetIds: must name one subnet for each of the 2 zones, names 3
                    {import: vpc-0a1b2c3d, cidr: 10.0.0.0/16, privateSubnetIds: [subnet-0a1b2c3d, subnet-0a1b2c3e]} | vpc.cidr: is not a known key; allowed are availabilityZones, import, privateSubnetIds
                    """)
    void refusesABadNetwork(String vpc, String complaint) {
        assertRefused("vpc: " + vpc, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {max: 3}                       | nodeGroups[0].name: is missing
                    {name: a, max: 3, labels: {eks.amazonaws.com/x: y}} | nodeGroups[0].labels.eks.amazonaws.com/x: must not begin with a prefix that Kubernetes or EKS keeps for itself, as nodes with it do not join
                    {name: a, max: 3, amiRelease: 1.30.1-20250101} | nodeGroups[0].amiRelease: must be of cluster.kubernetesVersion (1.29), is '1.30.1-20250101'
                    {name: a, max: 3, autoscalingOptions: {scaledownunneededtime: soon}} | nodeGroups[0].autoscalingOptions.scaledownunneededtime: must be a duration such as 10m, is 'soon'
                    {name: a}                      | nodeGroups[0].max: is missing
                    {name: a, max: six}            | nodeGroups[0].max: must be a whole number, is 'six'
                    {name: a, max: '6'}            | nodeGroups[0].max: must be a whole number, is '6'
                    {name: a, max: 2.5}            | nodeGroups[0].max: must be a whole number, is the number 2.5
                    {name: a, max: [3]}            | nodeGroups[0].max: must be a single value, is a list
                    {name: a, max: 0}              | nodeGroups[0].max: must be 1 or more, is 0
                    {name: a, min: 4, max: 3}      | nodeGroups[0].max: must be at least min (4), is 3
                    {name: a, min: -1, max: 3}     | nodeGroups[0].min: must be 0 or more, is -1
                    {name: a, min: one, max: 3}    | nodeGroups[0].min: must be a whole number, is 'one'
                    {name: a, min: 99999999999, max: 3} | nodeGroups[0].min: must be a whole number, is the number 99999999999
                    {name: a, desired: 4, max: 3}  | nodeGroups[0].desired: must be from min (1) to max (3), is 4
                    {name: a, desired: 0, max: 3}  | nodeGroups[0].desired: must be from min (1) to max (3), is 0
                    '{name: a, max: 3}, {name: a, max: 3}' | nodeGroups[1].name: must be another name for each group, 'a' is there twice
                    """)
    void refusesABadSize(String group, String complaint) {
        assertGroupRefused(group, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    instanceTypes: []                         | instanceTypes: must have at least 1 entry, has 0
                    instanceTypes: t3.large                   | instanceTypes: must be a list, is 't3.large'
                    instanceTypes: [t3.lrage]                 | instanceTypes[0]: must be an EC2 instance type that runs Linux, is 't3.lrage'; did you mean t3.large?
                    instanceTypes: [t3.large, t3.large]       | instanceTypes[1]: must be there once, 't3.large' is there twice
                    instanceTypes: [t3.large, t4g.large]      | instanceTypes[1]: must be an amd64 type, as amiType AL2023_x86_64_STANDARD is; 't4g.large' is arm64
                    amiType: BOTTLEROCKET_ARM_64              | instanceTypes[0]: must be an arm64 type, as amiType BOTTLEROCKET_ARM_64 is; 't3.large' is amd64
                    capacityType: spto                        | capacityType: must be one of on-demand, spot, is 'spto'; did you mean spot?
                    disk: big                                 | disk: must be a quantity such as 300m, 2 or 3Gi, 1Pi at most, is 'big'
                    disk: 10Gi                                | disk: must be whole GiB from 20Gi to 16384Gi, is '10Gi'
                    disk: 20.5Gi                              | disk: must be whole GiB from 20Gi to 16384Gi, is '20.5Gi'
                    """)
    void refusesABadMachine(String keys, String complaint) {
        assertGroupRefused("{name: a, max: 3, " + keys + "}", "nodeGroups[0]." + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    labels: {'a b': c}                             | labels.a b: must be a Kubernetes label key: an optional DNS prefix and '/', then up to 63 letters, digits, '-', '_' or '.', is 'a b'
                    labels: {a: '-'}                               | labels.a: must be a Kubernetes label value: up to 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends, is '-'
                    labels: {a: true}                              | labels.a: must be text: write it in quotes, 'true', is true
                    taints: [{value: kong}]                        | taints[0].key: is missing
                    taints: [{key: a, effect: NoSchedul}]          | taints[0].effect: must be one of NoSchedule, PreferNoSchedule, NoExecute, is 'NoSchedul'; did you mean NoSchedule?
                    taints: [{key: a, value: '?'}]                 | taints[0].value: must be a Kubernetes label value: up to 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends, is '?'
                    taints: [{key: a}, {key: a, effect: NoExecute}] | taints[1].key: must be another key for each taint of a group, 'a' is there twice
                    taints: {key: a}                               | taints: must be a list, is a block of keys
                    """)
    void refusesBadLabelsAndTaints(String keys, String complaint) {
        assertGroupRefused("{name: a, max: 3, " + keys + "}", "nodeGroups[0]." + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kong: {mode: hybird}                       | kong.mode: must be one of dbless, konnect, hybrid, is 'hybird'; did you mean hybrid?
                    kong: {mode: konnect}                      | kong.konnect: is missing; mode konnect needs its controlPlane, telemetry and certificateSecret
                    kong: {konnect: {controlPlane: a, telemetry: b}} | kong.konnect: must be left out in mode dbless, or set mode: konnect
                    kong: {mode: konnect, konnect: {telemetry: b}} | kong.konnect.controlPlane: is missing
                    kong: {image: 'kong 3.9'}                  | kong.image: must be a container image such as kong:3.9, registry.example.com/kong:3.9 or one with @sha256:<digest>, is 'kong 3.9'
                    kong: {namespace: Kong}                    | kong.namespace: must be 1 to 63 lower-case letters, digits or '-', with a letter or digit at both ends, is 'Kong'
                    kong: {requests: {cpu: 2}}                 | kong.requests.cpu: must be at most the limit (1500m), is '2'
                    kong: {limits: {memory: 200Mi}}            | kong.requests.memory: must be at most the limit (200Mi), is '300Mi'
                    kong: {requests: {cpu: 0}}                 | kong.requests.cpu: must be more than 0, or the autoscaler could not count nodes, is '0'
                    kong: {requests: {cpu: -1}}                | kong.requests.cpu: must be a quantity such as 300m, 2 or 3Gi, 1Pi at most, is the number -1
                    kong: {nodeSelector: {team: api}}          | kong.nodeSelector: must be labels of a node group, no group has all of {team: api}; groups have system {plimsoll.io/workload: system}, kong {plimsoll.io/workload: kong}, load {plimsoll.io/workload: load}
                    """)
    void refusesABadKong(String block, String complaint) {
        assertRefused(block, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kong: {mode: hybrid}                                  | kong.hybrid: is missing; mode hybrid needs its controlPlane, telemetry and certificateSecret
                    kong: {hybrid: {controlPlane: a, telemetry: b}}       | kong.hybrid: must be left out in mode dbless, or set mode: hybrid
                    kong: {certificateFrom: {secret: kong}}               | kong.certificateFrom: must be left out in mode dbless, which has no cluster certificate
                    kong: {exposure: nlb}                                 | kong.exposure: must be one of cluster, internal-nlb, public-nlb, is 'nlb'
                    vpa: {mode: initial, resources: [cpu]}                | vpa.resources: must not hold cpu unless mode is recommend, since the HPA scales by cpu
                    hpa: {behavior: {scaleUp: {period: 31m}}}             | hpa.behavior.scaleUp.period: must be whole seconds from 1s to 30m, is 31m
                    hpa: {behavior: {scaleDown: {stabilizationWindow: 2h}}} | hpa.behavior.scaleDown.stabilizationWindow: must be whole seconds from 0s to 1h, is 2h
                    autoscaler: {kind: karpentr}                          | autoscaler.kind: must be one of plimsoll, cluster-autoscaler, karpenter, is 'karpentr'; did you mean karpenter?
                    load: {tool: wrk}                                     | load.tool: must be one of fortio, k6, is 'wrk'
                    gitops: {repository: https://me:secret@git.example.com/x.git} | gitops.repository: must hold no credential, which the manifests would tell everybody
                    autoscaler: {flags: {cloud-config: https://me:secret@git.example.com}} | autoscaler.flags.cloud-config: must hold no credential, which the manifests would tell everybody
                    gitops: {repository: 'https://git.example.com/x.git?private_token=a'} | gitops.repository: must hold no credential, which the manifests would tell everybody
                    gitops: {path: /etc}                                  | gitops.path: must be a folder relative to the repository's root, is '/etc'
                    metricsServer: helm                                   | metricsServer: must be one of addon, chart, is 'helm'
                    monitoring: datadog                                   | monitoring: must be one of annotations, prometheus-operator, is 'datadog'
                    """)
    void refusesBadChoices(String block, String complaint) {
        assertRefused(block, complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    workloads: {appliedBy: helm}                 | workloads.appliedBy: must be one of gitops, stack, is 'helm'
                    workloads: {by: stack}                       | workloads.by: is not a known key; allowed are appliedBy, folder, podSecurity
                    autoscaler: {imageFrom: source}              | autoscaler.imageFrom: must be one of registry, build, is 'source'
                    autoscaler: {imageFrom: build}               | autoscaler.imageFrom: must be registry unless workloads.appliedBy is stack, as only cdk deploy knows the name of the image that it builds; is 'build'
                    autoscaler: {repository: Plimsoll}           | autoscaler.repository: must be an ECR repository's name such as plimsoll/autoscaler, is 'Plimsoll'
                    'workloads: {appliedBy: stack}\nautoscaler: {imageFrom: build, image: a/b:1}' | autoscaler.image: must be left out with imageFrom: build
                    'workloads: {appliedBy: stack}\nautoscaler: {imageFrom: build, repository: a/b}' | autoscaler.repository: must be left out with imageFrom: build, whose image goes into the CDK's own repository
                    'workloads: {appliedBy: stack}\nautoscaler: {imageFrom: build, kind: karpenter}' | autoscaler.imageFrom: must be registry unless kind is plimsoll, whose sources are here; is 'build'
                    'workloads: {appliedBy: stack}\nautoscaler: {imageFrom: build}\nnodeGroups: [{name: a, max: 1}, {name: b, max: 1, instanceTypes: [t4g.large]}]' | autoscaler.imageFrom: must be registry where the autoscaler's groups (a amd64, b arm64) are of several architectures; is 'build'
                    """)
    void refusesAWayToTheClusterThatDoesNotWork(String block, String complaint) {
        String text = block.replace("\\n", "\n");
        int line = text.contains("\n") ? 3 : 2;
        assertThat(complaint("cluster: {name: x}\n" + text))
                .isEqualTo("e.yaml:" + line + ": " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {by: external-secrets}                                       | secret: is missing
                    {secret: a, by: vault}                                       | by: must be one of external-secrets, secrets-store-csi, is 'vault'
                    {secret: 'a b'}                                              | secret: must be a secret's name or ARN in AWS Secrets Manager, is 'a b'
                    {secret: a, by: secrets-store-csi, store: b}                 | store: must be left out with by: secrets-store-csi, which reads Secrets Manager itself
                    {secret: a, encryptionKey: alias/b}                          | encryptionKey: must be an ARN such as arn:aws:kms:us-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f, is 'alias/b'
                    {secret: a, store: b, encryptionKey: 'arn:aws:kms:us-west-1:111122223333:key/0a'} | encryptionKey: must be left out with store, whose role is not made here
                    """)
    void refusesABadSourceOfTheCertificate(String source, String complaint) {
        assertThat(
                        complaint(
                                """
                                cluster: {name: x}
                                kong:
                                  mode: konnect
                                  konnect: {controlPlane: a.example.com, telemetry: b.example.com}
                                  certificateFrom: %s
                                """
                                        .formatted(source)))
                .isEqualTo("e.yaml:5: kong.certificateFrom." + complaint);
    }

    @Test
    void refusesExternalSecretsWithoutAStoreWhereServiceAccountsHaveNoRoleOfTheirOwn() {
        String text =
                """
                cluster: {name: x, identity: pod-identity}
                kong:
                  mode: konnect
                  konnect: {controlPlane: a.example.com, telemetry: b.example.com}
                  certificateFrom: {secret: a}
                """;
        assertThat(complaint(text))
                .startsWith(
                        "e.yaml:5: kong.certificateFrom.store: is missing; with cluster.identity")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hpa: {min: 11}                                        | hpa.max: must be at least min (11), is 10
                    hpa: {min: 0}                                         | hpa.min: must be 1 or more, is 0
                    hpa: {cpuUtilization: 75%}                            | hpa.cpuUtilization: must be a whole number, is '75%'
                    load: {profiles: {normal: {duration: 20}}}            | load.profiles.normal.duration: must be a duration such as 40s, 20m or 1h30m, is the number 20
                    load: {profiles: {normal: {duration: 0s}}}            | load.profiles.normal.duration: must be longer than 0s, is 0s
                    load: {profiles: {burst: {connections: 8}}}           | load.profiles.burst.qps: is missing
                    load: {profiles: {Burst: {connections: 8, qps: 9}}}   | load.profiles.Burst: must be 1 to 63 lower-case letters, digits or '-', with a letter or digit at both ends, is 'Burst'
                    'hpa: {min: 3, max: 30}\nload: {profiles: {heavy: {hpaMax: 2}}}' | load.profiles.heavy.hpaMax: must be at least hpa.min (3), is 2
                    autoscaler: {flags: {--expander: random}}             | autoscaler.flags.--expander: must be a flag's name without its leading dashes, is '--expander'
                    autoscaler: {flags: {expander: {a: b}}}               | autoscaler.flags.expander: must be a list, is a block of keys
                    autoscaler: {serviceAccount: a_b}                     | autoscaler.serviceAccount: must be 1 to 63 lower-case letters, digits or '-', with a letter or digit at both ends, is 'a_b'
                    simulation: {cpuPerRequest: 0}                        | simulation.cpuPerRequest: must be more than 0, is '0'
                    """)
    void refusesBadWorkloads(String block, String complaint) {
        String text = block.replace("\\n", "\n");
        int line = text.contains("\n") ? 3 : 2;
        assertThat(complaint("cluster: {name: x}\n" + text))
                .isEqualTo("e.yaml:" + line + ": " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    ""                              | e.yaml: is empty; at least 'cluster: {name: …}' is needed
                    "# nothing"                     | e.yaml: is empty; at least 'cluster: {name: …}' is needed
                    "[a]"                           | e.yaml:1: must be a block of keys, is a list
                    "cluster: {name: x}~---~a: b"   | e.yaml:3: a second document; one is allowed
                    "cluster: {name: x}~kong: &k {konnect: *k}" | e.yaml:2: kong.konnect: contains itself
                    "cluster: {name: x}~hpaa: {}"   | e.yaml:2: hpaa: is not a known key; did you mean hpa?
                    "cluster: {name: x}~extras: {}" | e.yaml:2: extras: is not a known key; allowed are autoscaler, checks, cluster, gitops, hpa, kong, load, metricsServer, monitoring, nodeGroups, simulation, vpa, vpc, workloads
                    "cluster: {name: x}~? [a]~: b"  | e.yaml:2: a key must be text
                    """)
    void refusesATextOfAnotherForm(String text, String complaint) {
        assertThat(complaint(text.replace('~', '\n'))).isEqualTo(complaint);
    }

    @Test
    void saysOnceThatThereIsNoNodeGroup() {
        assertRefused("nodeGroups: []", "nodeGroups: must have at least 1 entry, has 0");
    }

    @Test
    void namesTheLineThatIsNoYaml() {
        assertThat(complaint("cluster:\n  name: x\n vpc: {\n")).startsWith("e.yaml:3: ");
        assertThat(complaint("cluster:\n\tname: x\n")).startsWith("e.yaml:2: ");
    }

    @Test
    void tellsEveryProblemAtOnceInTheOrderOfTheFile() {
        assertThat(
                        complaint(
                                        """
                                        cluster: {name: x, regin: eu-west-1}
                                        nodeGroups:
                                          - name: kong
                                            instanceTypes: [t3.lrage]
                                            min: 5
                                            max: 2
                                          - name: kong
                                            max: many
                                        hpa: 7
                                        """)
                                .lines())
                .containsExactly(
                        "e.yaml:1: cluster.regin: is not a known key; did you mean region?",
                        "e.yaml:4: nodeGroups[0].instanceTypes[0]: must be an EC2 instance type that"
                                + " runs Linux, is 't3.lrage'; did you mean t3.large?",
                        "e.yaml:6: nodeGroups[0].max: must be at least min (5), is 2",
                        "e.yaml:7: nodeGroups[1].name: must be another name for each group, 'kong' is"
                                + " there twice",
                        "e.yaml:8: nodeGroups[1].max: must be a whole number, is 'many'",
                        "e.yaml:9: hpa: must be a block of keys, is the number 7");
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path folder) {
        assertThat(refusal(folder.resolve("none.yaml")))
                .endsWith("none.yaml: does not exist; name an environment file with --file");
    }

    @Test
    void refusesAFolder(@TempDir Path folder) {
        assertThat(refusal(folder)).isEqualTo(folder + ": is a folder; a YAML file is needed");
    }

    @Test
    void refusesWhatIsNoText(@TempDir Path folder) throws IOException {
        Path file =
                Files.write(
                        folder.resolve("e.yaml"),
                        "cluster: {name: é}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal(file)).isEqualTo(file + ": is not UTF-8 text");
    }

    private static String refusal(Path file) {
        return lines(
                catchThrowableOfType(
                        InvalidEnvironmentException.class,
                        () -> EnvironmentFile.read(file, TODAY)));
    }

    private static String lines(InvalidEnvironmentException refused) {
        return refused.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
