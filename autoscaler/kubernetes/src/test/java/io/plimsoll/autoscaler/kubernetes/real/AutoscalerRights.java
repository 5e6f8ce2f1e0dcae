package io.plimsoll.autoscaler.kubernetes.real;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service account with the rights that the written manifests give it, and no others. */
final class AutoscalerRights {
    static final String NAMESPACE = "kube-system";

    private static final String USER = "system:serviceaccount:" + NAMESPACE + ":cluster-autoscaler";
    private static final Path MANIFEST =
            Path.of(
                    "../../charts8s/src/test/resources/golden/dbless/plain/0001-autoscaler.k8s.yaml");

    private AutoscalerRights() {}

    static Config as(Config admin) {
        admin.setImpersonateUsername(USER);
        return admin;
    }

    static void grant(KubernetesClient admin) {
        try (InputStream manifest = Files.newInputStream(MANIFEST)) {
            admin.load(manifest).items().stream()
                    .filter(object -> object.getApiVersion().startsWith("rbac."))
                    .forEach(object -> admin.resource(object).create());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
