package io.plimsoll.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measured rows as a table for people or as JSON. */
final class Report {
    private static final String ROW = "%-4s %-58s %-24s %9s %9s %9s %9s %9s %10s %10s%n";

    private Report() {}

    static String table(List<Measured> rows) {
        StringBuilder table =
                new StringBuilder(
                        ROW.formatted(
                                "",
                                "work",
                                "peer",
                                "peer",
                                "min",
                                "median",
                                "max",
                                "ratio",
                                "bytes/op",
                                "peak heap"));
        for (Measured row : rows) {
            table.append(
                    ROW.formatted(
                            row.work().name(),
                            row.work().description(),
                            row.work().peer().name(),
                            seconds(row.work().peer().seconds()),
                            seconds(row.seconds().min()),
                            seconds(row.seconds().median()),
                            seconds(row.seconds().max()),
                            ratio(row.ratio()),
                            bytes(row.heap().map(Measured.Heap::bytesPerOp)),
                            bytes(row.heap().map(Measured.Heap::peakBytes))));
            table.append(cost(row.plan()));
        }
        return table.toString();
    }

    private static String cost(Plan plan) {
        if (plan.microUsdPerHour().isEmpty()) {
            return "";
        }
        double usd = plan.microUsdPerHour().getAsLong() / 1e6;
        String bound =
                plan.lowerBoundMicroUsdPerHour().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %.3f × the lower bound",
                                usd * 1e6 / plan.lowerBoundMicroUsdPerHour().getAsLong());
        return String.format(
                Locale.ROOT, "     %,d new nodes, %.2f USD/h%s%n", plan.nodes(), usd, bound);
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? seconds(seconds.getAsDouble()) : "-";
    }

    private static String seconds(double seconds) {
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        return seconds >= 1e-3
                ? String.format(Locale.ROOT, "%.2f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.3f µs", seconds * 1e6);
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%,.0f ×", ratio.getAsDouble()) : "-";
    }

    private static String bytes(Optional<Double> bytes) {
        return bytes.map(Report::bytes).orElse("-");
    }

    private static String bytes(double bytes) {
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%,.0f B", bytes);
        }
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / (1 << 20));
    }

    static String json(List<Measured> rows) {
        List<Map<String, Object>> benchmarks = new ArrayList<>();
        for (Measured row : rows) {
            benchmarks.add(json(row));
        }
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(Map.of("benchmarks", benchmarks));
    }

    private static Map<String, Object> json(Measured row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.work().name());
        row.work().n().ifPresent(n -> json.put("n", n));
        row.work().peer().seconds().ifPresent(seconds -> json.put("peerSeconds", seconds));
        json.put("seconds", row.seconds());
        row.ratio().ifPresent(ratio -> json.put("ratio", ratio));
        row.heap()
                .ifPresent(heap -> {
                    json.put("bytesPerOp", heap.bytesPerOp());
                    json.put("peakHeapBytes", heap.peakBytes());
                });
        json.put("nodes", row.plan().nodes());
        row.plan().microUsdPerHour().ifPresent(cost -> json.put("usdPerHour", cost / 1e6));
        row.plan()
                .lowerBoundMicroUsdPerHour()
                .ifPresent(bound -> json.put("lowerBoundUsdPerHour", bound / 1e6));
        return json;
    }
}
