package io.plimsoll.charts8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.plimsoll.environment.Ipv4Block;
import java.util.List;
import java.util.Map;

/**
 * What policies let through, as the Kubernetes documentation says: a pod that any policy selects in
 * a direction sends or takes in that direction what one of them names, and nothing else.
 */
record NetworkPolicies(List<NetworkPolicy> policies) {

    /** One end of a flow. */
    sealed interface End {
        /** A pod, which has an address in the VPC. */
        record Pod(String namespace, Map<String, String> labels) implements End {}

        record Address(String ip) implements End {}
    }

    /**
     * @param port of the pod, not of a Service before it
     */
    record Flow(End from, End to, String protocol, int port) {}

    boolean letThrough(Flow flow) {
        return sends(flow) && takes(flow);
    }

    private boolean sends(Flow flow) {
        return !(flow.from() instanceof End.Pod pod)
                || selecting(pod, "Egress").isEmpty()
                || selecting(pod, "Egress").stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule ->
                                names(rule.getTo(), flow.to()) && opens(rule.getPorts(), flow));
    }

    private boolean takes(Flow flow) {
        return !(flow.to() instanceof End.Pod pod)
                || selecting(pod, "Ingress").isEmpty()
                || selecting(pod, "Ingress").stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule ->
                                names(rule.getFrom(), flow.from()) && opens(rule.getPorts(), flow));
    }

    private List<NetworkPolicy> selecting(End.Pod pod, String direction) {
        return policies.stream()
                .filter(policy -> policy.getMetadata().getNamespace().equals(pod.namespace()))
                .filter(policy -> selects(policy.getSpec().getPodSelector(), pod.labels()))
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .toList();
    }

    /** Without peers, a rule is for everybody. */
    private static boolean names(List<NetworkPolicyPeer> peers, End end) {
        return peers.isEmpty()
                || peers.stream()
                        .anyMatch(peer ->
                                switch (end) {
                                    case End.Pod pod -> names(peer, pod);
                                    case End.Address(String ip) ->
                                            peer.getIpBlock() != null
                                                    && holds(peer.getIpBlock(), ip);
                                });
    }

    /** The VPC CNI counts a pod's address like any other where a rule names blocks. */
    private static boolean names(NetworkPolicyPeer peer, End.Pod pod) {
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr().equals("0.0.0.0/0");
        }
        return (peer.getNamespaceSelector() == null
                        || selects(
                                peer.getNamespaceSelector(),
                                Map.of("kubernetes.io/metadata.name", pod.namespace())))
                && (peer.getPodSelector() == null || selects(peer.getPodSelector(), pod.labels()));
    }

    private static boolean holds(IPBlock block, String ip) {
        return in(block.getCidr(), ip)
                && block.getExcept().stream().noneMatch(except -> in(except, ip));
    }

    private static boolean in(String cidr, String ip) {
        return Ipv4Block.parse(cidr)
                .orElseThrow()
                .overlaps(Ipv4Block.parse(ip + "/32").orElseThrow());
    }

    private static boolean opens(List<NetworkPolicyPort> ports, Flow flow) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(port ->
                                port.getProtocol().equals(flow.protocol())
                                        && port.getPort().getIntVal() == flow.port());
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return selector.getMatchLabels() == null
                || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    }
}
