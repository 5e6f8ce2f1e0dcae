package io.plimsoll.environment;

/** The published syntax of names, as regular expressions, with a sentence that says each. */
final class Syntax {

    static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    static final String DNS_LABEL_RULE =
            "1 to 63 lower-case letters, digits or '-', with a letter or digit at both ends";

    private static final String PORT =
            ":([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

    private static final String DOMAIN =
            "[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)*";

    static final String HOST = "(?=.{1,259}$)" + DOMAIN + "(" + PORT + ")?";
    static final String HOST_RULE = "a host name, with a port if need be";

    static final String LABEL_KEY =
            "((?=[^/]{1,253}/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    static final String LABEL_KEY_RULE =
            "a Kubernetes label key: an optional DNS prefix and '/', then up to 63 letters, digits, '-', '_' or '.'";

    static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";
    static final String LABEL_VALUE_RULE =
            "a Kubernetes label value: up to 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends";

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d{2}|[1-9]?\\d)";

    static final String ADDRESS = OCTET + "(\\." + OCTET + "){3}";

    static final String CIDR = ADDRESS + "/([0-9]|[12]\\d|3[0-2])";
    static final String CIDR_RULE = "an IPv4 block such as 203.0.113.0/24";

    private static final String PATH = "[a-z0-9]+([._-]+[a-z0-9]+)*";

    static final String REGISTRY =
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+("
                    + PORT
                    + ")?(/"
                    + PATH
                    + ")*";

    static final String IMAGE =
            "("
                    + DOMAIN
                    + "("
                    + PORT
                    + ")?/)?"
                    + PATH
                    + "(/"
                    + PATH
                    + ")*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?";
    static final String IMAGE_RULE =
            "a container image such as kong:3.9, registry.example.com/kong:3.9 or one with @sha256:<digest>";

    /**
     * AWS's add-ons and the community's, as the EKS user guide lists them; a seller's has a '_'.
     */
    static final String ADDON =
            "vpc-cni|kube-proxy|coredns|eks-pod-identity-agent|aws-ebs-csi-driver|metrics-server|aws-secrets-store-csi-driver-provider"
                    + "|aws-efs-csi-driver|aws-fsx-csi-driver|aws-mountpoint-s3-csi-driver|snapshot-controller|adot|aws-guardduty-agent"
                    + "|amazon-cloudwatch-observability|eks-node-monitoring-agent|aws-network-flow-monitoring-agent"
                    + "|kube-state-metrics|prometheus-node-exporter|cert-manager|external-dns|fluent-bit"
                    + "|[a-z0-9-]{1,50}_[a-z0-9-]{1,50}";

    static final String ADDON_RULE =
            "an add-on of EKS, such as vpc-cni, aws-efs-csi-driver or, of a seller, upbound_universal-crossplane";

    /** A name in IAM with its path; no wildcard names anybody. */
    private static final String IAM_NAME = "(/[\\w+=,.@-]+)+";

    static final String PRINCIPAL = "arn:aws[a-z-]*:iam::\\d{12}:(role|user)" + IAM_NAME;
    static final String PRINCIPAL_RULE =
            "an ARN such as arn:aws:iam::111122223333:role/admin, without wildcards";

    static final String POLICY = "arn:aws[a-z-]*:iam::(\\d{12}|aws):policy" + IAM_NAME;
    static final String POLICY_RULE =
            "an ARN such as arn:aws:iam::111122223333:policy/boundary, without wildcards";

    static final String KMS_KEY = "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/(mrk-)?[0-9a-f-]+";
    static final String KMS_KEY_RULE =
            "an ARN such as arn:aws:kms:us-west-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";

    static final String BLOCK = ADDRESS + "/(1[6-9]|2[0-4])";

    static final String GROUP_OPTION =
            "scaledownutilizationthreshold|scaledowngpuutilizationthreshold|scaledownunneededtime|scaledownunreadytime|ignoredaemonsetsutilization";
    static final String GROUP_OPTION_RULE =
            "scaledownutilizationthreshold, scaledowngpuutilizationthreshold, scaledownunneededtime, scaledownunreadytime or ignoredaemonsetsutilization";

    private Syntax() {}
}
