package io.plimsoll.autoscaler.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How an answer is printed. */
public enum Output {
    text,
    /** Text with all columns, however many. */
    wide,
    json,
    yaml,
    /** The names of what it is about alone, a line each, as {@code kind/name}. */
    name;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    /**
     * Of an answer that is never cut, and is about nothing that has a name.
     *
     * @param words whole lines
     * @throws InvalidInputException for {@code name}
     */
    public <T> void print(PrintWriter out, T document, Function<T, String> words) {
        print(out, document, new Forms<>(words, words, Optional.empty()));
    }

    /**
     * How an answer looks to people.
     *
     * @param wide the same with nothing left out for want of columns
     * @param names empty where it is about nothing that has one
     */
    public record Forms<T>(
            Function<T, String> words,
            Function<T, String> wide,
            Optional<Function<T, List<String>>> names) {}

    /**
     * @throws InvalidInputException when the answer has no such form
     */
    public <T> void print(PrintWriter out, T document, Forms<T> forms) {
        switch (this) {
            case text -> out.print(forms.words().apply(document));
            case wide -> out.print(forms.wide().apply(document));
            case json -> out.println(JSON.writeValueAsString(document));
            case yaml ->
                    out.print(
                            new KubernetesSerialization()
                                    .asYaml(JSON.convertValue(document, Map.class)));
            case name ->
                    forms.names().orElseThrow(this::refused).apply(document).forEach(out::println);
        }
        out.flush();
    }

    private InvalidInputException refused() {
        return new InvalidInputException(
                "-o %s is not allowed here; allowed: text, wide, json or yaml".formatted(name()));
    }
}
