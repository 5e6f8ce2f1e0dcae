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
import io.plimsoll.autoscaler.aws.LeaderWrites;
import io.plimsoll.autoscaler.aws.discovery.GroupReader;
import io.plimsoll.autoscaler.aws.live.LiveSources;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.kubernetes.leader.LeaseOptions;
import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Connects to the cluster and to AWS as the flags and the surroundings say. */
final class Connections {

    /** Well below what is left of a Lease after a renewal. */
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private Connections() {}

    /** {@code --kubeconfig}, or {@code KUBECONFIG}, or the pod's service account. */
    static KubernetesClient kubernetes(FlagValues flags) {
        Config config =
                flags.string("kubeconfig")
                        .map(Connections::fromFile)
                        .orElseGet(() -> Config.autoConfigure(null));
        flags.string("kubernetes").ifPresent(config::setMasterUrl);
        flags.string("user-agent").ifPresent(config::setUserAgent);
        // A request that hangs must not share its connection with those that come after it.
        config.setHttp2Disable(true);
        config.setRequestTimeout((int) REQUEST.toMillis());
        config.setConnectionTimeout((int) REQUEST.toMillis());
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Config fromFile(String path) {
        File file = new File(path);
        if (!file.canRead()) {
            throw new InvalidInputException("--kubeconfig: \"%s\" cannot be read".formatted(path));
        }
        return Config.fromKubeconfig(file);
    }

    /**
     * @param leadership asked for before each attempt of a call that changes anything
     */
    static AwsClients aws(FlagValues flags, Leadership leadership, ExecutionInterceptor watcher) {
        try {
            return AwsClients.create(
                    flags.string("user-agent").orElse("cluster-autoscaler"),
                    List.of(watcher, new LeaderWrites(leadership)));
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
        LeaseOptions.Times times =
                new LeaseOptions.Times(
                        flags.duration("leader-elect-lease-duration"),
                        flags.duration("leader-elect-renew-deadline"),
                        flags.duration("leader-elect-retry-period"));
        shorter("leader-elect-renew-deadline", times.renewal(), "lease-duration", times.lease());
        shorter("leader-elect-retry-period", times.retry(), "renew-deadline", times.renewal());
        return new LeaseOptions(
                flags.string("leader-elect-resource-namespace")
                        .or(() -> flags.string("namespace"))
                        .orElse("kube-system"),
                flags.string("leader-elect-resource-name").orElse("cluster-autoscaler"),
                HostName.of(System.getenv()),
                times);
    }

    private static void shorter(String flag, Duration value, String other, Duration limit) {
        if (!value.isPositive() || value.compareTo(limit) >= 0) {
            throw new InvalidInputException(
                    "--%s: %s is not allowed; allowed: more than 0s and less than --leader-elect-%s (%s)"
                            .formatted(
                                    flag, DurationText.of(value), other, DurationText.of(limit)));
        }
    }
}
