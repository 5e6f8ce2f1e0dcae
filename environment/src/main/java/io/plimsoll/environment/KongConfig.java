package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.validation.constraints.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Kong data plane. */
public record KongConfig(
        @JsonProperty(defaultValue = "dbless")
                @JsonPropertyDescription(
                        "konnect: a data plane of a Konnect control plane; hybrid: of a self-managed one; dbless: on its own, with one route.")
                Mode mode,
        @JsonUnwrapped Image image,
        @JsonUnwrapped Container container,
        @JsonPropertyDescription(
                        "Labels of the node groups it runs on; plimsoll.io/workload: kong if left out and a group has it.")
                SortedMap<String, String> nodeSelector,
        @JsonUnwrapped Configuration configuration) {

    /**
     * Kong's last free image line, for a data plane without a control plane; the digest is that of
     * the index of both architectures, as docker-library's repo-info lists it.
     */
    public static final String DBLESS_IMAGE =
            "kong:3.9.3@sha256:ca71c5591eabaf18de96d26b7eed5e2fdb590dac141e467a779c38017e5bdf81";

    /** Of the line that Konnect supports longest. */
    public static final String KONNECT_IMAGE = "kong/kong-gateway:3.14.0.15";

    /** What a pod asks of its node's disk: cache, logs and working files. */
    public static final Quantity EPHEMERAL_STORAGE_REQUEST = new Quantity("512Mi");

    private static final int KILL_MARGIN_SECONDS = 5;
    private static final int SHORTEST_QUIT_SECONDS = 15;

    public KongConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
    }

    /** Present exactly in mode {@code konnect}. */
    public Optional<Konnect> konnect() {
        return configuration.konnect();
    }

    /** Name of the Secret with the cluster certificate; empty in mode {@code dbless}. */
    public Optional<String> certificateSecret() {
        return konnect()
                .map(Konnect::certificateSecret)
                .or(() -> hybrid().map(Hybrid::certificateSecret));
    }

    /**
     * Whether the certificate comes as a volume of the Secrets Store CSI driver, not as a Secret.
     */
    public boolean mountsCertificate() {
        return configuration
                .certificateFrom()
                .filter(source -> source.by() == CertificateReader.SECRETS_STORE_CSI)
                .isPresent();
    }

    /** Whether a network load balancer sends requests to the pods. */
    public boolean isBalanced() {
        return switch (image.exposure()) {
            case CLUSTER -> false;
            case INTERNAL_NLB, PUBLIC_NLB -> true;
        };
    }

    /**
     * Seconds that a pod goes on serving after it was told to end. A load balancer takes up to two
     * minutes until no new connection reaches a target that it was told to let go; a Service's
     * endpoints are gone after some seconds, as the Kong chart has it.
     */
    public int drainSeconds() {
        return isBalanced() ? 120 : 15;
    }

    /** Seconds until a pod is killed: what it waits, and what its last requests then take. */
    public int graceSeconds() {
        return container.runtime().terminationGracePeriodSeconds().orElse(isBalanced() ? 180 : 30);
    }

    /** Less would kill Kong before it has told its workers to end. */
    public int fewestGraceSeconds() {
        return drainSeconds() + SHORTEST_QUIT_SECONDS;
    }

    /** Seconds for {@code kong quit} after the wait. */
    public int quitSeconds() {
        return graceSeconds() - drainSeconds() - KILL_MARGIN_SECONDS;
    }

    /** Present exactly in mode {@code hybrid}. */
    public Optional<Hybrid> hybrid() {
        return configuration.hybrid();
    }

    /** Where the data plane has its configuration from. */
    public enum Mode {
        @JsonProperty("dbless")
        DBLESS,
        @JsonProperty("konnect")
        KONNECT,
        @JsonProperty("hybrid")
        HYBRID
    }

    /** How clients outside of the cluster reach the proxy. */
    public enum Exposure {
        @JsonProperty("cluster")
        CLUSTER,
        @JsonProperty("internal-nlb")
        INTERNAL_NLB,
        @JsonProperty("public-nlb")
        PUBLIC_NLB
    }

    /** What a control plane's data plane needs to know. */
    public record Configuration(
            @JsonPropertyDescription("The Konnect control plane; exactly in mode konnect.")
                    Optional<Konnect> konnect,
            @JsonPropertyDescription("The self-managed control plane; exactly in mode hybrid.")
                    Optional<Hybrid> hybrid,
            @JsonPropertyDescription(
                            "Where the certificate comes from; if left out, somebody else makes its Secret.")
                    Optional<CertificateSource> certificateFrom,
            @JsonPropertyDescription(
                            "File with Kong's declarative configuration, its path relative to this file; in mode dbless only, in place of one route to the load's echo server.")
                    Optional<FileText> config) {}

    /** What runs, and where. */
    public record Image(
            @JsonProperty("image")
                    @JsonPropertyDescription(
                            "Container image; kong:3.9.3 by its digest (dbless) or kong/kong-gateway:3.14.0.15 (konnect) if left out.")
                    @Pattern(regexp = Syntax.IMAGE, message = Syntax.IMAGE_RULE)
                    String reference,
            @JsonProperty(defaultValue = "kong")
                    @JsonPropertyDescription("Kubernetes namespace.")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String namespace,
            @JsonProperty(defaultValue = "cluster")
                    @JsonPropertyDescription(
                            "cluster: a ClusterIP Service; internal-nlb, public-nlb: a network load balancer of the AWS Load Balancer Controller.")
                    Exposure exposure,
            @JsonProperty(defaultValue = "[]")
                    @JsonPropertyDescription(
                            "Blocks that a network load balancer lets in; everybody who reaches it if left out.")
                    List<@Pattern(regexp = Syntax.CIDR, message = Syntax.CIDR_RULE) String>
                            sourceRanges,
            @JsonProperty(defaultValue = "[]")
                    @JsonPropertyDescription(
                            "Names of Secrets in Kong's namespace that the image is pulled with.")
                    List<
                                    @Pattern(
                                            regexp = Syntax.DNS_LABEL,
                                            message = Syntax.DNS_LABEL_RULE)
                                    String>
                            imagePullSecrets) {

        public Image {
            sourceRanges = List.copyOf(sourceRanges);
            imagePullSecrets = List.copyOf(imagePullSecrets);
        }
    }

    /** What one pod asks for and may take, and how it runs. */
    public record Container(
            @JsonProperty(defaultValue = "{cpu: 300m, memory: 300Mi}")
                    @JsonPropertyDescription("What a pod asks for; what the autoscaler packs by.")
                    ComputeResources requests,
            @JsonProperty(defaultValue = "{cpu: 1500m, memory: 3Gi}")
                    @JsonPropertyDescription("What a pod may take at most.")
                    KongLimits limits,
            @JsonUnwrapped KongRuntime runtime) {}

    /** The Konnect control plane; its certificate's content is never written anywhere. */
    public record Konnect(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Host such as <id>.us.cp0.konghq.com.")
                    @Pattern(regexp = Syntax.HOST, message = Syntax.HOST_RULE)
                    String controlPlane,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Host such as <id>.us.tp0.konghq.com.")
                    @Pattern(regexp = Syntax.HOST, message = Syntax.HOST_RULE)
                    String telemetry,
            @JsonProperty(defaultValue = "kong-cluster-cert")
                    @JsonPropertyDescription(
                            "Name of the TLS secret in Kong's namespace that holds the cluster certificate.")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String certificateSecret) {}

    /** A control plane of one's own; data plane and control plane trust one authority. */
    public record Hybrid(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Host of the control plane, port 8005 if left out.")
                    @Pattern(regexp = Syntax.HOST, message = Syntax.HOST_RULE)
                    String controlPlane,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Host that takes telemetry, port 8006 if left out.")
                    @Pattern(regexp = Syntax.HOST, message = Syntax.HOST_RULE)
                    String telemetry,
            @JsonProperty(defaultValue = "kong-cluster-cert")
                    @JsonPropertyDescription(
                            "Name of the TLS secret in Kong's namespace that holds the cluster certificate and, with mtls pki, the authority (ca.crt).")
                    @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                    String certificateSecret,
            @JsonProperty(defaultValue = "pki")
                    @JsonPropertyDescription(
                            "pki: each plane has a certificate of one authority; shared: both have the same one.")
                    ClusterMtls mtls) {}

    /** How the two planes of a self-managed cluster know each other ({@code cluster_mtls}). */
    public enum ClusterMtls {
        @JsonProperty("pki")
        PKI,
        @JsonProperty("shared")
        SHARED
    }

    /**
     * A secret of AWS Secrets Manager, a JSON object with the keys of a TLS secret, and who brings
     * it to Kong.
     */
    public record CertificateSource(
            @JsonProperty(required = true)
                    @JsonPropertyDescription(
                            "The secret's name or ARN in Secrets Manager; a JSON object with the keys of the TLS secret.")
                    @Pattern(
                            regexp =
                                    "[A-Za-z0-9/_+=.@-]{1,512}|arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}",
                            message = "a secret's name or ARN in AWS Secrets Manager")
                    String secret,
            @JsonProperty(defaultValue = "external-secrets")
                    @JsonPropertyDescription(
                            "external-secrets: its operator makes the certificate's Secret; secrets-store-csi: Kong reads it from a volume, and no Secret is made.")
                    CertificateReader by,
            @JsonPropertyDescription(
                            "Name of a ClusterSecretStore that is there; if left out, the manifests hold a store of their own, whose role may read this one secret.")
                    Optional<
                                    @Pattern(
                                            regexp = Syntax.DNS_LABEL,
                                            message = Syntax.DNS_LABEL_RULE)
                                    String>
                            store,
            @JsonPropertyDescription(
                            "Version id of the secret; a new one restarts Kong's pods with it, one after the other. The current version if left out, which pods read when they start.")
                    Optional<
                                    @Pattern(
                                            regexp = "[A-Za-z0-9-]{32,64}",
                                            message =
                                                    "a version id such as 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f")
                                    String>
                            version,
            @JsonPropertyDescription(
                            "ARN of the KMS key that the secret is encrypted with, unless it is AWS's own.")
                    Optional<
                                    @Pattern(regexp = Syntax.KMS_KEY, message = Syntax.KMS_KEY_RULE)
                                    String>
                            encryptionKey) {

        /** Whether a role to read the secret has to be made; a store that is there has one. */
        public boolean needsRole() {
            return store.isEmpty();
        }

        /** The secret's region, where its ARN names one. */
        public Optional<String> region() {
            return secret.startsWith("arn:")
                    ? Optional.of(secret.split(":", -1)[3])
                    : Optional.empty();
        }
    }

    /** Who reads the certificate out of Secrets Manager. */
    public enum CertificateReader {
        @JsonProperty("external-secrets")
        EXTERNAL_SECRETS,
        @JsonProperty("secrets-store-csi")
        SECRETS_STORE_CSI
    }
}
