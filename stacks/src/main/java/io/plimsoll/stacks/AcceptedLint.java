package io.plimsoll.stacks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.constructs.IConstruct;

/**
 * A finding of Checkov, which many platforms run over templates, that we accept with a reason. The
 * templates carry both.
 *
 * @param rule such as {@code CKV_AWS_158}
 */
public record AcceptedLint(String rule, String reason) {

    /** Of every log group. */
    public static final AcceptedLint LOGS_WITHOUT_A_KEY =
            new AcceptedLint(
                    "CKV_AWS_158",
                    "CloudWatch Logs encrypts at rest by itself; cluster.logsKey names a key of one's own where the house asks for it.");

    /**
     * @param construct a resource that the findings are about, or whose main one they are; it can
     *     be told once
     */
    public static void on(IConstruct construct, List<AcceptedLint> accepted) {
        CfnResource resource =
                construct instanceof CfnResource itself
                        ? itself
                        : (CfnResource)
                                Objects.requireNonNull(
                                        construct.getNode().getDefaultChild(),
                                        () -> construct.getNode().getPath());
        resource.addMetadata(
                "checkov",
                Map.of(
                        "skip",
                        accepted.stream()
                                .map(lint ->
                                        new TreeMap<>(
                                                Map.of(
                                                        "id",
                                                        lint.rule(),
                                                        "comment",
                                                        lint.reason())))
                                .toList()));
    }
}
