package io.plimsoll.stacks.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.stacks.BadInputException;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.eks_v2.KubernetesManifest;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** Applies manifests by CloudFormation, each file after the one before it. */
final class AppliedManifests extends Construct {

    /**
     * CloudFormation hands a function at most 256 KiB, and with an update the old manifest as well
     * as the new one.
     */
    private static final int LARGEST_MANIFEST = 120 * 1024;

    /** A template may be 1 MiB, and the rest of the stack needs some of it. */
    private static final int LARGEST_SUM = 800 * 1024;

    /**
     * @param prerequisites that have to be there before the first manifest
     */
    AppliedManifests(
            Construct scope,
            KubectlFunction kubectl,
            List<Manifest> manifests,
            Substitution substitution,
            List<? extends IConstruct> prerequisites) {
        super(scope, "Manifests");
        requireSizes(manifests);
        List<? extends IConstruct> before = prerequisites;
        for (Manifest manifest : manifests) {
            KubernetesManifest applied =
                    KubernetesManifest.Builder.create(
                                    this, manifest.name().replaceFirst("^\\d+-", ""))
                            .cluster(kubectl.cluster())
                            .manifest(substitution.in(manifest.objects()))
                            // A creation that is tried again finds some objects there already.
                            .overwrite(true)
                            .build();
            applied.getNode().addDependency(before.toArray(IConstruct[]::new));
            before = List.of(applied);
        }
    }

    private static void requireSizes(List<Manifest> manifests) {
        int sum = 0;
        for (Manifest manifest : manifests) {
            int size = size(manifest.objects());
            if (size > LARGEST_MANIFEST) {
                throw tooLarge("the manifest " + manifest.name(), size, LARGEST_MANIFEST);
            }
            sum += size;
        }
        if (sum > LARGEST_SUM) {
            throw tooLarge("all manifests together", sum, LARGEST_SUM);
        }
    }

    private static BadInputException tooLarge(String what, int size, int largest) {
        return new BadInputException(
                "workloads.appliedBy: must be gitops, as CloudFormation applies at most %d bytes and %s has %d; is 'stack'"
                        .formatted(largest, what, size));
    }

    private static int size(List<Map<String, Object>> objects) {
        try {
            return new ObjectMapper().writeValueAsBytes(objects).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest that was YAML is no JSON", e);
        }
    }
}
