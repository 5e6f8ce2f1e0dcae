package io.plimsoll.environment;

/** The published syntax of names, as regular expressions, with a sentence that says each. */
final class Syntax {

    static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    static final String DNS_LABEL_RULE =
            "1 to 63 lower-case letters, digits or '-', with a letter or digit at both ends";

    static final String HOST =
            "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*(:\\d{1,5})?";
    static final String HOST_RULE = "a host name, with a port if need be";

    static final String LABEL_KEY =
            "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    static final String LABEL_KEY_RULE =
            "a Kubernetes label key: an optional DNS prefix and '/', then up to 63 letters, digits, '-', '_' or '.'";

    static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";
    static final String LABEL_VALUE_RULE =
            "a Kubernetes label value: up to 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends";

    static final String CIDR = "\\d{1,3}(\\.\\d{1,3}){3}/([0-9]|[12]\\d|3[0-2])";
    static final String CIDR_RULE = "an IPv4 block such as 203.0.113.0/24";

    static final String IMAGE =
            "[a-zA-Z0-9][a-zA-Z0-9.-]*(:\\d{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?";
    static final String IMAGE_RULE =
            "a container image such as kong:3.9, registry.example.com/kong:3.9 or one with @sha256:<digest>";

    static final String GROUP_OPTION =
            "scaledownutilizationthreshold|scaledowngpuutilizationthreshold|scaledownunneededtime|scaledownunreadytime|ignoredaemonsetsutilization";
    static final String GROUP_OPTION_RULE =
            "scaledownutilizationthreshold, scaledowngpuutilizationthreshold, scaledownunneededtime, scaledownunreadytime or ignoredaemonsetsutilization";

    private Syntax() {}
}
