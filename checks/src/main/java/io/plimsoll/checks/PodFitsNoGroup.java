package io.plimsoll.checks;

import io.plimsoll.autoscaler.decision.scheduling.Verdict;
import io.plimsoll.checks.capacity.KongRoom;
import io.plimsoll.environment.ComputeResources;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.NodeGroupConfig;
import java.util.ArrayList;
import java.util.List;

/** A pod that asks for more than any node of its groups has. */
final class PodFitsNoGroup implements Check {

    @Override
    public String id() {
        return "pod-fits-no-group";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        KongConfig kong = subject.environment().workloads().kong();
        KongRoom room = new KongRoom(subject.environment());
        List<String> rejections = new ArrayList<>();
        for (NodeGroupConfig group : subject.environment().nodeGroupsFor(kong.nodeSelector())) {
            switch (room.onFreshNode(group)) {
                case Verdict.Fits _ -> {
                    return List.of();
                }
                case Verdict.Rejected(_, String reason) ->
                        rejections.add(rejection(group, room, reason));
            }
        }
        return List.of(finding(kong.container().requests(), rejections));
    }

    private Finding finding(ComputeResources requests, List<String> rejections) {
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                "A Kong pod (%s CPU, %s memory) fits on no node, so no replica ever runs: %s."
                        .formatted(
                                requests.cpu(), requests.memory(), String.join("; ", rejections)),
                "Lower kong.requests, or give one of these groups bigger instanceTypes.");
    }

    private static String rejection(NodeGroupConfig group, KongRoom room, String reason) {
        return "%s (%s, %s free): %s"
                .formatted(
                        group.name(),
                        String.join(", ", group.machine().instanceTypes()),
                        room.freeOnFreshNode(group),
                        reason);
    }
}
