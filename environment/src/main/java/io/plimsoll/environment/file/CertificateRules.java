package io.plimsoll.environment.file;

import io.plimsoll.environment.ClusterOptions.Identity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.CertificateSource;

/** What must hold between the values of {@code kong.certificateFrom} and the rest. */
final class CertificateRules {

    private static final String STORE = "kong.certificateFrom.store";

    private CertificateRules() {}

    static void check(Environment environment, Problems problems) {
        KongConfig kong = environment.workloads().kong();
        kong.configuration()
                .certificateFrom()
                .ifPresent(source -> {
                    if (kong.mode() == KongConfig.Mode.DBLESS) {
                        problems.add(
                                "kong.certificateFrom",
                                "must be left out in mode dbless, which has no cluster certificate");
                    }
                    store(environment, source, problems);
                });
    }

    private static void store(
            Environment environment, CertificateSource source, Problems problems) {
        switch (source.by()) {
            case SECRETS_STORE_CSI ->
                    source.store()
                            .ifPresent(_ ->
                                    problems.add(
                                            STORE,
                                            "must be left out with by: secrets-store-csi, which reads Secrets Manager itself"));
            case EXTERNAL_SECRETS -> {
                if (source.store().isEmpty()
                        && environment.cluster().options().identity() == Identity.POD_IDENTITY) {
                    problems.add(
                            STORE,
                            "is missing; with cluster.identity: pod-identity the External Secrets operator reads by a role of its own, so name its ClusterSecretStore, or set by: secrets-store-csi");
                }
            }
        }
        if (source.store().isPresent() && source.encryptionKey().isPresent()) {
            problems.add(
                    "kong.certificateFrom.encryptionKey",
                    "must be left out with store, whose role is not made here");
        }
    }
}
