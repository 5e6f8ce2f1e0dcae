package io.plimsoll.environment.ec2;

import io.plimsoll.environment.ec2.InstanceType.Compute;
import io.plimsoll.environment.ec2.InstanceType.Network;
import io.plimsoll.environment.ec2.InstanceType.Traits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The built-in catalogue of EC2 instance types that run Linux, as of 2026. It answers without a
 * network; EC2 itself knows newer types.
 */
public final class InstanceTypes {

    /** Of which prices they are, for whoever prints money. */
    public static final String PRICES = "on-demand list prices of us-east-1, July 2026";

    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);

    private InstanceTypes() {}

    /**
     * @param name such as {@code t3.large}
     */
    public static Optional<InstanceType> find(String name) {
        return Optional.ofNullable(Catalogue.TYPES.get(name));
    }

    /** Every type by its name. */
    public static SortedMap<String, InstanceType> all() {
        return Catalogue.TYPES;
    }

    /** Read on first use: not every command asks for instance types. */
    private static final class Catalogue {
        static final SortedMap<String, InstanceType> TYPES = read();

        private static SortedMap<String, InstanceType> read() {
            Map<String, OptionalLong> own = new HashMap<>();
            Map<String, BigDecimal> perVcpu = new HashMap<>();
            for (List<String> row : rows("on-demand-usd.csv")) {
                if (row.get(1).isEmpty()) {
                    own.put(row.getFirst(), OptionalLong.of(micro(new BigDecimal(row.get(2)))));
                } else {
                    perVcpu.put(row.getFirst(), new BigDecimal(row.get(1)));
                }
            }
            SortedMap<String, InstanceType> types = new TreeMap<>();
            for (List<String> row : rows("instance-types.csv")) {
                String name = row.getFirst();
                int vcpus = Integer.parseInt(row.get(1));
                OptionalLong byFamily = byFamily(name, vcpus, perVcpu);
                types.put(name, type(row, vcpus, own.getOrDefault(name, byFamily)));
            }
            return Collections.unmodifiableSortedMap(types);
        }

        private static InstanceType type(List<String> row, int vcpus, OptionalLong price) {
            return new InstanceType(
                    row.getFirst(),
                    row.get(3).equals("arm64") ? Architecture.ARM64 : Architecture.AMD64,
                    new Compute(vcpus, Long.parseLong(row.get(2)), Integer.parseInt(row.get(6))),
                    new Network(Integer.parseInt(row.get(4)), Integer.parseInt(row.get(5))),
                    new Traits(
                            Integer.parseInt(row.get(8)),
                            Boolean.parseBoolean(row.get(10)),
                            Boolean.parseBoolean(row.get(11))),
                    price);
        }

        private static OptionalLong byFamily(
                String name, int vcpus, Map<String, BigDecimal> perVcpu) {
            BigDecimal rate = perVcpu.get(name.substring(0, name.indexOf('.')));
            return rate == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(micro(rate.multiply(BigDecimal.valueOf(vcpus))));
        }

        private static long micro(BigDecimal usd) {
            return usd.multiply(MICRO).longValue();
        }

        /** Rows without comments and the heading; no value has a comma of its own. */
        private static List<List<String>> rows(String resource) {
            try (InputStream stream = InstanceTypes.class.getResourceAsStream(resource)) {
                if (stream == null) {
                    throw new IllegalStateException("not on the class path: " + resource);
                }
                return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .skip(1)
                        .map(line -> List.of(line.split(",", -1)))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
