package io.plimsoll.demo.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.page.Feed;
import io.plimsoll.demo.Demo;
import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.story.Pace;
import io.plimsoll.demo.story.Story;
import io.plimsoll.demo.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FilmTest {

    private static final Film FILM = new Film();
    private static final List<JsonNode> FRAMES = new ArrayList<>();

    @BeforeAll
    static void film() throws IOException {
        Timeline _ =
                Story.simulated(Synthesized.cast(), new Filmed(FILM, Demo.NOBODY), Pace.USUAL)
                        .play();
        FILM.end();
        for (int i = 0; FILM.frame(OptionalInt.of(i)).isPresent(); i++) {
            FRAMES.add(read(FILM.frame(OptionalInt.of(i)).orElseThrow()));
        }
    }

    private static JsonNode read(Feed.Frame frame) {
        return JsonMapper.shared().readTree(frame.json());
    }

    @Test
    void keepsEveryLoopOfTheStoryInOrder() {
        assertThat(FRAMES).hasSizeGreaterThan(100);
        assertThat(FRAMES).extracting(frame -> frame.at("/story/seconds").asLong()).isSorted();
        assertThat(FRAMES)
                .extracting(frame -> frame.at("/story/step").asString())
                .contains("baseline", "load normal", "load heavy", "load ends");
        assertThat(FRAMES.getLast().at("/story/complete").asBoolean()).isTrue();
        assertThat(FRAMES.getLast().at("/story/frames").asInt()).isEqualTo(FRAMES.size());
    }

    @Test
    void showsPodsThatWaitWithTheDecisionAboutThem() {
        JsonNode waiting =
                FRAMES.stream()
                        .filter(frame ->
                                frame.at("/pending/shown/0/row/outcome")
                                        .asString()
                                        .equals("TriggersScaleUp"))
                        .findFirst()
                        .orElseThrow();

        int decision = waiting.at("/pending/shown/0/decision").asInt();
        assertThat(waiting.at("/decisions").valueStream())
                .filteredOn(entry -> entry.at("/number").asInt() == decision)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.at("/what").asString()).startsWith("raise kong from ");
                    assertThat(entry.at("/reason").asString()).isNotBlank();
                    assertThat(entry.at("/named").valueStream())
                            .extracting(JsonNode::asString)
                            .contains(waiting.at("/pending/shown/0/row/pod").asString());
                });
        assertThat(waiting.at("/underWay/0/kind").asString()).isEqualTo("order");
    }

    @Test
    void showsWhatIsAskedForAndUsedOfNodesTheirZonesPricesAndTimers() {
        List<JsonNode> nodes =
                FRAMES.stream()
                        .flatMap(frame -> frame.at("/nodes/shown").valueStream())
                        .filter(node -> node.at("/nodeGroup").asString().equals("kong"))
                        .toList();

        assertThat(nodes)
                .isNotEmpty()
                .allSatisfy(node -> {
                    assertThat(node.at("/zone").asString()).startsWith("eu-west-1");
                    assertThat(node.at("/usdPerHour").asDouble()).isPositive();
                    assertThat(node.at("/why").asString()).isNotNull();
                })
                .anySatisfy(node -> assertThat(node.at("/used/cpu").asInt()).isGreaterThan(50))
                .anySatisfy(
                        node -> assertThat(node.at("/unneededSeconds").asLong()).isGreaterThan(60));
    }

    @Test
    void playsFromAnyFrameAtAnySpeed() throws Exception {
        Feed.Viewer viewer = FILM.follow(OptionalInt.of(4), 3600);

        List<Integer> played = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            played.add(viewer.next(Duration.ofSeconds(5)).orElseThrow().number());
        }

        assertThat(played).containsExactly(5, 6, 7, 8, 9);
        assertThat(FILM.follow(OptionalInt.empty(), 1).next(Duration.ofSeconds(5)))
                .get()
                .extracting(Feed.Frame::number)
                .isEqualTo(0);
    }

    @Test
    void hasNothingBeyondItsEnd() throws Exception {
        assertThat(FILM.frame(OptionalInt.of(FRAMES.size()))).isEmpty();
        assertThat(FILM.follow(OptionalInt.of(FRAMES.size() - 1), 1).next(Duration.ofMillis(10)))
                .isEmpty();
    }
}
