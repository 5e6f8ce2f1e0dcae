package io.plimsoll.autoscaler.kubernetes.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A service account with the rights of {@code rights.yaml} alone. */
final class AutoscalerRights {
    static final String NAMESPACE = "kube-system";
    static final String SERVICE_ACCOUNT = NAMESPACE + "/plimsoll-under-test";

    private static final String MANIFEST = "rights.yaml";

    private AutoscalerRights() {}

    static void grant(KubernetesClient admin) {
        try (InputStream manifest =
                Objects.requireNonNull(
                        AutoscalerRights.class.getResourceAsStream(MANIFEST), MANIFEST)) {
            admin.load(manifest)
                    .items()
                    .forEach(object ->
                            admin.resource(object).createOr(NonDeletingOperation::update));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
