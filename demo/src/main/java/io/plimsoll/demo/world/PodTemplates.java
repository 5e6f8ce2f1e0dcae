package io.plimsoll.demo.world;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PodDefaults;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.simulation.spec.PodTemplate;
import io.plimsoll.environment.Amounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Pod templates of manifests, as the simulation takes them. */
final class PodTemplates {

    /** Kong's; {@code auto} means as many as the node has vCPUs, which bounds them anyway. */
    private static final String WORKERS = "KONG_NGINX_WORKER_PROCESSES";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
    private static final long MILLI = 1000;

    private final PodConverter converter;

    PodTemplates(PriorityClasses priorities) {
        this.converter = new PodConverter(priorities);
    }

    /**
     * @param owner of the template, whose namespace the pods share
     */
    PodTemplate convert(PodTemplateSpec template, ObjectMeta owner) {
        ObjectMeta metadata =
                new ObjectMetaBuilder(template.getMetadata())
                        .withName(owner.getName())
                        .withNamespace(owner.getNamespace())
                        .build();
        PodSpec spec = PodDefaults.apply(template.getSpec());
        return new PodTemplate(
                converter.convert(new PodBuilder().withMetadata(metadata).withSpec(spec).build()),
                spec.getContainers().getFirst().getImage(),
                cpuCeiling(spec));
    }

    /** What the pod can use at most: limits, and nginx workers, each of which runs one thread. */
    private static OptionalLong cpuCeiling(PodSpec spec) {
        OptionalLong limit = cpuLimit(spec);
        OptionalLong workers =
                spec.getContainers().stream()
                        .flatMap(container ->
                                Optional.ofNullable(container.getEnv()).stream()
                                        .flatMap(List::stream))
                        .filter(variable -> WORKERS.equals(variable.getName()))
                        .map(EnvVar::getValue)
                        .filter(value -> value != null && WHOLE_NUMBER.matcher(value).matches())
                        .mapToLong(value -> Long.parseLong(value) * MILLI)
                        .findFirst();
        if (limit.isEmpty() || workers.isEmpty()) {
            return limit.isEmpty() ? workers : limit;
        }
        return OptionalLong.of(Math.min(limit.getAsLong(), workers.getAsLong()));
    }

    private static OptionalLong cpuLimit(PodSpec spec) {
        long sum = 0;
        for (Container container : spec.getContainers()) {
            Quantity limit =
                    container.getResources() == null || container.getResources().getLimits() == null
                            ? null
                            : container.getResources().getLimits().get("cpu");
            if (limit == null) {
                return OptionalLong.empty();
            }
            sum += Amounts.milli(limit);
        }
        return OptionalLong.of(sum);
    }
}
