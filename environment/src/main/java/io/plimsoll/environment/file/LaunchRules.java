package io.plimsoll.environment.file;

import io.plimsoll.environment.Environment;
import io.plimsoll.environment.FileText;
import io.plimsoll.environment.LaunchConfig;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.VpcConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What EC2 and a machine's image take of what a group's nodes are launched with. */
final class LaunchRules {

    /** EC2 takes 16 KiB, of which EKS needs some. */
    private static final int MOST_BYTES = 12 * 1024;

    /** The kubelet's, in whatever the image reads; TOML has each key once. */
    private static final Pattern MAX_PODS = Pattern.compile("(?m)^[^#\\n]*\\bmax-?[pP]ods\\b");

    private LaunchRules() {}

    static void check(
            Environment environment, NodeGroupConfig group, String path, Problems problems) {
        LaunchConfig launch = group.machine().launch();
        launch.userData()
                .ifPresent(
                        text -> userData(environment, group, text, path + ".userData", problems));
        Set<String> seen = new HashSet<>();
        List<String> groups = launch.securityGroups();
        for (int i = 0; i < groups.size(); i++) {
            if (!seen.add(groups.get(i))) {
                problems.add(
                        Problems.item(path + ".securityGroups", i),
                        "must be there once, '" + groups.get(i) + "' is there twice");
            }
        }
        if (launch.publicAddresses()) {
            publicSubnets(environment, group, path + ".publicAddresses", problems);
        }
    }

    private static void userData(
            Environment environment,
            NodeGroupConfig group,
            FileText file,
            String field,
            Problems problems) {
        int bytes = file.text().getBytes(StandardCharsets.UTF_8).length;
        if (problems.isBlamed(field)) {
            return;
        }
        if (group.machine().amiType().userDataType(file.text()).isEmpty()) {
            problems.add(
                    field,
                    (group.machine().amiType().isBottlerocket()
                                    ? "must be settings in TOML, as amiType is Bottlerocket, such as [settings.kernel]"
                                    : "must begin with #!, #cloud-config or apiVersion: node.eks.aws/v1alpha1, as amiType is Amazon Linux 2023")
                            + ", '%s' does not".formatted(file.path()));
        } else if (bytes > MOST_BYTES) {
            problems.add(
                    field,
                    "must have at most %d bytes, as EC2 takes 16 KiB with what EKS adds, '%s' has %d"
                            .formatted(MOST_BYTES, file.path(), bytes));
        } else if (environment.maxPods(group).isPresent() && MAX_PODS.matcher(file.text()).find()) {
            problems.add(
                    field,
                    "must leave the maximum of pods to prefix delegation or podCidr, of which it follows, '%s' says it too"
                            .formatted(file.path()));
        } else if (Credentials.shows(file.text())) {
            problems.add(
                    field,
                    "must hold no credential, which everybody with access to the node reads");
        }
    }

    private static void publicSubnets(
            Environment environment, NodeGroupConfig group, String field, Problems problems) {
        boolean there =
                switch (environment.vpc()) {
                    case VpcConfig.New vpc -> vpc.natGateways() > 0;
                    case VpcConfig.Imported _, VpcConfig.LookedUp _ -> false;
                };
        if (!there) {
            problems.add(
                    field,
                    "must be false unless the stacks make the VPC with a NAT gateway, as it has public subnets then, is true");
        } else if (!environment.managedNodeGroups().contains(group)) {
            problems.add(
                    field, "must be false for a group that Karpenter makes the nodes of, is true");
        }
    }
}
