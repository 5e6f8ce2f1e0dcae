package io.plimsoll.autoscaler.app.live;

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
import io.plimsoll.autoscaler.aws.discovery.GroupSelection;
import io.plimsoll.autoscaler.aws.interruption.InterruptionQueue;
import io.plimsoll.autoscaler.aws.live.LivePrices;
import io.plimsoll.autoscaler.aws.live.LiveSources;
import io.plimsoll.autoscaler.aws.template.InstancePrices;
import io.plimsoll.autoscaler.aws.template.NodeTemplates;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.Leadership;
import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Connects to the cluster and to AWS as the flags and the surroundings say. */
public final class Connections {

    /** Well below what is left of a Lease after a renewal. */
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private Connections() {}

    /** {@code --kubeconfig}, or {@code KUBECONFIG}, or the pod's service account. */
    public static KubernetesClient kubernetes(FlagValues flags) {
        return new KubernetesClientBuilder().withConfig(config(flags)).build();
    }

    static Config config(FlagValues flags) {
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
        return config;
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
     * @param watchers are told of each call
     */
    public static AwsClients aws(
            FlagValues flags, Leadership leadership, List<ExecutionInterceptor> watchers) {
        return inRegion(() -> AwsClients.create(userAgent(flags), with(watchers, leadership)));
    }

    /**
     * @param leadership as for {@link #aws}; receiving changes something, too
     */
    public static SqsClient queues(
            FlagValues flags, Leadership leadership, List<ExecutionInterceptor> watchers) {
        return inRegion(() ->
                AwsClients.queues(
                        userAgent(flags), with(watchers, leadership), InterruptionQueue.LONG_POLL));
    }

    private static List<ExecutionInterceptor> with(
            List<ExecutionInterceptor> watchers, Leadership leadership) {
        List<ExecutionInterceptor> all = new ArrayList<>(watchers);
        all.add(new LeaderWrites(leadership));
        return all;
    }

    private static String userAgent(FlagValues flags) {
        return flags.string("user-agent").orElse("cluster-autoscaler");
    }

    private static <T> T inRegion(Supplier<T> clients) {
        try {
            return clients.get();
        } catch (SdkClientException _) {
            throw new InvalidInputException(
                    "no AWS region is set; allowed: AWS_REGION, or a region in the AWS profile");
        }
    }

    /**
     * @param patience how long whoever needs prices first waits for them, in all
     */
    public static LivePrices prices(
            FlagValues flags,
            AwsClients aws,
            List<ExecutionInterceptor> watchers,
            InstantSource clock,
            Duration patience) {
        return LivePrices.start(aws, aws.prices(userAgent(flags), watchers), clock, patience);
    }

    /**
     * @param selection which groups are ours
     * @param prices used unless the flags say to know instance types from the built-in list alone
     * @param age how old what is known of the groups may be
     */
    public static CloudProvider cloud(
            FlagValues flags,
            GroupSelection selection,
            AwsClients aws,
            InstancePrices prices,
            CacheAge age,
            InstantSource clock) {
        boolean onlyBuiltIn = flags.bool("aws-use-static-instance-list");
        GroupMapping mapping =
                new GroupMapping(
                        new NodeTemplates(
                                LiveSources.of(
                                        aws,
                                        clock,
                                        onlyBuiltIn,
                                        onlyBuiltIn ? InstancePrices.BUILT_IN : prices)));
        return new EksCloudProvider(
                aws.autoScaling(),
                new GroupReader(aws.autoScaling(), selection),
                mapping,
                age,
                clock);
    }
}
