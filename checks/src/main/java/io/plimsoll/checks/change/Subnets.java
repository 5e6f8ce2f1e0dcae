package io.plimsoll.checks.change;

import io.plimsoll.checks.change.Change.Explanation;
import io.plimsoll.checks.change.Template.Resource;
import io.plimsoll.environment.Ipv4Block;
import java.util.Map;
import java.util.Optional;

/** A new subnet needs addresses that no old one has: it is made before any of them goes. */
final class Subnets {

    private Subnets() {}

    static Optional<Explanation> overlap(String id, Resource becomes, Template old) {
        Optional<Ipv4Block> wanted = block(becomes);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return old.resources().entrySet().stream()
                .filter(entry -> block(entry.getValue()).filter(wanted.get()::overlaps).isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .map(holder ->
                        new Explanation(
                                "wants the addresses %s, which %s still has"
                                        .formatted(
                                                wanted.get(),
                                                holder.equals(id) ? "the old one" : holder),
                                "Leave vpc.cidr and the zones that are there in their order, and add zones at the end."));
    }

    private static Optional<Ipv4Block> block(Resource subnet) {
        return subnet.type().equals("AWS::EC2::Subnet")
                ? Ipv4Block.parse(subnet.text("CidrBlock"))
                : Optional.empty();
    }
}
