package io.plimsoll.autoscaler.app.flags;

import io.plimsoll.autoscaler.app.InvalidInputException;
import java.net.InetSocketAddress;

/** Where to listen, as flags write it. */
public final class ListenAddress {

    private ListenAddress() {}

    /**
     * @param flag its name, for the message
     * @param address {@code host:port}, or {@code :port} for every interface
     * @throws InvalidInputException for anything else
     */
    public static InetSocketAddress parse(String flag, String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            String host = colon < 0 ? "" : address.substring(0, colon);
            return host.isEmpty()
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "%s: \"%s\" is not allowed; allowed: host:port or :port"
                            .formatted(flag, address));
        }
    }
}
