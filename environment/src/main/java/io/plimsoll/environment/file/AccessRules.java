package io.plimsoll.environment.file;

import io.plimsoll.environment.ClusterAccess;
import io.plimsoll.environment.ClusterOptions;
import io.plimsoll.environment.ClusterOptions.Identity;
import io.plimsoll.environment.ServiceAccountConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Somebody administers the cluster, and EKS keeps one access entry for each principal. */
final class AccessRules {

    private AccessRules() {}

    static void check(ClusterOptions options, Problems problems) {
        ClusterAccess access = options.access();
        if (!access.adminRole() && access.admins().isEmpty()) {
            problems.add(
                    "cluster.adminRole",
                    "must be true unless cluster.admins names somebody, as nobody could administer the cluster, is false");
        }
        if (options.identity() == Identity.IRSA
                && !options.governance().lifetime().oidcProvider()) {
            problems.add(
                    "cluster.oidcProvider",
                    "must be true unless cluster.identity is pod-identity, is false");
        }
        AddressRules.access(access, problems);
        accounts(options.identities().serviceAccounts(), problems);
        Set<String> seen = new HashSet<>();
        onceEach("cluster.admins", "", access.admins(), seen, problems);
        onceEach("cluster.viewers", "", access.viewers(), seen, problems);
        List<String> granted =
                access.access().stream().map(ClusterAccess.Grant::principal).toList();
        onceEach("cluster.access", ".principal", granted, seen, problems);
    }

    private static void accounts(List<ServiceAccountConfig> accounts, Problems problems) {
        Set<List<String>> names = new HashSet<>();
        for (int i = 0; i < accounts.size(); i++) {
            ServiceAccountConfig account = accounts.get(i);
            if (!names.add(List.of(account.namespace(), account.name()))) {
                problems.add(
                        Problems.item("cluster.serviceAccounts", i) + ".name",
                        "must be another for each in a namespace, '%s' is there twice"
                                .formatted(account.name()));
            }
        }
    }

    private static void onceEach(
            String field,
            String inside,
            List<String> principals,
            Set<String> seen,
            Problems problems) {
        for (int i = 0; i < principals.size(); i++) {
            if (!seen.add(principals.get(i))) {
                twice(Problems.item(field, i) + inside, principals.get(i), problems);
            }
        }
    }

    private static void twice(String field, String principal, Problems problems) {
        problems.add(
                field,
                "must be there once in admins, viewers and access, as EKS has one entry for each, '%s' is there twice"
                        .formatted(principal));
    }
}
