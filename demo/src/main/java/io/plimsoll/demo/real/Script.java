package io.plimsoll.demo.real;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.autoscaler.aws.assembly.SynthesizedGroups.SynthesizedGroup;
import io.plimsoll.demo.story.Cast;
import java.util.List;

/**
 * What a story on a real control plane is made of.
 *
 * @param own the objects of the written manifests
 * @param addons what EKS' add-ons would bring
 * @param autoscaler as its Deployment would start it
 */
public record Script(
        Cast cast,
        List<SynthesizedGroup> groups,
        List<HasMetadata> own,
        List<HasMetadata> addons,
        AutoscalerStart autoscaler) {
    public Script {
        groups = List.copyOf(groups);
        own = List.copyOf(own);
        addons = List.copyOf(addons);
    }
}
