package io.plimsoll.autoscaler.app.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.autoscaler.app.flags.FlagValues;
import io.plimsoll.autoscaler.app.flags.ListenAddress;
import io.plimsoll.autoscaler.app.flight.DebuggingSnapshot;
import io.plimsoll.autoscaler.app.flight.FlightFolder;
import io.plimsoll.autoscaler.app.flight.FlightRecorder;
import io.plimsoll.autoscaler.app.live.Connections;
import io.plimsoll.autoscaler.app.live.LiveWorld;
import io.plimsoll.autoscaler.app.page.LiveFeed;
import io.plimsoll.autoscaler.app.page.PageServer;
import io.plimsoll.autoscaler.app.shadow.ShadowBook;
import io.plimsoll.autoscaler.app.trace.LoopSpans;
import io.plimsoll.autoscaler.app.trace.Tracing;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.aws.CacheAge;
import io.plimsoll.autoscaler.aws.interruption.InterruptionQueue;
import io.plimsoll.autoscaler.aws.live.LivePrices;
import io.plimsoll.autoscaler.decision.DurationText;
import io.plimsoll.autoscaler.decision.model.NodeGroup;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.engine.actuation.EngineOptions;
import io.plimsoll.autoscaler.engine.loop.AutoscalerLoop;
import io.plimsoll.autoscaler.engine.loop.Pacing;
import io.plimsoll.autoscaler.engine.port.CloudException;
import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.ClusterException;
import io.plimsoll.autoscaler.engine.port.InterruptionFeed;
import io.plimsoll.autoscaler.engine.port.Leadership;
import io.plimsoll.autoscaler.engine.port.Ports;
import io.plimsoll.autoscaler.engine.port.Reporter;
import io.plimsoll.autoscaler.engine.port.ScaleUpMemory;
import io.plimsoll.autoscaler.kubernetes.KubernetesCluster;
import io.plimsoll.autoscaler.kubernetes.cache.ClusterWatches;
import io.plimsoll.autoscaler.kubernetes.leader.LeaderElection;
import io.plimsoll.autoscaler.kubernetes.leader.LeaseOptions;
import io.plimsoll.autoscaler.kubernetes.outage.Outages;
import io.plimsoll.autoscaler.kubernetes.report.KubernetesReporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Puts the parts together and keeps them running until a signal comes or leadership is lost. */
final class AutoscalerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerProcess.class);
    private static final Duration FIRST_LIST = Duration.ofMinutes(2);

    /** At the start, before the first loop: a price that is not known makes a group the dearest. */
    private static final Duration FIRST_PRICES = Duration.ofSeconds(2);

    /** What clocks of several machines may differ by. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final FlagValues flags;
    private final Records records;
    private final Optional<String> interruptionQueue;
    private final Tracing tracing;
    private final EngineOptions options;
    private final SteadyClock clock = new SteadyClock();
    private final Outages outages = new Outages();
    private final Doorbell bell;
    private final Lifetime lifetime;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthCheck health;
    private final DebuggingSnapshot snapshot = new DebuggingSnapshot();
    private final Optional<LiveFeed> page;

    /**
     * What is kept of the loops.
     *
     * @param shadow present in a dry run: then nothing is changed
     */
    record Records(Optional<FlightFolder> flight, Optional<ShadowBook> shadow) {}

    /**
     * @param interruptionQueue name or URL of the queue of SQS in which interruptions come
     * @param tracing stays the caller's, who closes it
     */
    AutoscalerProcess(
            FlagValues flags,
            Records records,
            Optional<String> interruptionQueue,
            Tracing tracing) {
        this.flags = flags;
        this.tracing = tracing;
        this.records = records;
        this.interruptionQueue = interruptionQueue;
        this.options = EngineFlags.options(flags);
        this.bell = new Doorbell(Pacing.Rhythm.every(flags.duration("scan-interval")));
        this.lifetime = new Lifetime(bell, code -> Runtime.getRuntime().halt(code));
        this.health =
                new HealthCheck(
                        flags.duration("max-inactivity"),
                        flags.duration("max-failing-time"),
                        clock);
        this.page =
                flags.bool("ui")
                        ? Optional.of(
                                new LiveFeed(
                                        options.decision(),
                                        () -> LiveWorld.nodeUsage(flags),
                                        clock))
                        : Optional.empty();
    }

    /**
     * @return the exit code
     */
    int run() throws InterruptedException {
        String version = AutoscalerProcess.class.getPackage().getImplementationVersion();
        LOG.info("Plimsoll autoscaler {}", version == null ? "(not packaged)" : version);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("shutdown").unstarted(lifetime::endAndHalt));
        try (HttpEndpoint http =
                        HttpEndpoint.start(
                                flags.string("address").orElse(":8085"), registry::scrape, health);
                @Nullable PageServer _ = page.map(this::servePage).orElse(null);
                KubernetesClient kubernetes = Connections.kubernetes(flags);
                AwsClients aws = Connections.aws(flags, lifetime, watchers());
                LivePrices prices =
                        Connections.prices(flags, aws, watchers(), clock, FIRST_PRICES)) {
            LOG.info("Metrics and health at port {}", http.port());
            records.shadow().ifPresent(book -> http.serveJson("/shadow", book::json));
            if (flags.bool("debugging-snapshot-enabled")) {
                http.serveJson("/snapshotz", snapshot::json);
            }
            CacheAge age = isDryRun() ? CacheAge.OF_ANOTHERS : CacheAge.DEFAULT;
            CloudProvider cloud =
                    Connections.cloud(flags, flags.groupSelection(), aws, prices, age, clock);
            whenLeading(kubernetes, cloud);
        } finally {
            records.shadow().ifPresent(ShadowBook::close);
            LOG.info("Stopped");
            lifetime.close();
        }
        return lifetime.exitCode();
    }

    private PageServer servePage(LiveFeed feed) {
        PageServer server =
                PageServer.start(
                        "--ui-address",
                        ListenAddress.parse(
                                "--ui-address",
                                flags.string("ui-address").orElse("127.0.0.1:8086")),
                        feed);
        LOG.info("Live page at {}", server.url());
        return server;
    }

    private void whenLeading(KubernetesClient kubernetes, CloudProvider cloud)
            throws InterruptedException {
        if (!flags.bool("leader-elect")) {
            LOG.info("Leads without election");
            lifetime.lead(Leadership.UNCONTESTED);
            lead(kubernetes, cloud);
            return;
        }
        LeaseOptions lease = LeaseFlags.options(flags, isDryRun());
        LOG.info(
                "Stands for election by Lease {}/{} as {}",
                lease.namespace(),
                lease.name(),
                lease.identity());
        try (LeaderElection _ =
                LeaderElection.start(
                        kubernetes,
                        lease,
                        new LeaderElection.Events(lifetime::lead, this::leadershipLost, outages))) {
            lifetime.awaitLeadership();
            if (!lifetime.isOver()) {
                LOG.info("Leads");
                lead(kubernetes, cloud);
            }
        }
    }

    private void leadershipLost(String why) {
        LOG.error("Lost master: {}", why);
        lifetime.endAtOnce(Lifetime.End.LEADERSHIP_LOST);
    }

    private void lead(KubernetesClient kubernetes, CloudProvider cloud)
            throws InterruptedException {
        Optional<KubernetesCluster> listed = list(kubernetes);
        if (listed.isEmpty()) {
            return;
        }
        try (KubernetesCluster cluster = listed.get()) {
            logGroups(cloud);
            health.begin();
            if (isDryRun()) {
                Ports ports =
                        new Ports(
                                tracing.of(cluster), cloud, Reporter.toAll(reporters()), lifetime);
                run(ports.dryRun(), ScaleUpMemory.NONE);
            } else {
                act(kubernetes, cluster, cloud);
            }
        }
    }

    private void act(KubernetesClient kubernetes, KubernetesCluster cluster, CloudProvider cloud)
            throws InterruptedException {
        try (KubernetesReporter told =
                        new KubernetesReporter(
                                kubernetes,
                                cluster::uid,
                                Optional.of(options.statusObject())
                                        .filter(_ -> flags.bool("write-status-configmap")),
                                outages,
                                clock);
                @Nullable InterruptionQueue queue =
                        interruptionQueue.map(this::interruptions).orElse(null)) {
            InterruptionFeed heard = queue == null ? InterruptionFeed.SILENT : queue;
            if (flags.bool("leader-elect")) {
                LeaseOptions lease = LeaseFlags.options(flags, false);
                told.event(
                        new Reporter.ObjectReference("Lease", lease.namespace(), lease.name()),
                        Reporter.Severity.NORMAL,
                        "LeaderElection",
                        lease.identity() + " became leader");
            }
            List<Reporter> all = reporters();
            all.add(told);
            run(
                    new Ports(tracing.of(cluster), cloud, heard, Reporter.toAll(all), lifetime),
                    told.remembered());
        }
    }

    private void run(Ports ports, ScaleUpMemory remembered) throws InterruptedException {
        LoopSpans spans = tracing.loops();
        AutoscalerLoop loop = new AutoscalerLoop(ports, options, remembered, clock, spans);
        new LoopDriver(loop, spans, bell).run(this::isOver);
    }

    private InterruptionQueue interruptions(String name) {
        LOG.info("Interruptions come from queue {}", name);
        return InterruptionQueue.start(
                Connections.queues(flags, lifetime, watchers()), name, bell::ring);
    }

    /** Of calls to AWS. */
    private List<ExecutionInterceptor> watchers() {
        return List.of(new AwsCallMetrics(registry), tracing.awsCalls());
    }

    private boolean isDryRun() {
        return records.shadow().isPresent();
    }

    /** Asked between loops. */
    private boolean isOver() {
        if (clock.offBy().abs().compareTo(CLOCK_TOLERANCE) > 0 && !lifetime.isOver()) {
            LOG.error(
                    "The machine's clock was set by {}: starting anew with the new time",
                    DurationText.of(clock.offBy()));
            lifetime.end(Lifetime.End.CLOCK_SET);
        }
        return lifetime.isOver();
    }

    /** Empty when the API server does not answer, or the process was asked to stop meanwhile. */
    private Optional<KubernetesCluster> list(KubernetesClient kubernetes) {
        try {
            return Optional.of(
                    lifetime.whileAlive(() ->
                            KubernetesCluster.start(
                                    kubernetes, lifetime, _ -> bell.ring(), outages, scope())));
        } catch (ClusterException failure) {
            if (!lifetime.isOver()) {
                LOG.error("No cluster to look after: {}", failure.getMessage());
                lifetime.end(Lifetime.End.NO_CLUSTER);
            }
            return Optional.empty();
        }
    }

    private ClusterWatches.Scope scope() {
        String namespace = options.statusObject().namespace();
        return new ClusterWatches.Scope(
                FIRST_LIST,
                Optional.of(namespace)
                        .filter(_ -> options.decision().scaleUp().expanders().contains("priority")),
                flags.string("brakes-config-map-name").map(name -> new ObjectKey(namespace, name)));
    }

    /** Those that tell nobody in the cluster. */
    private List<Reporter> reporters() {
        List<Reporter> all =
                new ArrayList<>(
                        List.of(
                                new LogReporter(),
                                new LoopMetrics(
                                        registry,
                                        options.decision().limits(),
                                        flags.bool("emit-per-nodegroup-metrics"),
                                        clock),
                                new ReactionMetrics(registry),
                                snapshot,
                                health));
        records.flight()
                .ifPresent(folder ->
                        all.add(new FlightRecorder(folder, options.decision(), flags.given())));
        records.shadow().ifPresent(all::add);
        page.ifPresent(all::add);
        return all;
    }

    private static void logGroups(CloudProvider cloud) {
        try {
            List<NodeGroup> groups = cloud.nodeGroups();
            if (groups.isEmpty()) {
                LOG.warn("No node group found: see --nodes and --node-group-auto-discovery");
            }
            for (NodeGroup group : groups) {
                LOG.info(
                        "Node group {}: min {}, max {}, desired {}, {} instances",
                        group.name(),
                        group.size().min(),
                        group.size().max(),
                        group.size().target(),
                        group.instances().size());
            }
        } catch (CloudException e) {
            LOG.warn("Cannot list node groups yet: {}", e.getMessage());
        }
    }
}
