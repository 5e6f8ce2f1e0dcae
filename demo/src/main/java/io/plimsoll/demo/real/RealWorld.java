package io.plimsoll.demo.real;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.app.page.DecisionNews.News;
import io.plimsoll.autoscaler.aws.AwsClients;
import io.plimsoll.autoscaler.decision.model.Cluster;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.Storage;
import io.plimsoll.autoscaler.kubernetes.objects.NodeConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.simulation.World;
import io.plimsoll.autoscaler.simulation.cluster.ClusterView;
import io.plimsoll.autoscaler.simulation.event.WorldEvent;
import io.plimsoll.autoscaler.simulation.spec.DeploymentSpec;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import io.plimsoll.autoscaler.simulation.spec.SimulatedNodeGroup;
import io.plimsoll.autoscaler.simulation.spec.Timing;
import io.plimsoll.demo.story.Cast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A story's world that is real as far as a control plane goes: API server, scheduler, controllers,
 * HPA and metrics-server, and the autoscaler's own process. Nodes are kwok's, AWS is whatever
 * {@code AWS_ENDPOINT_URL} names. Time is real.
 */
public final class RealWorld implements World, AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final double NANOS_PER_HOUR = 3.6e12;

    private final Cast cast;
    private final KubernetesClient kube;
    private final Clearing clearing;
    private final Machines machines;
    private final Kubelets kubelets;
    private final Load load;
    private final Autoscaler autoscaler;
    private final Changes changes;
    private final List<WorldEvent> events = new ArrayList<>();
    private final List<Consumer<WorldEvent>> listeners = new ArrayList<>();
    private BiConsumer<Instant, News> decisions = (_, _) -> {};
    private final Instant start;
    private Scene scene;
    private double microUsdSpent;

    /**
     * Where a story is played.
     *
     * @param folder for what the autoscaler's process prints
     */
    public record Place(KubernetesClient kube, AwsClients aws, Path folder)
            implements AutoCloseable {
        @Override
        public void close() {
            kube.close();
            aws.close();
        }
    }

    private RealWorld(
            Cast cast,
            KubernetesClient kube,
            Machines machines,
            Autoscaler autoscaler,
            Clearing clearing) {
        this.cast = cast;
        this.kube = kube;
        this.machines = machines;
        this.autoscaler = autoscaler;
        this.clearing = clearing;
        this.kubelets = new Kubelets(kube, timing(cast).pod());
        this.load = new Load(kube, kong(cast), cast.world().traffic().getFirst());
        this.changes = new Changes(cast, autoscaler::reason);
        this.start = Instant.now();
        this.scene = Scene.look(kube, cast.hpa(), machines);
        changes.between(scene, 0).forEach(this::happened);
    }

    /**
     * Sets the stage: groups and their first nodes, the manifests' objects, the autoscaler.
     *
     * @throws io.plimsoll.demo.UnplayableException when something is in the way
     */
    public static RealWorld set(Script script, Place place)
            throws IOException, InterruptedException {
        Cast cast = script.cast();
        KubernetesClient kube = place.kube();
        Manifests manifests = new Manifests(kube, script.own(), script.addons());
        Machines machines =
                new Machines(place.aws(), kube, cast.world().groups(), timing(cast).instance());
        manifests.refuseWhatIsThere();
        machines.refuseWhatIsThere();
        Clearing clearing = Clearing.begin();
        try {
            clearing.later(machines::close);
            machines.create(script.groups());
            machines.joinAll();
            clearing.later(manifests::close);
            manifests.prepare();
            Autoscaler autoscaler = Autoscaler.start(kube, script.autoscaler(), place.folder());
            clearing.later(autoscaler::close);
            manifests.begin();
            return new RealWorld(cast, kube, machines, autoscaler, clearing);
        } catch (IOException | InterruptedException | RuntimeException e) {
            clearing.close();
            throw e;
        }
    }

    private static Timing timing(Cast cast) {
        return cast.world().settings().timing();
    }

    private static DeploymentSpec kong(Cast cast) {
        return cast.world().workloads().deployments().stream()
                .filter(deployment -> deployment.key().equals(cast.hpa().target()))
                .findFirst()
                .orElseThrow();
    }

    /** Tells of each decision of the autoscaler's process from now on. */
    public void onDecision(BiConsumer<Instant, News> listener) {
        decisions = listener;
    }

    @Override
    public String place() {
        return "kubernetes";
    }

    @Override
    public Instant now() {
        return scene.time();
    }

    @Override
    public Duration elapsed() {
        return Duration.between(start, scene.time());
    }

    @Override
    public void runFor(Duration duration) {
        Instant end = scene.time().plus(duration);
        while (scene.time().isBefore(end)) {
            Duration rest = Duration.between(Instant.now(), end);
            pause(rest.compareTo(TICK) < 0 ? rest : TICK);
            tick();
        }
    }

    private void pause(Duration duration) {
        try {
            Thread.sleep(duration.isNegative() ? Duration.ZERO : duration);
            clearing.holdWhileEnding();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a story was played", e);
        }
    }

    private void tick() {
        Instant before = scene.time();
        long price = microUsdPerHour();
        scene = Scene.look(kube, cast.hpa(), machines);
        microUsdSpent +=
                price * (Duration.between(before, scene.time()).toNanos() / NANOS_PER_HOUR);
        machines.tick(scene);
        kubelets.tick(scene);
        load.tick(scene, kubelets);
        autoscaler.tick(decisions);
        changes.between(scene, load.requestsPerSecond()).forEach(this::happened);
    }

    private void happened(WorldEvent event) {
        events.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public void setHpaMax(ObjectKey hpa, int max) {
        kube.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(hpa.namespace())
                .withName(hpa.name())
                .edit(found -> {
                    found.getSpec().setMaxReplicas(max);
                    return found;
                });
    }

    @Override
    public void createJob(JobSpec job) {
        load.start(job);
    }

    @Override
    public void deleteJob(ObjectKey job) {
        load.end(job);
    }

    @Override
    public void onEvent(Consumer<WorldEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public List<WorldEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public ClusterView view() {
        return new RealView(scene, cast.hpa(), load);
    }

    @Override
    public Cluster cluster() {
        PodConverter converter = new PodConverter(PriorityClasses.BUILT_IN);
        return new Cluster(
                scene.nodes().stream().map(NodeConverter::convert).toList(),
                scene.pods().stream().map(converter::convert).toList(),
                new Cluster.Controllers(List.of(), List.of()),
                Storage.NONE,
                new Cluster.Namespaces(new TreeMap<>()));
    }

    @Override
    public SortedMap<String, Integer> desiredCapacity() {
        SortedMap<String, Integer> desired = new TreeMap<>();
        scene.groups().forEach(group -> desired.put(group.name(), group.desired()));
        return desired;
    }

    @Override
    public long microUsdPerHour() {
        long sum = 0;
        for (Machines.Group group : scene.groups()) {
            sum +=
                    group.instances().size()
                            * cast.world().groups().stream()
                                    .filter(spec -> spec.name().equals(group.name()))
                                    .mapToLong(RealWorld::price)
                                    .sum();
        }
        return sum;
    }

    private static long price(SimulatedNodeGroup group) {
        return group.machine().template().price().microUsdPerHour();
    }

    @Override
    public long microUsdSpent() {
        return (long) microUsdSpent;
    }

    /** Takes away all that the story made; the end of this process does, too. */
    @Override
    public void close() {
        clearing.close();
    }
}
