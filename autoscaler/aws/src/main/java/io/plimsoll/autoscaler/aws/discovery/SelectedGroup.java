package io.plimsoll.autoscaler.aws.discovery;

import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** A group under the autoscaler's care and the bounds it keeps to. */
public record SelectedGroup(AutoScalingGroup group, int min, int max) {

    /** With the bounds of the Auto Scaling group itself. */
    public static SelectedGroup of(AutoScalingGroup group) {
        return new SelectedGroup(group, group.minSize(), group.maxSize());
    }

    public String name() {
        return group.autoScalingGroupName();
    }
}
