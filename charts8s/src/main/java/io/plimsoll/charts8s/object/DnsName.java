package io.plimsoll.charts8s.object;

import java.util.Locale;

/** Names of EKS as names of Kubernetes. */
public final class DnsName {

    private DnsName() {}

    /** In lower case, with {@code -} for what Kubernetes doesn't allow; never ends in one. */
    public static String of(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("-+$", "");
    }
}
