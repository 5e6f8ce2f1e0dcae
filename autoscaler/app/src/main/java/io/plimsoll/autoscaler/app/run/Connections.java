package io.plimsoll.autoscaler.app.run;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.CacheAge;
import io.plimsoll.autoscaler.aws.EksCloudProvider;
import io.plimsoll.autoscaler.aws.GroupMapping;
import io.plimsoll.autoscaler.aws.discovery.GroupReader;
import io.plimsoll.autoscaler.aws.live.LiveSources;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.kubernetes.leader.LeaseOptions;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Connects to the cluster and to AWS as the flags and the surroundings say. */
final class Connections {

    private Connections() {}

    /** {@code --kubeconfig}, or {@code KUBECONFIG}, or the pod's service account. */
    static KubernetesClient kubernetes(FlagValues flags) {
        Config config =
                flags.string("kubeconfig")
                        .map(Connections::fromFile)
                        .orElseGet(() -> Config.autoConfigure(null));
        flags.string("kubernetes").ifPresent(config::setMasterUrl);
        flags.string("user-agent").ifPresent(config::setUserAgent);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Config fromFile(String path) {
        File file = new File(path);
        if (!file.canRead()) {
            throw new InvalidInputException("--kubeconfig: \"%s\" cannot be read".formatted(path));
        }
        return Config.fromKubeconfig(file);
    }

    static AwsClients aws(FlagValues flags, ExecutionInterceptor watcher) {
        try {
            return AwsClients.create(
                    flags.string("user-agent").orElse("cluster-autoscaler"), List.of(watcher));
        } catch (SdkClientException _) {
            throw new InvalidInputException(
                    "no AWS region is set; allowed: AWS_REGION, or a region in the AWS profile");
        }
    }

    static CloudProvider cloud(FlagValues flags, AwsClients aws, InstantSource clock) {
        GroupMapping mapping =
                new GroupMapping(
                        new NodeTemplates(
                                LiveSources.of(
                                        aws, clock, flags.bool("aws-use-static-instance-list"))));
        return new EksCloudProvider(
                aws.autoScaling(),
                new GroupReader(aws.autoScaling(), flags.groupSelection()),
                mapping,
                CacheAge.DEFAULT,
                clock);
    }

    static LeaseOptions lease(FlagValues flags) {
        return new LeaseOptions(
                flags.string("leader-elect-resource-namespace")
                        .or(() -> flags.string("namespace"))
                        .orElse("kube-system"),
                flags.string("leader-elect-resource-name").orElse("cluster-autoscaler"),
                host(),
                new LeaseOptions.Times(
                        flags.duration("leader-elect-lease-duration"),
                        flags.duration("leader-elect-renew-deadline"),
                        flags.duration("leader-elect-retry-period")));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new InvalidInputException("this host has no name: " + e.getMessage());
        }
    }
}
