package io.plimsoll.autoscaler.app.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/** The document as one line; fields that say nothing are left out. */
public final class LiveJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    private LiveJson() {}

    public static String of(LiveDocument document) {
        return MAPPER.writeValueAsString(document);
    }
}
