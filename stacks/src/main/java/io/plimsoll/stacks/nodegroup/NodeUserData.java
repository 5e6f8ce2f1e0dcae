package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.AmiType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a node's own set-up is told: how many pods kubelet takes. EKS adds the rest. */
final class NodeUserData {

    /** As Amazon Linux 2023's nodeadm reads it. */
    private static final String NODEADM =
            """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="//"

            --//
            Content-Type: application/node.eks.aws

            apiVersion: node.eks.aws/v1alpha1
            kind: NodeConfig
            spec:
              kubelet:
                config:
                  maxPods: %d

            --//--
            """;

    private static final String BOTTLEROCKET =
            """
            [settings.kubernetes]
            max-pods = %d
            """;

    private NodeUserData() {}

    static String of(AmiType type, int maxPods) {
        String text = (type.isBottlerocket() ? BOTTLEROCKET : NODEADM).formatted(maxPods);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
