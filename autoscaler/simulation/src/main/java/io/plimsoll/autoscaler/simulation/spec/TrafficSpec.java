package io.plimsoll.autoscaler.simulation.spec;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.time.Duration;

/**
 * What requests cost a Deployment, and what becomes of them: a queueing model that is simple on
 * purpose.
 *
 * <ul>
 *   <li>Requests are split evenly over the ready pods, as by a Service, and none is tried twice. A
 *       pod wants {@code its requests per second × cpuPerRequest} of CPU beside what it uses when
 *       idle.
 *   <li>It gets at most its own ceiling, and on a node that is full its share by CPU request.
 *       Requests that find no CPU are not served: a client with so many connections sends the
 *       fewer, any other client's are dropped. There is no backlog.
 *   <li>A request takes {@code cpuPerRequest / (1 − busy)}, where {@code busy} is the part that the
 *       pod uses of what it could get: processor sharing (M/G/1-PS). It takes no longer than {@code
 *       connections / served per second}, by Little's law.
 * </ul>
 *
 * <p>What is not modelled: the network, memory, CPU bursts and throttling within a period, and the
 * credits of burstable instances (T3 runs in unlimited mode unless it is told otherwise).
 *
 * @param cpuPerRequest CPU time of one request: 4.5 ms is 4.5 ms of one CPU
 */
public record TrafficSpec(ObjectKey deployment, Duration cpuPerRequest) {}
