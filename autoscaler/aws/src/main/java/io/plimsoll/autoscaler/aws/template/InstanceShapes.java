package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.environment.ec2.InstanceType;
import java.util.Optional;

/** Where instance types are looked up. */
public interface InstanceShapes {

    /** Empty for a type that this source does not know. */
    Optional<InstanceType> find(String name);
}
