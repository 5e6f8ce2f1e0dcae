package io.plimsoll.autoscaler.app.page;

import com.sun.net.httpserver.HttpExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Numbers that a request gives; what is no number is none. */
record Query(Map<String, String> values) {

    private static final int MOST_DIGITS = 9;

    static Query of(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                .ifPresent(id -> values.put("after", id));
        String text = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                // A browser that comes back knows better than its first question.
                values.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return new Query(values);
    }

    OptionalInt number(String name) {
        String text = values.getOrDefault(name, "");
        return text.matches("\\d{1,%d}".formatted(MOST_DIGITS))
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
