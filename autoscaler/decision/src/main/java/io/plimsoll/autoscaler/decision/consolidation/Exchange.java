package io.plimsoll.autoscaler.decision.consolidation;

import io.plimsoll.autoscaler.decision.answer.Action.Gone;
import io.plimsoll.autoscaler.decision.answer.Action.Replacement;
import io.plimsoll.autoscaler.decision.answer.Action.Saving;
import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import io.plimsoll.autoscaler.decision.question.ConsolidationOptions;
import io.plimsoll.autoscaler.decision.scaleup.CheapestNodes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Nodes that may go, and what comes in their place.
 *
 * @param coming empty where the other nodes have room
 * @param moves where each pod of each node goes
 */
record Exchange(
        List<Candidate> going,
        Optional<CheapestNodes.Found> coming,
        SortedMap<String, SortedMap<ObjectKey, String>> moves) {

    /** Among those that save the same, the one that moves the fewest pods. */
    static final Comparator<Exchange> BEST_FIRST =
            Comparator.comparingLong((Exchange exchange) -> exchange.saving().perHour())
                    .reversed()
                    .thenComparingInt(Exchange::moved)
                    .thenComparingInt(exchange -> exchange.going().size());

    /**
     * For so long new nodes run beside those that they replace, while pods move; what that costs
     * has to be saved within an hour.
     */
    private static final long OVERLAP_MINUTES = 5;

    /**
     * @param after what the nodes that come cost
     */
    static Saving saving(List<Candidate> going, long after) {
        return new Saving(going.stream().mapToLong(Candidate::price).sum(), after);
    }

    /** In so long the saving comes to what it costs to have the pods move. */
    static Duration earnsBackIn(
            List<Candidate> going, Saving saving, ConsolidationOptions options) {
        long pods = going.stream().mapToLong(Candidate::priceOfPods).sum();
        double times = (double) pods / saving.perHour();
        return Duration.ofSeconds(Math.round(options.evictionCost().toSeconds() * times));
    }

    private int moved() {
        return moves.values().stream().mapToInt(places -> places.size()).sum();
    }

    Saving saving() {
        return saving(going, coming.map(CheapestNodes.Found::microUsdPerHour).orElse(0L));
    }

    /** It pays: by the share that the flag asks for, and by what new nodes cost meanwhile. */
    static boolean pays(Saving saving, ConsolidationOptions options) {
        return saving.perHour() > 0
                && saving.perHour() * 1000 >= saving.before() * options.minSavingPermille()
                && saving.perHour() * 60 >= saving.after() * OVERLAP_MINUTES;
    }

    Replacement replacement(ConsolidationOptions options) {
        SortedMap<String, Gone> nodes = new TreeMap<>();
        for (Candidate node : going) {
            nodes.put(
                    node.name(),
                    new Gone(node.group(), moves.getOrDefault(node.name(), new TreeMap<>())));
        }
        String reason = reason(options);
        List<ScaleUp> orders = coming.map(found -> found.orders(reason)).orElse(List.of());
        return new Replacement(nodes, orders, saving(), reason);
    }

    private String reason(ConsolidationOptions options) {
        Saving saving = saving();
        String instead =
                coming.map(found ->
                                found.counts().entrySet().stream()
                                                .map(group ->
                                                        "%d of %s"
                                                                .formatted(
                                                                        group.getValue(),
                                                                        group.getKey()))
                                                .collect(Collectors.joining(" and "))
                                        + " instead of")
                        .orElse("the other nodes have room without");
        String gone =
                going.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Candidate::group, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(group -> "%d of %s".formatted(group.getValue(), group.getKey()))
                        .collect(Collectors.joining(" and "));
        return "%s %s: %s USD/h less, %d %%; --consolidation=%s asks for %s %%"
                .formatted(
                        instead,
                        gone,
                        BigDecimal.valueOf(saving.perHour(), 6)
                                .stripTrailingZeros()
                                .toPlainString(),
                        saving.perHour() * 100 / saving.before(),
                        options.mode().name().toLowerCase(Locale.ROOT),
                        BigDecimal.valueOf(options.minSavingPermille(), 1)
                                .stripTrailingZeros()
                                .toPlainString());
    }
}
