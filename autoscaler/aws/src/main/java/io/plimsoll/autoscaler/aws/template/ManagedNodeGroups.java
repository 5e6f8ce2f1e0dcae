package io.plimsoll.autoscaler.aws.template;

import java.util.Optional;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Where EKS managed node groups are looked up. */
public interface ManagedNodeGroups {

    /** Empty when this source does not know the group. */
    Optional<Nodegroup> find(String cluster, String name);
}
