package io.plimsoll.environment.file;

import io.plimsoll.environment.ClusterAccess;
import io.plimsoll.environment.ClusterOptions;
import io.plimsoll.environment.ClusterOptions.Identity;
import java.util.List;
import java.util.stream.IntStream;

/** Somebody administers the cluster, and EKS keeps one access entry for each principal. */
final class AccessRules {

    /** EC2 allows 50 tags on an instance; EKS, Auto Scaling and the stacks set some of them. */
    private static final int MOST_TAGS = 40;

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
        int tags = options.governance().tags().size();
        if (tags > MOST_TAGS) {
            problems.add(
                    "cluster.tags",
                    "must be at most %d, as an instance has 50 and others need some, are %d"
                            .formatted(MOST_TAGS, tags));
        }
        onceEach("cluster.admins", access.admins(), List.of(), problems);
        onceEach("cluster.viewers", access.viewers(), access.admins(), problems);
        List<String> granted =
                access.access().stream().map(ClusterAccess.Grant::principal).toList();
        IntStream.range(0, granted.size())
                .filter(i ->
                        granted.indexOf(granted.get(i)) < i
                                || access.admins().contains(granted.get(i))
                                || access.viewers().contains(granted.get(i)))
                .forEach(i ->
                        twice(
                                Problems.item("cluster.access", i) + ".principal",
                                granted.get(i),
                                problems));
    }

    private static void onceEach(
            String field, List<String> principals, List<String> others, Problems problems) {
        IntStream.range(0, principals.size())
                .filter(i ->
                        principals.indexOf(principals.get(i)) < i
                                || others.contains(principals.get(i)))
                .forEach(i -> twice(Problems.item(field, i), principals.get(i), problems));
    }

    private static void twice(String field, String principal, Problems problems) {
        problems.add(
                field,
                "must be there once in admins, viewers and access, as EKS has one entry for each, '%s' is there twice"
                        .formatted(principal));
    }
}
