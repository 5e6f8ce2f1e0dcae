package io.plimsoll.stacks.nodegroup;

import io.plimsoll.environment.AmiType;
import io.plimsoll.environment.FileText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's own set-up is told: how many pods kubelet takes, and what the environment has to
 * say besides, which comes last and so wins. EKS adds the rest.
 */
record NodeUserData(AmiType type, OptionalInt maxPods, Optional<FileText> own) {

    private static final String TABLE = "[settings.kubernetes]\n";

    /** TOML has each table once. */
    private static final Pattern OWN_TABLE =
            Pattern.compile("(?m)^\\s*\\[settings\\.kubernetes\\]\\s*$");

    /** In base64, as EC2 takes it; empty where there is nothing to say. */
    Optional<String> encoded() {
        if (maxPods.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        String text = type.isBottlerocket() ? settings() : parts();
        return Optional.of(
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String parts() {
        StringBuilder parts = new StringBuilder();
        maxPods.ifPresent(pods -> parts.append(part("application/node.eks.aws", nodeConfig(pods))));
        own.map(FileText::text)
                .ifPresent(text -> parts.append(part(type.userDataType(text).orElseThrow(), text)));
        return """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="//"

        %s--//--
        """
                .formatted(parts);
    }

    private static String part(String contentType, String text) {
        return """
        --//
        Content-Type: %s

        %s
        """
                .formatted(contentType, text);
    }

    /** As Amazon Linux 2023's nodeadm reads it. */
    private static String nodeConfig(int maxPods) {
        return """
        apiVersion: node.eks.aws/v1alpha1
        kind: NodeConfig
        spec:
          kubelet:
            config:
              maxPods: %d
        """
                .formatted(maxPods);
    }

    private String settings() {
        String text = own.map(FileText::text).orElse("");
        if (maxPods.isEmpty()) {
            return text;
        }
        String pods = "max-pods = %d\n".formatted(maxPods.getAsInt());
        Matcher table = OWN_TABLE.matcher(text);
        return table.find()
                ? text.substring(0, table.end()) + "\n" + pods + text.substring(table.end())
                : text + (text.isEmpty() ? "" : "\n") + TABLE + pods;
    }
}
