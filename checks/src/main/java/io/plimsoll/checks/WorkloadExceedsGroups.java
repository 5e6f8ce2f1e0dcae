package io.plimsoll.checks;

import io.plimsoll.checks.capacity.PodSet;
import io.plimsoll.checks.capacity.Population;
import io.plimsoll.checks.capacity.Room;
import io.plimsoll.environment.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workload other than Kong with more pods than the groups can hold. */
final class WorkloadExceedsGroups implements Check {

    @Override
    public String id() {
        return "workload-exceeds-groups";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Environment environment = subject.environment();
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Population population : Population.underEachLoad(environment, subject.manifests())) {
            Room room = new Room(environment, population);
            Map<String, Integer> placed = room.fill(0).others();
            for (PodSet set : population.others()) {
                Integer running = placed.get(set.label());
                // A pod that fits nowhere at all is another check's finding.
                if (running != null && room.fitsSomewhere(set)) {
                    findings.put(set.label(), finding(set, running, room.caps()));
                }
            }
        }
        return List.copyOf(findings.values());
    }

    private Finding finding(PodSet set, int running, List<String> caps) {
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                "%s has %d pods; with node groups at their max%s %d run and %d stay Pending."
                        .formatted(
                                set.label(),
                                set.count(),
                                caps.isEmpty()
                                        ? ""
                                        : " and autoscaler.flags that cap the cluster (%s)"
                                                .formatted(String.join(", ", caps)),
                                running,
                                set.count() - running),
                "Raise max of a node group that these pods may run on, or ask for fewer of them.");
    }
}
