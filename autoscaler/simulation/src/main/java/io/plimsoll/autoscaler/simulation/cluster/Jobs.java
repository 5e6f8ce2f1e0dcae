package io.plimsoll.autoscaler.simulation.cluster;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.model.OwnerReference;
import io.plimsoll.autoscaler.decision.model.Workload;
import io.plimsoll.autoscaler.simulation.spec.JobSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Job controller, for Jobs of one pod. A pod that is evicted is replaced by one that starts
 * from the beginning; one that has run its time succeeds.
 */
final class Jobs {
    private final ClusterObjects objects;
    private final PodFactory factory;
    private final Kubelets kubelets;
    private final SortedMap<ObjectKey, Job> jobs = new TreeMap<>();

    Jobs(ClusterObjects objects, PodFactory factory, Kubelets kubelets) {
        this.objects = objects;
        this.factory = factory;
        this.kubelets = kubelets;
    }

    /**
     * @param owner of its pods: itself
     */
    private record Job(JobSpec spec, OwnerReference owner) {
        static Job of(JobSpec spec) {
            String uid = PodFactory.uid("Job", spec.key());
            return new Job(spec, new OwnerReference("batch/v1", "Job", spec.key().name(), uid));
        }

        Workload asObserved() {
            return new Workload("Job", spec.key(), owner.uid(), 1, Optional.empty());
        }
    }

    /**
     * @throws IllegalArgumentException when a Job of that name is there
     */
    void create(JobSpec spec) {
        if (jobs.putIfAbsent(spec.key(), Job.of(spec)) != null) {
            throw new IllegalArgumentException("There is a Job " + spec.key() + " already");
        }
        objects.touch();
    }

    /** Takes the Job and its pods away; one that is not there is no error. */
    void delete(ObjectKey key) {
        Job removed = jobs.remove(key);
        if (removed != null) {
            objects.touch();
            objects.podsOf(removed.owner())
                    .forEach(pod -> kubelets.delete(pod.key(), Optional.empty()));
        }
    }

    void reconcile() {
        jobs.values().forEach(this::reconcile);
    }

    /** What the Jobs whose containers run now send to {@code deployment}. */
    long requestsPerSecond(ObjectKey deployment) {
        return loads(deployment).mapToLong(JobSpec.Load::requestsPerSecond).sum();
    }

    private Stream<JobSpec.Load> loads(ObjectKey deployment) {
        return jobs.values().stream()
                .filter(job -> job.spec().load().isPresent())
                .filter(job -> objects.podsOf(job.owner()).stream().anyMatch(this::isSending))
                .flatMap(job -> job.spec().load().stream())
                .filter(load -> load.deployment().equals(deployment));
    }

    /** Of the same Jobs; empty where one of them does not wait for answers. */
    OptionalLong connections(ObjectKey deployment) {
        List<JobSpec.Load> loads = loads(deployment).toList();
        return loads.stream().allMatch(load -> load.connections().isPresent())
                ? OptionalLong.of(
                        loads.stream().mapToLong(load -> load.connections().getAsInt()).sum())
                : OptionalLong.empty();
    }

    List<Workload> workloads() {
        return jobs.values().stream().map(Job::asObserved).toList();
    }

    private boolean isSending(SimulatedPod pod) {
        return pod.isRunning() && pod.isActive();
    }

    private void reconcile(Job job) {
        List<SimulatedPod> pods = objects.podsOf(job.owner());
        if (pods.stream().allMatch(SimulatedPod::isTerminating)) {
            factory.create(
                    new PodOrigin(
                            job.spec().key().namespace(),
                            job.owner(),
                            job.spec().template(),
                            Optional.of(job.spec().duration())));
        }
    }
}
