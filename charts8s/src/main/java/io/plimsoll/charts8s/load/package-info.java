/**
 * The load generator: one Job of fortio or k6 a profile.
 *
 * <p>A Job is created suspended, so that applying the manifests starts no load; {@code kubectl -n
 * demo patch job load-normal -p '{"spec":{"suspend":false}}'} starts it. What came of it stays in
 * the ConfigMap {@code load-result-normal}; the Job fails if too many requests did, and removes
 * itself an hour after it has ended; applying the file again makes it startable again. A Job can't
 * be changed: after a change of its profile, {@code kubectl replace --force} has to take the place
 * of {@code kubectl apply}.
 *
 * <p>What a program that plays the load needs to know is in the Job's annotations, whatever tool
 * the Job runs: {@code plimsoll.io/load-profile} (its name), {@code plimsoll.io/qps} (requests a
 * second), {@code plimsoll.io/connections}, {@code plimsoll.io/duration} (ISO 8601, as {@link
 * java.time.Duration#parse} reads it) and, where the profile asks for it, {@code
 * plimsoll.io/hpa-max} (the maximum of Kong's HorizontalPodAutoscaler while the profile runs).
 */
@NullMarked
package io.plimsoll.charts8s.load;

import org.jspecify.annotations.NullMarked;
