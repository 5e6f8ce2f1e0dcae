package io.plimsoll.autoscaler.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {

    private Optional<String> problem = Optional.empty();
    private Optional<String> unready = Optional.empty();
    private final HttpEndpoint.Health health =
            new HttpEndpoint.Health() {
                @Override
                public Optional<String> problem() {
                    return problem;
                }

                @Override
                public Optional<String> unready() {
                    return unready;
                }
            };

    @Test
    void servesMetricsAndHealth() throws Exception {
        try (HttpEndpoint endpoint =
                HttpEndpoint.start("127.0.0.1:0", () -> "some_metric 1.0\n", health)) {
            assertThat(get(endpoint, "/metrics").body()).isEqualTo("some_metric 1.0\n");
            assertThat(get(endpoint, "/health-check").body()).isEqualTo("OK");

            problem = Optional.of("last activity was long ago");
            assertThat(get(endpoint, "/health-check").statusCode()).isEqualTo(500);
            assertThat(get(endpoint, "/health-check").body())
                    .isEqualTo("Error: last activity was long ago");
            assertThat(get(endpoint, "/ready").statusCode()).isEqualTo(200);

            unready = Optional.of("nothing heard of pods");
            assertThat(get(endpoint, "/ready").statusCode()).isEqualTo(500);
            assertThat(get(endpoint, "/readyz").statusCode()).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", ":http", ":99999"})
    void refusesWrongAddresses(String address) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> HttpEndpoint.start(address, () -> "", health))
                .withMessageContaining("--address: \"" + address + "\" is not allowed");
    }

    private static HttpResponse<String> get(HttpEndpoint endpoint, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
