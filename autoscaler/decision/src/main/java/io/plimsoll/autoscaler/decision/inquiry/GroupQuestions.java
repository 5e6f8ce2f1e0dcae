package io.plimsoll.autoscaler.decision.inquiry;

import io.plimsoll.autoscaler.decision.answer.GroupAnswer;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer.Obstacle;
import io.plimsoll.autoscaler.decision.answer.GroupAnswer.Shortage;
import io.plimsoll.autoscaler.decision.answer.PodVerdict.Rejection;
import io.plimsoll.autoscaler.decision.clusterstate.GroupReadiness;
import io.plimsoll.autoscaler.decision.model.Node;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.decision.model.Resources;
import io.plimsoll.autoscaler.decision.question.History;
import io.plimsoll.autoscaler.decision.scaleup.Refusal;
import io.plimsoll.autoscaler.decision.scaleup.ScaleUpPlanner;
import io.plimsoll.autoscaler.decision.scheduling.ClusterSnapshot;
import io.plimsoll.autoscaler.decision.scheduling.filter.Verdict;
import io.plimsoll.autoscaler.decision.scheduling.shape.PodShape;
import io.plimsoll.autoscaler.decision.template.GroupTemplate;
import io.plimsoll.autoscaler.decision.template.GroupTemplates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds pods against the next node of each group, and tells all that stands in the way. */
public final class GroupQuestions {

    private static final String ZONE = "topology.kubernetes.io/zone";

    private final ClusterSnapshot snapshot;
    private final GroupTemplates templates;
    private final ScaleUpPlanner planner;
    private final History history;
    private final Collection<GroupReadiness> groups;
    private final Map<PodShape, List<GroupAnswer>> known = new HashMap<>();

    /**
     * @param snapshot with the nodes that are ordered; left as it is
     */
    public GroupQuestions(
            ClusterSnapshot snapshot,
            GroupTemplates templates,
            ScaleUpPlanner planner,
            History history,
            Collection<GroupReadiness> groups) {
        this.snapshot = snapshot;
        this.templates = templates;
        this.planner = planner;
        this.history = history;
        this.groups = groups;
    }

    /** The closest first: the fewest obstacles, then the least that lacks, then by name. */
    public List<GroupAnswer> ask(Pod pod) {
        Pod free = pod.unbound();
        return known.computeIfAbsent(
                snapshot.state().shape(free),
                _ ->
                        groups.stream()
                                .map(group -> ask(free, group))
                                .sorted(
                                        Comparator.comparingInt((GroupAnswer answer) ->
                                                        answer.obstacles().size())
                                                .thenComparingDouble(GroupQuestions::lack)
                                                .thenComparing(GroupAnswer::nodeGroup))
                                .toList());
    }

    /** How many times over the worst shortage asks for what is there. */
    private static double lack(GroupAnswer answer) {
        return answer.obstacles().stream()
                .flatMap(obstacle -> obstacle.shortages().stream())
                .mapToDouble(
                        shortage -> (double) shortage.asked() / Math.max(1, shortage.allocatable()))
                .max()
                .orElse(0);
    }

    private GroupAnswer ask(Pod pod, GroupReadiness readiness) {
        String name = readiness.group().name();
        List<Obstacle> obstacles = new ArrayList<>();
        planner.refusal(readiness).ifPresent(refusal -> obstacles.add(ofGroup(readiness, refusal)));
        GroupTemplate template = templates.known().get(name);
        if (template != null) {
            Set<String> plugins = new TreeSet<>();
            Stream.concat(Stream.of(template.node(0)), template.outlook().variants().stream())
                    .flatMap(node -> ofNode(pod, template, node).stream())
                    .filter(obstacle -> plugins.add(obstacle.plugin()))
                    .forEach(obstacles::add);
        }
        return new GroupAnswer(name, obstacles);
    }

    private List<Obstacle> ofNode(Pod pod, GroupTemplate template, Node like) {
        snapshot.fork();
        GroupTemplate.NewNode fresh = template.newNode(template.group().name() + "-new", like);
        snapshot.addNode(fresh.node(), fresh.pods());
        List<Obstacle> obstacles =
                snapshot.obstacles(pod, fresh.node().name()).stream()
                        .map(found ->
                                found.plugin() == Verdict.Plugin.NODE_RESOURCES_FIT
                                        ? ofResources(pod, template, found.reason())
                                        : new Obstacle(
                                                found.plugin().kubernetesName(),
                                                found.reason(),
                                                found.figures().found(),
                                                aim(
                                                        template,
                                                        found.plugin(),
                                                        found.figures().change()),
                                                List.of()))
                        .toList();
        snapshot.revert();
        return obstacles;
    }

    private static String aim(GroupTemplate template, Verdict.Plugin plugin, String change) {
        boolean ofZone =
                template.outlook().zones().areSeveral()
                        && switch (plugin) {
                            case VOLUME_BINDING, VOLUME_ZONE -> true;
                            case NODE_AFFINITY, POD_TOPOLOGY_SPREAD, INTER_POD_AFFINITY ->
                                    change.contains(ZONE);
                            default -> false;
                        };
        return ofZone
                ? "%s; its next node comes in %s, and one group a zone could aim"
                        .formatted(change, template.node().metadata().labels().get(ZONE))
                : change;
    }

    private static Obstacle ofResources(Pod pod, GroupTemplate template, String reason) {
        Resources asked = pod.spec().requests();
        Resources has = template.node().status().allocatable();
        Resources taken = has.minus(template.free());
        Set<String> extended = new TreeSet<>(asked.extended().keySet());
        List<Shortage> shortages =
                Stream.concat(
                                Stream.of(
                                        new Shortage(
                                                "cpu",
                                                asked.milliCpu(),
                                                has.milliCpu(),
                                                taken.milliCpu()),
                                        new Shortage(
                                                "memory",
                                                asked.memoryBytes(),
                                                has.memoryBytes(),
                                                taken.memoryBytes()),
                                        new Shortage(
                                                "ephemeral-storage",
                                                asked.ephemeralStorageBytes(),
                                                has.ephemeralStorageBytes(),
                                                taken.ephemeralStorageBytes()),
                                        new Shortage("pods", 1, has.pods(), taken.pods())),
                                extended.stream()
                                        .map(name ->
                                                new Shortage(
                                                        name,
                                                        of(asked, name),
                                                        of(has, name),
                                                        of(taken, name))))
                        .filter(each -> each.asked() > 0 && each.asked() > each.free())
                        .toList();
        return new Obstacle(
                Verdict.Plugin.NODE_RESOURCES_FIT.kubernetesName(),
                reason,
                shortages.stream().map(Shortage::inWords).collect(Collectors.joining("; ")),
                shortages.stream().map(Shortage::change).collect(Collectors.joining("; ")),
                shortages);
    }

    private static long of(Resources resources, String name) {
        return resources.extended().getOrDefault(name, 0L);
    }

    private Obstacle ofGroup(GroupReadiness readiness, Refusal refusal) {
        NodeGroup.Size size = readiness.group().size();
        return switch (refusal.kind()) {
            case BACKOFF -> {
                History.Backoff backoff = history.backoffs().get(readiness.group().name());
                yield ofGroup(
                        refusal,
                        backoff == null
                                ? ""
                                : ", until %s: %s".formatted(backoff.until(), backoff.message()),
                        "the time passes, or what failed is mended");
            }
            case AT_MAXIMUM ->
                    ofGroup(
                            refusal,
                            ": desired %d of at most %d".formatted(size.target(), size.max()),
                            "a maximum above %d".formatted(size.max()));
            case SUSPENDED -> ofGroup(refusal, "", "the process Launch is resumed");
            case UNREADY ->
                    ofGroup(
                            refusal,
                            ": %d of %d nodes are ready"
                                    .formatted(readiness.ready().size(), size.target()),
                            "");
            case UNKNOWN, LIMITS -> ofGroup(refusal, "", "");
        };
    }

    private static Obstacle ofGroup(Refusal refusal, String figures, String change) {
        return new Obstacle(
                Rejection.BY_GROUP,
                refusal.reason(),
                refusal.reason() + figures,
                change,
                List.of());
    }
}
