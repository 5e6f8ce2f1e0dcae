package io.plimsoll.stacks.addon;

import io.plimsoll.stacks.Resources;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Add-on versions that are pinned for each Kubernetes version, so that synthesis asks nobody and
 * two deployments of one commit are the same.
 */
final class AddonVersions {

    private static final Properties PINNED = load();

    private AddonVersions() {}

    /** Empty for Kubernetes versions of which EKS makes no new cluster; EKS chooses then. */
    static Optional<String> pinned(Addon addon, String kubernetesVersion) {
        return Optional.ofNullable(PINNED.getProperty(kubernetesVersion + "/" + addon.eksName()));
    }

    private static Properties load() {
        Properties versions = new Properties();
        try {
            versions.load(
                    new StringReader(Resources.text(AddonVersions.class, "versions.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
