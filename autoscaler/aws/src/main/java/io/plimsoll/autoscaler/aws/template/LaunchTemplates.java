package io.plimsoll.autoscaler.aws.template;

import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** Where versions of EC2 launch templates are looked up. */
public interface LaunchTemplates {

    /**
     * Empty when this source does not know the template.
     *
     * @param wanted by id or name; version number, {@code $Latest} or {@code $Default}
     */
    Optional<ResponseLaunchTemplateData> find(LaunchTemplateSpecification wanted);
}
