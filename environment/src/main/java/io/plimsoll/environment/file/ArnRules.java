package io.plimsoll.environment.file;

import io.plimsoll.environment.AwsRegions;
import io.plimsoll.environment.ClusterAccess;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ClusterOptions;
import io.plimsoll.environment.ClusterOptions.Governance;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig.CertificateSource;
import io.plimsoll.environment.NodeGroupConfig;
import io.plimsoll.environment.ServiceAccountConfig;
import java.util.List;
import java.util.stream.IntStream;

/** What an ARN names has to be where the cluster can reach it: in its partition at least. */
final class ArnRules {

    private static final int PARTITION = 1;
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;
    private static final String AWS_ITSELF = "aws";

    private final ClusterConfig cluster;
    private final Problems problems;

    private ArnRules(ClusterConfig cluster, Problems problems) {
        this.cluster = cluster;
        this.problems = problems;
    }

    static void check(Environment environment, Problems problems) {
        ArnRules rules = new ArnRules(environment.cluster(), problems);
        rules.people(environment.cluster().options().access());
        rules.governance(environment.cluster().options().governance());
        rules.policies(environment.cluster().options());
        rules.volumes(environment.nodeGroups());
        environment
                .workloads()
                .kong()
                .configuration()
                .certificateFrom()
                .ifPresent(rules::certificate);
    }

    /** EKS takes principals of other accounts. */
    private void people(ClusterAccess access) {
        principals("cluster.admins", access.admins());
        principals("cluster.viewers", access.viewers());
        List<String> granted =
                access.access().stream().map(ClusterAccess.Grant::principal).toList();
        IntStream.range(0, granted.size())
                .forEach(i ->
                        principal(
                                Problems.item("cluster.access", i) + ".principal", granted.get(i)));
    }

    private void principals(String field, List<String> arns) {
        IntStream.range(0, arns.size())
                .forEach(i -> principal(Problems.item(field, i), arns.get(i)));
    }

    private void principal(String field, String arn) {
        partition(field, arn);
        if (arn.contains(":role/aws-service-role/")) {
            problems.add(
                    field,
                    "must be no role that an AWS service keeps for itself, is '" + arn + "'");
        }
    }

    private void governance(Governance governance) {
        governance
                .permissionsBoundary()
                .ifPresent(arn -> {
                    String field = "cluster.permissionsBoundary";
                    partition(field, arn);
                    ownAccount(field, arn);
                });
        governance
                .lifetime()
                .logsKey()
                .ifPresent(arn -> {
                    partition("cluster.logsKey", arn);
                    region("cluster.logsKey", arn, "cluster.region", cluster.region());
                });
    }

    private void policies(ClusterOptions options) {
        List<ServiceAccountConfig> accounts = options.identities().serviceAccounts();
        for (int i = 0; i < accounts.size(); i++) {
            policies(
                    Problems.item("cluster.serviceAccounts", i) + ".policies",
                    accounts.get(i).policies());
        }
        options.addons()
                .forEach((name, addon) ->
                        addon.access()
                                .ifPresent(access ->
                                        policies(
                                                Problems.child("cluster.addons", name)
                                                        + ".access.policies",
                                                access.policies())));
    }

    private void policies(String field, List<String> arns) {
        for (int i = 0; i < arns.size(); i++) {
            partition(Problems.item(field, i), arns.get(i));
            ownAccount(Problems.item(field, i), arns.get(i));
        }
    }

    private void volumes(List<NodeGroupConfig> groups) {
        for (int i = 0; i < groups.size(); i++) {
            String field = Problems.item("nodeGroups", i) + ".volume.encryptionKey";
            groups.get(i)
                    .machine()
                    .storage()
                    .volume()
                    .encryptionKey()
                    .ifPresent(arn -> {
                        partition(field, arn);
                        region(field, arn, "cluster.region", cluster.region());
                    });
        }
    }

    /** A role has policies of its account, and AWS's. */
    private void ownAccount(String field, String arn) {
        String account = part(arn, ACCOUNT);
        cluster.account()
                .filter(own -> !account.equals(own) && !account.equals(AWS_ITSELF))
                .ifPresent(own ->
                        problems.addGiven(
                                field,
                                "must be of cluster.account (%s), is '%s'".formatted(own, arn)));
    }

    private void certificate(CertificateSource source) {
        if (source.region().isPresent()) {
            partition("kong.certificateFrom.secret", source.secret());
        }
        source.encryptionKey()
                .ifPresent(arn -> {
                    String field = "kong.certificateFrom.encryptionKey";
                    partition(field, arn);
                    region(
                            field,
                            arn,
                            "the secret's region",
                            source.region().orElse(cluster.region()));
                });
    }

    private void partition(String field, String arn) {
        String own = AwsRegions.partitionOf(cluster.region());
        if (arn.startsWith("arn:") && !part(arn, PARTITION).equals(own)) {
            problems.add(
                    field,
                    "must be of partition %s, as region %s is, is '%s'"
                            .formatted(own, cluster.region(), arn));
        }
    }

    private void region(String field, String arn, String whose, String region) {
        if (arn.startsWith("arn:") && !part(arn, REGION).equals(region)) {
            problems.add(field, "must be of %s (%s), is '%s'".formatted(whose, region, arn));
        }
    }

    /** Empty where there is none: the ARN is blamed already. */
    private static String part(String arn, int index) {
        String[] parts = arn.split(":", -1);
        return index < parts.length ? parts[index] : "";
    }
}
