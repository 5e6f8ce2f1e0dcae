package io.plimsoll.checks.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.plimsoll.autoscaler.decision.model.Pod;

/** Tells pods as the scheduler sees them; whoever reads them from an API server knows how. */
@FunctionalInterface
public interface PodReader {

    /**
     * @param owner of the template, whose name and namespace the pod gets
     */
    Pod read(PodTemplateSpec template, ObjectMeta owner);
}
