package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.CertificateSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has the External Secrets operator make the certificate's Secret; its content stays in the store.
 */
final class KongCertificate {

    private KongCertificate() {}

    static Optional<HasMetadata> of(KongConfig kong, AppIdentity identity) {
        return kong.configuration().certificateFrom().map(source -> of(kong, source, identity));
    }

    private static HasMetadata of(KongConfig kong, CertificateSource source, AppIdentity identity) {
        String secret = kong.certificateSecret().orElseThrow();
        Stream<String> keys =
                kong.mode() == KongConfig.Mode.HYBRID
                        ? Stream.of("ca.crt", "tls.crt", "tls.key")
                        : Stream.of("tls.crt", "tls.key");
        List<Map<String, Object>> data =
                keys.map(key ->
                                Map.of(
                                        "secretKey",
                                        key,
                                        "remoteRef",
                                        Map.of("key", source.secret(), "property", key)))
                        .toList();
        return CustomObject.of(
                "external-secrets.io/v1",
                "ExternalSecret",
                identity.metadata(secret),
                Map.of(
                        "refreshInterval",
                        "1h",
                        "secretStoreRef",
                        Map.of("kind", "ClusterSecretStore", "name", source.store()),
                        "target",
                        Map.of("name", secret, "template", Map.of("type", "kubernetes.io/tls")),
                        "data",
                        data));
    }
}
