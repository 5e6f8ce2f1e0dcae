/**
 * Turns an environment into CloudFormation templates.
 *
 * <p>Where readers of the templates find what. All of it stands in the templates of {@code
 * manifest.json}, in plain JSON without an intrinsic function unless this list says so:
 *
 * <ul>
 *   <li>A node group is an {@code AWS::EKS::Nodegroup}: {@code NodegroupName}, {@code
 *       InstanceTypes} (where there are several), {@code CapacityType} ({@code ON_DEMAND}, {@code
 *       SPOT}), {@code Labels}, {@code Taints} (effects as EKS writes them, {@code NO_SCHEDULE}),
 *       {@code AmiType}, {@code ScalingConfig.MinSize} and {@code MaxSize}. {@code
 *       ScalingConfig.DesiredSize} is an {@code Fn::GetAtt} of the resource below, {@code
 *       LaunchTemplate.Id} a {@code Ref}.
 *   <li>The size it starts with: {@code InitialDesiredSize} of the {@code Custom::NodeGroupSize}
 *       with the same {@code NodeGroupName}.
 *   <li>Tags of its Auto Scaling group: {@code Tags} of the {@code Custom::AutoScalingGroupTags}
 *       with the same {@code NodeGroupName}, a list of {@code Key} and {@code Value}.
 *   <li>Its disk: {@code LaunchTemplateData.BlockDeviceMappings} of the {@code
 *       AWS::EC2::LaunchTemplate} that {@code LaunchTemplate.Id} refers to; {@code VolumeSize} in
 *       GiB. {@code InstanceType} of the group's nodes, where there is one.
 *   <li>The cluster is an {@code AWS::EKS::Cluster}: {@code Name}, {@code Version}.
 * </ul>
 */
@NullMarked
package io.plimsoll.stacks;

import org.jspecify.annotations.NullMarked;
