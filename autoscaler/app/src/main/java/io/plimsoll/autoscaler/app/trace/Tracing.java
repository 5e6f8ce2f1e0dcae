package io.plimsoll.autoscaler.app.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.plimsoll.autoscaler.app.InvalidInputException;
import io.plimsoll.autoscaler.engine.port.ClusterApi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Where spans go, by OpenTelemetry's own environment variables. Off where none of them says where
 * to: nobody asked for traces then. Metrics and logs go their own ways.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">
 *     the specification of the variables</a>
 */
public final class Tracing implements AutoCloseable {

    private static final Set<String> ASKED_BY =
            Set.of(
                    "OTEL_TRACES_EXPORTER",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "otel.service.name", "cluster-autoscaler",
                    "otel.exporter.otlp.protocol", "http/protobuf",
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "none");

    private final Optional<OpenTelemetrySdk> sdk;

    private Tracing(Optional<OpenTelemetrySdk> sdk) {
        this.sdk = sdk;
    }

    /**
     * @param environment variables
     * @throws InvalidInputException where the SDK refuses a variable's value
     */
    public static Tracing from(Map<String, String> environment) {
        boolean asked =
                ASKED_BY.stream().anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
        boolean disabled =
                Boolean.parseBoolean(environment.getOrDefault("OTEL_SDK_DISABLED", ""))
                        || environment.getOrDefault("OTEL_TRACES_EXPORTER", "").equals("none");
        if (!asked || disabled) {
            return new Tracing(Optional.empty());
        }
        try {
            return new Tracing(
                    Optional.of(
                            AutoConfiguredOpenTelemetrySdk.builder()
                                    .addPropertiesSupplier(() -> properties(environment))
                                    .disableShutdownHook()
                                    .build()
                                    .getOpenTelemetrySdk()));
        } catch (ConfigurationException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidInputException(
                    "OpenTelemetry refuses what an OTEL_ variable says: %s; allowed: OTEL_TRACES_EXPORTER=otlp with OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"
                            .formatted(e.getMessage()));
        }
    }

    /** As the SDK itself names what variables say. */
    private static Map<String, String> properties(Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>(DEFAULTS);
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    public boolean isOn() {
        return sdk.isPresent();
    }

    public LoopSpans loops() {
        return new LoopSpans(tracer());
    }

    public ClusterApi of(ClusterApi cluster) {
        return new KubernetesWriteSpans(cluster, tracer());
    }

    public ExecutionInterceptor awsCalls() {
        return new AwsCallSpans(tracer());
    }

    /** One whose spans cost nothing and go nowhere, where it is off. */
    Tracer tracer() {
        return sdk.<OpenTelemetry>map(on -> on)
                .orElse(OpenTelemetry.noop())
                .getTracer("io.plimsoll.autoscaler");
    }

    /** Sends what is left, for some seconds at most. */
    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
