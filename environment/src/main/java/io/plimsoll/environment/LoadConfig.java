package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The load generator. */
public record LoadConfig(
        @JsonProperty(defaultValue = "fortio")
                @JsonPropertyDescription("What makes the requests: fortio or k6.")
                Tool tool,
        @JsonPropertyDescription(
                        "Container image; fortio/fortio:1.63.2 or grafana/k6:0.57.0 if left out.")
                @Pattern(regexp = Syntax.IMAGE, message = Syntax.IMAGE_RULE)
                String image,
        @JsonPropertyDescription(
                        "Labels of the node groups it runs on; plimsoll.io/workload: load if left out and a group has it.")
                SortedMap<String, String> nodeSelector,
        @JsonProperty(
                        defaultValue =
                                """
                                {normal: {connections: 100, qps: 500, duration: 20m}, \
                                heavy: {connections: 800, qps: 3000, duration: 20m, hpaMax: 20}}\
                                """)
                @JsonPropertyDescription(
                        "Loads by name; what is given here stands in place of the default normal and heavy, of which a key that is left out keeps its value.")
                @Size(min = 1, max = 50)
                SortedMap<
                                @Pattern(regexp = Syntax.DNS_LABEL, message = Syntax.DNS_LABEL_RULE)
                                String,
                                Profile>
                        profiles,
        @JsonProperty(defaultValue = "/route1/get")
                @JsonPropertyDescription("Path that is asked of Kong.")
                @Pattern(regexp = "/[!-~]*", message = "a path that begins with '/'")
                String path,
        @JsonProperty(defaultValue = "1")
                @JsonPropertyDescription(
                        "Percent of the requests that may fail before the run does.")
                @Min(0)
                @Max(100)
                int failedPercent) {

    /** Makes requests and answers them. */
    public static final String FORTIO_IMAGE = "fortio/fortio:1.63.2";

    /** Looks at what came of the requests that fortio made. */
    public static final String REPORT_IMAGE =
            "curlimages/curl:8.17.0@sha256:935d9100e9ba842cdb060de42472c7ca90cfe9a7c96e4dacb55e79e560b3ff40";

    /** Makes requests and says what came of them. */
    public static final String K6_IMAGE =
            "grafana/k6:0.57.0@sha256:70af91f86cd8e142e0544a4edaf79835a80033f71974b92edd5ac36fd4442a7b";

    private static final Comparator<Map.Entry<String, Profile>> BY_REQUESTS =
            Comparator.comparingInt(profile -> profile.getValue().qps());

    public LoadConfig {
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
        profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
    }

    /** Name of the profile with the fewest requests; of several the first by name. */
    public String gentlest() {
        return Collections.min(profiles.entrySet(), BY_REQUESTS).getKey();
    }

    /** Name of the profile with the most requests; of several the first by name. */
    public String heaviest() {
        return Collections.max(profiles.entrySet(), BY_REQUESTS).getKey();
    }

    /** Load generators to choose from. */
    public enum Tool {
        @JsonProperty("fortio")
        FORTIO,
        @JsonProperty("k6")
        K6
    }

    /** What the load generator is told. */
    public record Profile(
            @JsonPropertyDescription("Connections at once (fortio -c).") @Min(1) @Max(100_000)
                    int connections,
            @JsonPropertyDescription("Requests a second over all connections (fortio -qps).")
                    @Min(1)
                    @Max(10_000_000)
                    int qps,
            @JsonProperty(defaultValue = "20m") @JsonPropertyDescription("How long (fortio -t).")
                    Duration duration,
            @JsonPropertyDescription(
                            "The HPA's maximum while this profile runs; hpa.max if left out.")
                    @Min(1)
                    @Max(10_000)
                    OptionalInt hpaMax) {}
}
