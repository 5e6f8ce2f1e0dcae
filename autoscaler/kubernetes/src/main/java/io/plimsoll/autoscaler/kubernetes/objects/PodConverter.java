package io.plimsoll.autoscaler.kubernetes.objects;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.environment.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pods. */
public final class PodConverter {
    private static final String SCALE_UP_DELAY =
            "cluster-autoscaler.kubernetes.io/pod-scale-up-delay";

    private final PriorityClasses priorities;

    public PodConverter(PriorityClasses priorities) {
        this.priorities = priorities;
    }

    /**
     * @throws WrongObjectException if a field means nothing
     */
    public Pod convert(io.fabric8.kubernetes.api.model.Pod pod) {
        ObjectMeta meta = pod.getMetadata();
        ObjectKey key = Metadatas.key(meta);
        PodSpec spec = pod.getSpec() == null ? new PodSpec() : pod.getSpec();
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        return new Pod(
                key,
                Metadatas.convert(meta),
                Metadatas.controller(meta),
                spec(meta, spec, status),
                status(status));
    }

    private Pod.Spec spec(ObjectMeta meta, PodSpec spec, PodStatus status) {
        return new Pod.Spec(
                present(spec.getNodeName()),
                PodRequests.effective(spec, status),
                PodRequests.ofContainers(spec),
                PodConstraints.convert(Metadatas.name(meta), spec),
                policy(meta, spec));
    }

    private Pod.Policy policy(ObjectMeta meta, PodSpec spec) {
        Long grace = spec.getTerminationGracePeriodSeconds();
        String scheduler = Metadatas.orEmpty(spec.getSchedulerName());
        return new Pod.Policy(
                priorities.of(spec),
                grace == null
                        ? Pod.Policy.DEFAULT.terminationGracePeriod()
                        : Duration.ofSeconds(grace),
                scheduler.isEmpty() ? Pod.Policy.DEFAULT.schedulerName() : scheduler,
                Selectors.convert(
                        spec.getSchedulingGates(), gate -> Metadatas.orEmpty(gate.getName())),
                Optional.ofNullable(Selectors.orEmpty(meta.getAnnotations()).get(SCALE_UP_DELAY))
                        .flatMap(GoDuration::parse));
    }

    private static Pod.Status status(PodStatus status) {
        return new Pod.Status(
                phase(status.getPhase()),
                condition(status, "Ready")
                        .filter(ready -> "True".equals(ready.getStatus()))
                        .isPresent(),
                condition(status, "PodScheduled").map(PodConverter::scheduled),
                present(status.getNominatedNodeName()));
    }

    private static Optional<PodCondition> condition(PodStatus status, String type) {
        return Selectors.orEmpty(status.getConditions()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static Pod.ScheduledCondition scheduled(PodCondition condition) {
        return new Pod.ScheduledCondition(
                "True".equals(condition.getStatus()),
                Metadatas.orEmpty(condition.getReason()),
                Metadatas.orEmpty(condition.getMessage()),
                Metadatas.time(
                                "status.conditions[PodScheduled].lastTransitionTime",
                                condition.getLastTransitionTime())
                        .orElse(Instant.EPOCH));
    }

    private static Pod.Phase phase(@Nullable String name) {
        return switch (Metadatas.orEmpty(name)) {
            case "", "Pending" -> Pod.Phase.PENDING;
            case "Running" -> Pod.Phase.RUNNING;
            case "Succeeded" -> Pod.Phase.SUCCEEDED;
            case "Failed" -> Pod.Phase.FAILED;
            default -> Pod.Phase.UNKNOWN;
        };
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(present -> !present.isEmpty());
    }
}
