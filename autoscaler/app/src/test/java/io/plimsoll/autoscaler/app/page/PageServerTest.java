package io.plimsoll.autoscaler.app.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** Has states 0 to 2; whoever follows gets them over and over, at once. */
    private static Feed states(String padding) {
        return new Feed() {
            @Override
            public Optional<Frame> frame(OptionalInt number) {
                int wanted = number.orElse(2);
                return wanted > 2
                        ? Optional.empty()
                        : Optional.of(new Frame(wanted, "{\"n\":%d%s}".formatted(wanted, padding)));
            }

            @Override
            public Viewer follow(OptionalInt after, int speed) {
                return new Viewer() {
                    private int next = after.orElse(-1);

                    @Override
                    public Optional<Frame> next(Duration patience) {
                        next = (next + 1) % 3;
                        return frame(OptionalInt.of(next));
                    }
                };
            }
        };
    }

    private static HttpResponse<String> ask(PageServer server, String method, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url()).resolve(path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The first lines of the answer to a request that is sent as it stands. */
    private static List<String> raw(PageServer server, int lines, String request)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            List<String> answer = new ArrayList<>();
            while (answer.size() < lines) {
                answer.add(String.valueOf(reader.readLine()));
            }
            return answer;
        }
    }

    @Test
    void servesThePageItsPartsAndItsState() throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            assertThat(ask(server, "GET", "/").body()).contains("<title>Plimsoll</title>");
            assertThat(ask(server, "GET", "/page.js").headers().firstValue("Content-Type"))
                    .contains("text/javascript; charset=utf-8");
            assertThat(ask(server, "GET", "/dom.js").statusCode()).isEqualTo(200);
            assertThat(ask(server, "GET", "/page.css").statusCode()).isEqualTo(200);
            assertThat(ask(server, "GET", "/icon.svg").statusCode()).isEqualTo(200);
            assertThat(ask(server, "GET", "/state").body()).isEqualTo("{\"n\":2}\n");
            assertThat(ask(server, "GET", "/state?frame=1").body()).isEqualTo("{\"n\":1}\n");
            assertThat(ask(server, "GET", "/state?frame=3").statusCode()).isEqualTo(404);
            assertThat(ask(server, "GET", "/etc/passwd").statusCode()).isEqualTo(404);
            assertThat(ask(server, "GET", "/page.js/more").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void sendsEachStateAsAnEventAndGoesOnWhereABrowserWas() throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            List<String> answer =
                    raw(
                            server,
                            40,
                            """
                            GET /events?after=0 HTTP/1.1
                            Host: localhost
                            Last-Event-ID: 1

                            """);

            assertThat(answer)
                    .anyMatch(line -> line.matches("(?i)content-type: text/event-stream"))
                    .containsSequence("id: 2", "data: {\"n\":2}")
                    .containsSequence("id: 0", "data: {\"n\":0}")
                    .doesNotContain("id: 1\ndata");
            assertThat(answer.indexOf("id: 2")).isLessThan(answer.indexOf("id: 0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void onlyShows(String method) throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            HttpResponse<String> answer = ask(server, method, "/state");

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            for (String path : List.of("/", "/state", "/events")) {
                assertThat(ask(server, "HEAD", path).statusCode()).isEqualTo(200);
                assertThat(ask(server, "HEAD", path).body()).isEmpty();
            }
        }
    }

    @Test
    void loadsNothingFromElsewhereAndLetsNobodyElseFrameOrReadIt() throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            for (String path : List.of("/", "/state", "/nothing")) {
                var headers = ask(server, "GET", path).headers();
                assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                        .contains("default-src 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "http");
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(headers.firstValue("Cross-Origin-Resource-Policy"))
                        .contains("same-origin");
                assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            }
            for (String path : List.of("/", "/page.css", "/page.js", "/dom.js")) {
                assertThat(ask(server, "GET", path).body()).doesNotContain("http://", "https://");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example"})
    void answersNobodyWhoCallsThisMachineByAnotherName(String host) throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            assertThat(raw(server, 1, "GET /state HTTP/1.1\nHost: %s\n\n".formatted(host)))
                    .first()
                    .asString()
                    .startsWith("HTTP/1.1 421");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:8086", "[::1]:8086"})
    void answersWhoCallsItLocal(String host) throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            assertThat(raw(server, 1, "GET /state HTTP/1.1\nHost: %s\n\n".formatted(host)))
                    .containsExactly("HTTP/1.1 200 OK");
        }
    }

    @Test
    void dropsBrowsersThatDoNotReadAndTakesSixteenAtATime() throws Exception {
        Feed large = states(",\"padding\":\"" + "x".repeat(1_000_000) + "\"");
        EventStreams streams = new EventStreams(large, Duration.ofMillis(300));
        List<Socket> silent = new ArrayList<>();
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, large, streams)) {
            for (int i = 0; i < 16; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream()
                        .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
                silent.add(socket);
            }
            String follow = "GET /events HTTP/1.1\nHost: localhost\n\n";

            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() ->
                            assertThat(raw(server, 1, follow)).containsExactly("HTTP/1.1 200 OK"));
            assertThat(ask(server, "GET", "/state?frame=1").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void saysWhereNobodyCanListen() throws Exception {
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, states(""))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() ->
                            PageServer.start(
                                    "--ui-address",
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(), server.port()),
                                    states("")))
                    .withMessageContaining("--ui-address: cannot listen at");
        }
    }
}
