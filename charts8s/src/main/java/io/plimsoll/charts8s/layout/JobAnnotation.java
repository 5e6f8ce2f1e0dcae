package io.plimsoll.charts8s.layout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;

/** Tells a GitOps controller how to treat Jobs, which start once and never change. */
final class JobAnnotation {

    private JobAnnotation() {}

    static List<HasMetadata> on(List<HasMetadata> objects, Map.Entry<String, String> annotation) {
        return objects.stream()
                .<HasMetadata>map(
                        object -> object instanceof Job job ? annotated(job, annotation) : object)
                .toList();
    }

    private static Job annotated(Job job, Map.Entry<String, String> annotation) {
        return new JobBuilder(job)
                .editMetadata()
                .addToAnnotations(annotation.getKey(), annotation.getValue())
                .endMetadata()
                .build();
    }
}
