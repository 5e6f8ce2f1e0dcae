package io.plimsoll.checks.infrastructure;

import java.util.List;

/**
 * An EKS add-on of the cluster.
 *
 * @param offered versions that EKS offers for the cluster's Kubernetes version today
 */
public record Addon(String name, String version, List<String> offered) {

    public Addon {
        offered = List.copyOf(offered);
    }
}
