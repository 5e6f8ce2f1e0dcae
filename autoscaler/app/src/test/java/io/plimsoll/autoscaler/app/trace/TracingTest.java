package io.plimsoll.autoscaler.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingTest {

    @Test
    void isOffUnlessAskedFor() {
        try (Tracing tracing = Tracing.from(Map.of("PATH", "/bin", "OTEL_SERVICE_NAME", "x"))) {
            assertThat(tracing.isOn()).isFalse();
            assertThat(tracing.tracer().spanBuilder("loop").startSpan().isRecording()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_TRACES_EXPORTER, none"})
    void isOffWhereTheStandardSaysSo(String variable, String value) {
        try (Tracing tracing =
                Tracing.from(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://nowhere", variable, value))) {
            assertThat(tracing.isOn()).isFalse();
        }
    }

    @Test
    void sendsSpansByOtlpOverHttp() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        requests.add(
                                "%s %s %s"
                                        .formatted(
                                                exchange.getRequestMethod(),
                                                exchange.getRequestURI(),
                                                exchange.getRequestHeaders()
                                                        .getFirst("Content-Type")));
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        collector.start();
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (Tracing tracing = Tracing.from(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint))) {
            tracing.tracer().spanBuilder("loop").startSpan().end();
        } finally {
            collector.stop(0);
        }

        assertThat(requests).containsExactly("POST /v1/traces application/x-protobuf");
    }

    @Test
    void refusesWhatTheSdkDoesNotKnow() {
        assertThatThrownBy(() -> Tracing.from(Map.of("OTEL_TRACES_EXPORTER", "pigeon")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pigeon");
        assertThatThrownBy(() ->
                        Tracing.from(
                                Map.of(
                                        "OTEL_TRACES_EXPORTER", "otlp",
                                        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("http/protobuf");
    }
}
