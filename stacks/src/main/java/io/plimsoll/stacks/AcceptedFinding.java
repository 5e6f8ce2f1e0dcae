package io.plimsoll.stacks;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.List;
import software.constructs.IConstruct;

/**
 * A finding of cdk-nag that we accept, with the reason why. The templates carry both.
 *
 * @param rule such as {@code AwsSolutions-IAM4}
 * @param finding pattern of the one finding that is meant, such as {@code Policy::.*Name}; empty
 *     for a rule that makes one at most
 */
public record AcceptedFinding(String rule, String finding, String reason) {

    /** A policy that AWS manages, by the end of its ARN. */
    public static AcceptedFinding awsManagedPolicy(String name, String reason) {
        return new AcceptedFinding("AwsSolutions-IAM4", "Policy::arn:.+:policy/" + name, reason);
    }

    /**
     * A wildcard among a policy's resources.
     *
     * @param arn pattern of the resource
     */
    public static AcceptedFinding wildcard(String arn, String reason) {
        return new AcceptedFinding("AwsSolutions-IAM5", "Resource::" + arn, reason);
    }

    /** Policies that the environment names for a role: AWS's own among them are its choice. */
    public static void chosenPolicies(List<String> arns, IConstruct role) {
        arns.stream()
                .filter(arn -> arn.contains(":iam::aws:policy/"))
                .map(arn -> arn.substring(arn.indexOf(":policy/") + ":policy/".length()))
                .forEach(name ->
                        awsManagedPolicy(name, "The environment names it for this one account.")
                                .on(role));
    }

    /**
     * @param construct the resource of the finding, or one that it lies in
     */
    public void on(IConstruct construct) {
        NagPackSuppression.Builder suppression =
                NagPackSuppression.builder().id(rule).reason(reason);
        if (!finding.isEmpty()) {
            RegexAppliesTo pattern =
                    RegexAppliesTo.builder()
                            .regex("/^" + finding.replace("/", "\\/") + "$/")
                            .build();
            suppression.appliesTo(List.of(pattern));
        }
        NagSuppressions.addResourceSuppressions(construct, List.of(suppression.build()), true);
    }
}
