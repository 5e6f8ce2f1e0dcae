package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/** Which findings of {@code plimsoll check} are known and accepted. */
public record ChecksConfig(
        @JsonProperty(defaultValue = "[]")
                @JsonPropertyDescription("Findings that are not reported, each with its reason.")
                List<Suppression> suppress) {

    public ChecksConfig {
        suppress = List.copyOf(suppress);
    }

    /** One accepted finding. */
    public record Suppression(
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Id of the check, as its findings show it.")
                    @Pattern(
                            regexp = "[a-z][a-z0-9-]*",
                            message = "a check's id, such as hpa-exceeds-groups")
                    String id,
            @JsonProperty(required = true)
                    @JsonPropertyDescription("Why the finding is accepted.")
                    @Pattern(regexp = ".*\\S.*", message = "a sentence that says why")
                    String reason) {}
}
