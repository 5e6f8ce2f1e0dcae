package io.plimsoll.autoscaler.app.shadow;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All days of a dry run, as its file has them. */
@JsonPropertyOrder({"apiVersion", "kind", "days"})
record ShadowRecord(String apiVersion, String kind, SortedMap<LocalDate, ShadowDay> days) {

    private static final String VERSION = "plimsoll.io/v1";
    private static final String KIND = "ShadowRecord";

    /** More days than this are not kept; the oldest go. */
    private static final int MOST_DAYS = 366;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    static final ShadowRecord EMPTY = new ShadowRecord(new TreeMap<>());

    ShadowRecord {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    }

    private ShadowRecord(SortedMap<LocalDate, ShadowDay> days) {
        this(VERSION, KIND, days);
    }

    ShadowRecord plus(LocalDate day, ShadowDay more) {
        SortedMap<LocalDate, ShadowDay> changed = new TreeMap<>(days);
        changed.merge(day, more, ShadowDay::plus);
        while (changed.size() > MOST_DAYS) {
            changed.remove(changed.firstKey());
        }
        return new ShadowRecord(changed);
    }

    ShadowDay total() {
        return days.values().stream().reduce(ShadowDay.EMPTY, ShadowDay::plus);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    /**
     * @throws IllegalArgumentException when it is no such record
     * @throws tools.jackson.core.JacksonException when it is no JSON of that form
     */
    static ShadowRecord read(String json) {
        ShadowRecord read = JSON.readValue(json, ShadowRecord.class);
        if (!read.kind().equals(KIND)) {
            throw new IllegalArgumentException(
                    "kind: \"%s\" is not allowed; allowed: %s".formatted(read.kind(), KIND));
        }
        return read;
    }
}
