package io.plimsoll.charts8s.kong;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plimsoll.charts8s.object.AppIdentity;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.environment.ClusterOptions.Identity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.KongConfig.CertificateSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Has the Secrets Store CSI driver mount the certificate's files, by AWS's provider. There is no
 * Secret that others could read.
 */
final class MountedCertificate {

    static final String DRIVER = "secrets-store.csi.k8s.io";

    private MountedCertificate() {}

    static HasMetadata of(Environment environment, CertificateSource source, AppIdentity identity) {
        KongConfig kong = environment.workloads().kong();
        Map<String, Object> parameters = new TreeMap<>();
        parameters.put("objects", objects(kong, source));
        parameters.put("region", KongCertificate.region(environment, source));
        if (environment.cluster().options().identity() == Identity.POD_IDENTITY) {
            parameters.put("usePodIdentity", "true");
        }
        return CustomObject.of(
                "secrets-store.csi.x-k8s.io/v1",
                "SecretProviderClass",
                identity.metadata(kong.certificateSecret().orElseThrow()),
                Map.of("parameters", parameters, "provider", "aws"));
    }

    /** YAML in a string, as the provider wants it; JMESPath puts quotes around names with dots. */
    private static String objects(KongConfig kong, CertificateSource source) {
        String keys =
                KongCertificate.keys(kong)
                        .map(
                                """
                                    - objectAlias: %1$s
                                      path: '"%1$s"'
                                """
                                        ::formatted)
                        .collect(Collectors.joining());
        return """
        - objectAlias: certificate.json
          objectName: "%s"
          objectType: secretsmanager
        %s  jmesPath:
        %s\
        """
                .formatted(
                        source.secret(),
                        source.version().map("  objectVersion: \"%s\"\n"::formatted).orElse(""),
                        keys);
    }
}
