package io.plimsoll.environment;

import java.util.Optional;

/**
 * The EKS cluster.
 *
 * @param account twelve digits; empty deploys to whatever account the credentials belong to
 * @param kubernetesVersion minor version, such as {@code 1.29}
 */
public record ClusterConfig(
        String name, String region, Optional<String> account, String kubernetesVersion) {}
