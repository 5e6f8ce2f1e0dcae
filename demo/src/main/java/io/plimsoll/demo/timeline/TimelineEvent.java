package io.plimsoll.demo.timeline;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param t seconds of virtual time since the story's start
 * @param details what the kind adds, in writing order
 */
@JsonPropertyOrder({"t", "kind"})
public record TimelineEvent(BigDecimal t, String kind, @JsonAnyGetter Map<String, Object> details) {
    public TimelineEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
