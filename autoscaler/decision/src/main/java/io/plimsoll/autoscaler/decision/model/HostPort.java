package io.plimsoll.autoscaler.decision.model;

/**
 * A port a container takes on its node.
 *
 * @param ip the host address; empty and {@code 0.0.0.0} mean every address
 */
public record HostPort(String ip, Protocol protocol, int port) {

    public enum Protocol {
        TCP,
        UDP,
        SCTP
    }
}
