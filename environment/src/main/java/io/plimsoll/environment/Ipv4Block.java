package io.plimsoll.environment;

import java.util.Optional;

/**
 * A block of IPv4 addresses.
 *
 * @param address as a number
 * @param prefix length, 0 to 32
 */
public record Ipv4Block(long address, int prefix) {

    /**
     * @return empty for what is no block such as {@code 10.0.0.0/16}
     */
    public static Optional<Ipv4Block> parse(String cidr) {
        if (!cidr.matches(Syntax.CIDR)) {
            return Optional.empty();
        }
        String[] parts = cidr.split("[./]", -1);
        long address = 0;
        for (int i = 0; i < 4; i++) {
            int octet = Integer.parseInt(parts[i]);
            if (octet > 255) {
                return Optional.empty();
            }
            address = address << 8 | octet;
        }
        return Optional.of(new Ipv4Block(address, Integer.parseInt(parts[4])));
    }

    /** How many addresses it has. */
    public long size() {
        return 1L << (32 - prefix);
    }

    /**
     * @param bits how much longer the parts' prefix is
     * @param number of the part, from 0
     */
    public Ipv4Block part(int bits, int number) {
        int longer = prefix + bits;
        return new Ipv4Block(address + ((long) number << (32 - longer)), longer);
    }

    @Override
    public String toString() {
        return "%d.%d.%d.%d/%d"
                .formatted(
                        address >> 24 & 255,
                        address >> 16 & 255,
                        address >> 8 & 255,
                        address & 255,
                        prefix);
    }

    public boolean beginsAtItsFirstAddress() {
        return address % size() == 0;
    }

    /** The block of the same length that the address is in. */
    public Ipv4Block fromItsFirstAddress() {
        return new Ipv4Block(address - address % size(), prefix);
    }

    public boolean overlaps(Ipv4Block other) {
        long larger = Math.max(size(), other.size());
        return address / larger == other.address / larger;
    }
}
