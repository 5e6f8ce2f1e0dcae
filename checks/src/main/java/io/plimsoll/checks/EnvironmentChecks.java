package io.plimsoll.checks;

import io.plimsoll.environment.ChecksConfig.Suppression;
import io.plimsoll.environment.Ipv4Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All checks of an environment, in the order of their reports. */
public final class EnvironmentChecks {

    /** The check whose finding {@code EnvironmentFile} also gives as a warning, with its line. */
    public static final String KUBERNETES_VERSION = "kubernetes-version-unsupported";

    /** The check of an API server that everybody may knock at. */
    public static final String API_SERVER_OPEN = "api-server-open";

    private static final List<Check> ALL =
            List.of(
                    new KubernetesVersionUnsupported(),
                    new ApiServerOpen(),
                    new AutoscalerImageUnset(),
                    new ImageWithoutWayIn(),
                    new KonnectWithoutWayOut(),
                    new LoadBalancerWithoutController(),
                    new LoadBalancerOpen(),
                    new PodFitsNoGroup(),
                    new HpaExceedsGroups(),
                    new HpaNeverScales(),
                    new WorkloadExceedsGroups(),
                    new NoGroupForSystemPods(),
                    new TaintWithoutToleration(),
                    new AutoscalerOnGroupItMayEmpty(),
                    new PriorityExpanderWithoutPriorities(),
                    new PdbBlocksEveryDrain(),
                    new LocalStorageBlocksScaleIn(),
                    new ServiceAccountWithoutRole(),
                    new RoleTrustMismatch(),
                    new MissingDiscoveryTag(),
                    new MissingNodeTemplateTag(),
                    new UnevenInstanceTypes(),
                    new SubnetAddressesRunOut(),
                    new AddonVersionBehind(),
                    new ChangeImpossible(),
                    new ChangeReplaces());

    private static final String UNKNOWN_SUPPRESSION = "unknown-suppression";

    private EnvironmentChecks() {}

    /** Runs every check and sets aside what {@code checks.suppress} accepts. */
    public static CheckReport run(Subject subject) {
        Map<String, String> reasons =
                subject.environment().checks().suppress().stream()
                        .collect(
                                Collectors.toMap(
                                        Suppression::id,
                                        Suppression::reason,
                                        (first, second) -> first + "; " + second));
        List<Finding> open = new ArrayList<>();
        List<CheckReport.Accepted> accepted = new ArrayList<>();
        for (Check check : ALL) {
            String reason = reasons.remove(check.id());
            for (Finding finding : check.findings(subject)) {
                if (reason == null) {
                    open.add(finding);
                } else {
                    accepted.add(new CheckReport.Accepted(finding, reason));
                }
            }
        }
        reasons.keySet().stream().sorted().map(EnvironmentChecks::unknown).forEach(open::add);
        return new CheckReport(open, accepted);
    }

    /** Whether a block is so wide that it names nobody. */
    public static boolean isEverybody(String cidr) {
        return Ipv4Block.parse(cidr).filter(block -> block.prefix() < 8).isPresent();
    }

    /** Ids of all checks, in the order of their reports. */
    public static List<String> ids() {
        return ALL.stream().map(Check::id).toList();
    }

    private static Finding unknown(String id) {
        return new Finding(
                UNKNOWN_SUPPRESSION,
                Finding.Severity.WARNING,
                "checks.suppress names '" + id + "', which is no check.",
                "Take it out, or name one of " + String.join(", ", ids()) + ".");
    }
}
