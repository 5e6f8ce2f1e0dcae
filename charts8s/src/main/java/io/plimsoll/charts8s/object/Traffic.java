package io.plimsoll.charts8s.object;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.Arrays;
import java.util.List;

/** NetworkPolicies: all that isn't named here is closed. Ports are those of the pods. */
public final class Traffic {

    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private Traffic() {}

    public static HasMetadata policy(
            AppIdentity identity,
            String name,
            List<NetworkPolicyIngressRule> ingress,
            List<NetworkPolicyEgressRule> egress) {
        return new NetworkPolicyBuilder()
                .withMetadata(identity.metadata(name))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(identity.selector())
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(ingress)
                .withEgress(egress)
                .endSpec()
                .build();
    }

    public static NetworkPolicyIngressRule fromAnywhere(int... ports) {
        return new NetworkPolicyIngressRuleBuilder().withPorts(tcp(ports)).build();
    }

    public static NetworkPolicyIngressRule fromBlock(String cidr, int... ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .addNewFrom()
                .withNewIpBlock()
                .withCidr(cidr)
                .endIpBlock()
                .endFrom()
                .withPorts(tcp(ports))
                .build();
    }

    /** From the pods of every namespace. */
    public static NetworkPolicyIngressRule fromCluster(int... ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .addNewFrom()
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .endFrom()
                .withPorts(tcp(ports))
                .build();
    }

    public static NetworkPolicyIngressRule fromPods(AppIdentity identity, int... ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(pods(identity))
                .withPorts(tcp(ports))
                .build();
    }

    public static NetworkPolicyEgressRule toPods(AppIdentity identity, int... ports) {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(pods(identity))
                .withPorts(tcp(ports))
                .build();
    }

    public static NetworkPolicyEgressRule toAnywhere(int... ports) {
        return new NetworkPolicyEgressRuleBuilder().withPorts(tcp(ports)).build();
    }

    public static NetworkPolicyEgressRule toAddress(String address, int... ports) {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewIpBlock()
                .withCidr(address + "/32")
                .endIpBlock()
                .endTo()
                .withPorts(tcp(ports))
                .build();
    }

    /** Keeps the node's own AWS credentials from a pod that may call everybody else. */
    public static NetworkPolicyEgressRule toAnywhereButInstanceMetadata() {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewIpBlock()
                .withCidr("0.0.0.0/0")
                .withExcept("169.254.169.254/32")
                .endIpBlock()
                .endTo()
                .build();
    }

    public static NetworkPolicyEgressRule toDns() {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewNamespaceSelector()
                .addToMatchLabels(NAMESPACE_NAME, "kube-system")
                .endNamespaceSelector()
                .withNewPodSelector()
                .addToMatchLabels("k8s-app", "kube-dns")
                .endPodSelector()
                .endTo()
                .withPorts(port("UDP", 53), port("TCP", 53))
                .build();
    }

    private static NetworkPolicyPeer pods(AppIdentity identity) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .addToMatchLabels(NAMESPACE_NAME, identity.namespace())
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(identity.selector())
                .endPodSelector()
                .build();
    }

    private static List<NetworkPolicyPort> tcp(int... ports) {
        return Arrays.stream(ports).mapToObj(port -> port("TCP", port)).toList();
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(number))
                .build();
    }
}
