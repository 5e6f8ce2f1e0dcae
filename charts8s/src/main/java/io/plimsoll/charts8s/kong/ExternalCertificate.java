package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.CertificateSource;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has the External Secrets operator make the certificate's Secret, from a store that is there, or
 * from one of Kong's own that reads as a service account of its own.
 */
final class ExternalCertificate {

    private ExternalCertificate() {}

    static List<HasMetadata> of(
            Environment environment, CertificateSource source, AppIdentity identity) {
        KongConfig kong = environment.workloads().kong();
        return source.store()
                .map(store ->
                        List.of(secret(kong, source, identity, store("ClusterSecretStore", store))))
                .orElseGet(() -> withStore(environment, source, identity));
    }

    private static List<HasMetadata> withStore(
            Environment environment, CertificateSource source, AppIdentity identity) {
        SharedNames names = new SharedNames(environment);
        String account = names.kongCertificateAccount(source.by());
        return List.of(
                new ServiceAccountBuilder()
                        .withMetadata(
                                new ObjectMetaBuilder(identity.metadata(account))
                                        .addToAnnotations(names.kongCertificateAccountAnnotations())
                                        .build())
                        .withAutomountServiceAccountToken(false)
                        .build(),
                CustomObject.of(
                        "external-secrets.io/v1",
                        "SecretStore",
                        identity.metadata(account),
                        Map.of("provider", Map.of("aws", provider(environment, source, account)))),
                secret(
                        environment.workloads().kong(),
                        source,
                        identity,
                        store("SecretStore", account)));
    }

    private static Map<String, Object> provider(
            Environment environment, CertificateSource source, String account) {
        return Map.of(
                "auth",
                Map.of("jwt", Map.of("serviceAccountRef", Map.of("name", account))),
                "region",
                KongCertificate.region(environment, source),
                "service",
                "SecretsManager");
    }

    private static Map<String, Object> store(String kind, String name) {
        return Map.of("kind", kind, "name", name);
    }

    private static Map<String, String> remote(CertificateSource source, String key) {
        Map<String, String> remote = new TreeMap<>();
        remote.put("key", source.secret());
        remote.put("property", key);
        source.version().ifPresent(version -> remote.put("version", "uuid/" + version));
        return remote;
    }

    private static HasMetadata secret(
            KongConfig kong,
            CertificateSource source,
            AppIdentity identity,
            Map<String, Object> store) {
        String secret = kong.certificateSecret().orElseThrow();
        List<Map<String, Object>> data =
                KongCertificate.keys(kong)
                        .<Map<String, Object>>map(
                                key -> Map.of("secretKey", key, "remoteRef", remote(source, key)))
                        .toList();
        return CustomObject.of(
                "external-secrets.io/v1",
                "ExternalSecret",
                identity.metadata(secret),
                Map.of(
                        "refreshInterval",
                        "1h",
                        "secretStoreRef",
                        store,
                        "target",
                        Map.of("name", secret, "template", Map.of("type", "kubernetes.io/tls")),
                        "data",
                        data));
    }
}
