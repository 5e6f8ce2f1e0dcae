package io.plimsoll.environment.names;

import io.plimsoll.environment.AwsRegions;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig.CertificateReader;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.tags.DiscoveryTags;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Names that infrastructure and manifests must agree on, computed here and nowhere else. All of
 * them are literal text, so that committed manifests need nothing from a deployed stack.
 */
public final class SharedNames {

    /**
     * Stands in {@link #autoscalerRoleArn} where the environment names no account: the form that
     * Flux's {@code postBuild.substitute} and {@code envsubst} fill in.
     */
    public static final String ACCOUNT_PLACEHOLDER = "${AWS_ACCOUNT_ID}";

    /** Helm-style release name of the Kong data plane. */
    public static final String KONG_RELEASE = "kong";

    /** Tag, with the cluster's name, of the subnets that Karpenter puts nodes into. */
    public static final String KARPENTER_DISCOVERY = "karpenter.sh/discovery";

    /** Namespace of the load generator and of what it reaches through Kong. */
    public static final String LOAD_NAMESPACE = "demo";

    /** Value of the label {@code app.kubernetes.io/component} of what belongs to the load. */
    public static final String LOAD_COMPONENT = "load-generator";

    /** ConfigMap by which a person stops the autoscaler, in its namespace. */
    public static final String BRAKES = "cluster-autoscaler-brakes";

    private static final String LOAD_RESULT = "load-result-";

    private static final int LONGEST_IAM_NAME = 64;

    private final Environment environment;

    public SharedNames(Environment environment) {
        this.environment = environment;
    }

    /** IAM role that the autoscaler's service account takes on. */
    public String autoscalerRole() {
        return iamName("autoscaler");
    }

    /** ARN of {@link #autoscalerRole}; see {@link #ACCOUNT_PLACEHOLDER}. */
    public String autoscalerRoleArn() {
        return arn("role", autoscalerRole());
    }

    /** IAM policy of {@link #autoscalerRole}. */
    public String autoscalerPolicy() {
        return iamName("autoscaler-policy");
    }

    /** ARN of {@link #autoscalerPolicy}; see {@link #ACCOUNT_PLACEHOLDER}. */
    public String autoscalerPolicyArn() {
        return arn("policy", autoscalerPolicy());
    }

    /** IAM role of the AWS Load Balancer Controller. */
    public String loadBalancerControllerRole() {
        return iamName("load-balancer");
    }

    /** IAM role that administers the cluster, where the environment has one made. */
    public String adminRole() {
        return iamName("admin");
    }

    public String autoscalerNamespace() {
        return environment.workloads().autoscaler().namespace();
    }

    public String autoscalerServiceAccount() {
        return environment.workloads().autoscaler().serviceAccount();
    }

    /**
     * Annotations of the autoscaler's service account: its role with IRSA, none with EKS Pod
     * Identity, where an association leads to the role and an annotation would win over it.
     */
    public SortedMap<String, String> autoscalerServiceAccountAnnotations() {
        return roleAnnotations(autoscalerRoleArn());
    }

    /** Name of a group's launch template, and of its nodes. */
    public static String launchTemplate(ClusterConfig cluster, NodeGroupConfig group) {
        return cluster.name() + "-" + group.name();
    }

    /** Role of Karpenter's nodes, which its node classes name. */
    public String karpenterNodeRole() {
        return iamName("karpenter-node");
    }

    /** The queue that tells Karpenter of instances about to go. */
    public String karpenterQueue() {
        return environment.cluster().name() + "-karpenter";
    }

    /** The queue that tells the bundled autoscaler of instances about to go. */
    public String interruptionQueue() {
        return environment.cluster().name() + "-interruptions";
    }

    /** Name of the Deployment, its PodDisruptionBudget and its RBAC objects. */
    public String autoscalerDeployment() {
        return "cluster-autoscaler";
    }

    /** What the role's trust policy compares with the token's {@code sub}. */
    public String autoscalerTrustSubject() {
        return "system:serviceaccount:" + autoscalerNamespace() + ":" + autoscalerServiceAccount();
    }

    /** Tags that every Auto Scaling group of the cluster carries. */
    public SortedMap<String, String> discoveryTags() {
        return DiscoveryTags.of(environment.cluster().name());
    }

    /** Value of the autoscaler's flag {@code --node-group-auto-discovery}. */
    public String autoDiscovery() {
        return DiscoveryTags.autoDiscovery(environment.cluster().name());
    }

    public String kongNamespace() {
        return environment.workloads().kong().image().namespace();
    }

    /**
     * Name of Kong's Deployment, HorizontalPodAutoscaler, PodDisruptionBudget and ServiceAccount.
     */
    public String kongDeployment() {
        return KONG_RELEASE + "-kong";
    }

    /** Role that may read Kong's certificate in Secrets Manager. */
    public String kongCertificateRole() {
        return iamName("kong-certificate");
    }

    /**
     * The service account in Kong's namespace that takes {@link #kongCertificateRole}: Kong's own
     * where it mounts the secret, else one that only the secret store reads as.
     */
    public String kongCertificateAccount(CertificateReader reader) {
        return switch (reader) {
            case EXTERNAL_SECRETS -> kongDeployment() + "-certificate";
            case SECRETS_STORE_CSI -> kongDeployment();
        };
    }

    /** Annotations of {@link #kongCertificateAccount}; see the autoscaler's. */
    public SortedMap<String, String> kongCertificateAccountAnnotations() {
        return roleAnnotations(arn("role", kongCertificateRole()));
    }

    public String kongProxyService() {
        return kongDeployment() + "-proxy";
    }

    /** DNS name of {@link #kongProxyService} inside the cluster; it listens on 80 and 443. */
    public String kongProxyHost() {
        return kongProxyService() + "." + kongNamespace() + ".svc.cluster.local";
    }

    /** Name of the ConfigMap that a profile's last result is in. */
    public static String loadResult(String profile) {
        return LOAD_RESULT + profile;
    }

    /** The profile whose result a ConfigMap holds; empty for one that holds none. */
    public static Optional<String> profileOf(String configMap) {
        return configMap.startsWith(LOAD_RESULT)
                ? Optional.of(configMap.substring(LOAD_RESULT.length()))
                : Optional.empty();
    }

    /** Host of the account's container registry; see {@link #ACCOUNT_PLACEHOLDER}. */
    public static String registry(Optional<String> account, String region) {
        return account.orElse(ACCOUNT_PLACEHOLDER)
                + ".dkr.ecr."
                + region
                + (region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
    }

    private SortedMap<String, String> roleAnnotations(String roleArn) {
        return switch (environment.cluster().options().identity()) {
            case IRSA -> new TreeMap<>(Map.of("eks.amazonaws.com/role-arn", roleArn));
            case POD_IDENTITY -> new TreeMap<>();
        };
    }

    /** IAM names are the account's, so the region keeps two clusters of one name apart. */
    private String iamName(String purpose) {
        String suffix = "-" + environment.cluster().region() + "-" + purpose;
        String cluster = environment.cluster().name();
        if (cluster.length() + suffix.length() <= LONGEST_IAM_NAME) {
            return cluster + suffix;
        }
        String digest = "-" + checksum(cluster);
        int kept = LONGEST_IAM_NAME - suffix.length() - digest.length();
        return cluster.substring(0, kept) + digest + suffix;
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    private String arn(String kind, String name) {
        String account = environment.cluster().account().orElse(ACCOUNT_PLACEHOLDER);
        return "arn:" + partition() + ":iam::" + account + ":" + kind + "/" + name;
    }

    private String partition() {
        return AwsRegions.partitionOf(environment.cluster().region());
    }
}
