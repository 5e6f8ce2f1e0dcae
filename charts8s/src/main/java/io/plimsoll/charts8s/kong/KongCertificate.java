package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.CertificateSource;
import io.plimsoll.environment.KongConfig.ClusterMtls;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What brings Kong's certificate from where it is kept; its content is never in a manifest. */
final class KongCertificate {

    private KongCertificate() {}

    static List<HasMetadata> of(Environment environment, AppIdentity identity) {
        return source(environment)
                .map(source ->
                        switch (source.by()) {
                            case EXTERNAL_SECRETS ->
                                    ExternalCertificate.of(environment, source, identity);
                            case SECRETS_STORE_CSI ->
                                    List.of(MountedCertificate.of(environment, source, identity));
                        })
                .orElse(List.of());
    }

    /** Kong's own service account needs a role only where it reads the certificate itself. */
    static SortedMap<String, String> accountAnnotations(Environment environment) {
        return environment.workloads().kong().mountsCertificate()
                ? new SharedNames(environment).kongCertificateAccountAnnotations()
                : new TreeMap<>();
    }

    /**
     * Kong reads the certificate when it starts, so somebody has to restart it when the Secret
     * changes: Reloader, where it is there. A volume's content is told by its version instead.
     */
    static SortedMap<String, String> reloaded(Environment environment) {
        KongConfig kong = environment.workloads().kong();
        SortedMap<String, String> annotations = new TreeMap<>();
        if (!kong.mountsCertificate()) {
            kong.certificateSecret()
                    .ifPresent(secret ->
                            annotations.put("secret.reloader.stakater.com/reload", secret));
        }
        return annotations;
    }

    /** Of the secret, as of the files that Kong reads. */
    static Stream<String> keys(KongConfig kong) {
        return hasAuthority(kong)
                ? Stream.of("ca.crt", "tls.crt", "tls.key")
                : Stream.of("tls.crt", "tls.key");
    }

    /** Whether an authority beside the system's own is needed to know the control plane. */
    static boolean hasAuthority(KongConfig kong) {
        return kong.hybrid().filter(hybrid -> hybrid.mtls() == ClusterMtls.PKI).isPresent();
    }

    static String region(Environment environment, CertificateSource source) {
        return source.region().orElse(environment.cluster().region());
    }

    private static Optional<CertificateSource> source(Environment environment) {
        return environment.workloads().kong().configuration().certificateFrom();
    }
}
