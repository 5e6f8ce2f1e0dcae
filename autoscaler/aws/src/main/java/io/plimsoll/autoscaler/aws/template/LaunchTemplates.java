package io.plimsoll.autoscaler.aws.template;

import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** Where versions of EC2 launch templates are looked up. */
public interface LaunchTemplates {

    /**
     * Empty when this source does not know the template.
     *
     * @param wanted by id or name; version number, {@code $Latest} or {@code $Default}
     */
    Optional<ResponseLaunchTemplateData> find(LaunchTemplateSpecification wanted);

    /** Which launch template a group's instances come from; empty for a launch configuration. */
    static Optional<LaunchTemplateSpecification> wantedBy(AutoScalingGroup group) {
        MixedInstancesPolicy policy = group.mixedInstancesPolicy();
        return policy != null && policy.launchTemplate() != null
                ? Optional.ofNullable(policy.launchTemplate().launchTemplateSpecification())
                : Optional.ofNullable(group.launchTemplate());
    }

    /** Name and version, for messages. */
    static String label(LaunchTemplateSpecification wanted) {
        return "%s, version %s"
                .formatted(
                        wanted.launchTemplateName() == null
                                ? wanted.launchTemplateId()
                                : wanted.launchTemplateName(),
                        wanted.version() == null ? "$Default" : wanted.version());
    }
}
