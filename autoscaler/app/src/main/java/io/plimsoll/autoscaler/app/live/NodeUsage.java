package io.plimsoll.autoscaler.app.live;

/**
 * What a node's pods and system use of it now, as metrics-server measured it.
 *
 * @param memoryBytes 0 where nobody measures it
 */
public record NodeUsage(long milliCpu, long memoryBytes) {}
