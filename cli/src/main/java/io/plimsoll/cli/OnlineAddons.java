package io.plimsoll.cli;

import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.checks.infrastructure.Addon;
import io.plimsoll.environment.ClusterConfig;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;

/** Asks EKS which versions of add-ons it offers today. */
final class OnlineAddons {

    private OnlineAddons() {}

    /**
     * @param versions that the templates have, by add-on
     * @throws BadInputException when AWS does not answer
     */
    static List<Addon> ask(ClusterConfig cluster, Map<String, String> versions) {
        try (AwsClients clients = AwsClients.create("plimsoll-check", List.of())) {
            return versions.entrySet().stream()
                    .map(addon ->
                            new Addon(
                                    addon.getKey(),
                                    addon.getValue(),
                                    offered(
                                            clients.eks(),
                                            addon.getKey(),
                                            cluster.kubernetesVersion())))
                    .toList();
        } catch (SdkException e) {
            throw new BadInputException("--online: AWS does not answer: " + e.getMessage());
        }
    }

    private static List<String> offered(EksClient eks, String addon, String kubernetesVersion) {
        return eks
                .describeAddonVersionsPaginator(
                        request -> request.addonName(addon).kubernetesVersion(kubernetesVersion))
                .addons()
                .stream()
                .flatMap(info -> info.addonVersions().stream())
                .map(AddonVersionInfo::addonVersion)
                .toList();
    }
}
