package io.plimsoll.autoscaler.app.plan;

import java.io.PrintWriter;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How an answer is printed. */
public enum Output {
    text,
    json;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * @param words whole lines
     */
    public <T> void print(PrintWriter out, T document, Function<T, String> words) {
        switch (this) {
            case text -> out.print(words.apply(document));
            case json -> out.println(JSON.writeValueAsString(document));
        }
        out.flush();
    }
}
