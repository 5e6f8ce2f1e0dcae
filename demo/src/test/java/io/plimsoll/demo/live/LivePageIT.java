package io.plimsoll.demo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.app.page.LiveFeed;
import io.plimsoll.autoscaler.app.page.PageServer;
import io.plimsoll.autoscaler.decision.question.AutoscalingOptions;
import io.plimsoll.autoscaler.engine.port.LoopReport;
import io.plimsoll.autoscaler.simulation.SimulatedWorld;
import io.plimsoll.demo.Demo;
import io.plimsoll.demo.Synthesized;
import io.plimsoll.demo.story.Cast;
import io.plimsoll.demo.story.Pace;
import io.plimsoll.demo.story.Story;
import io.plimsoll.demo.timeline.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live page in a real browser: profile {@code real}. */
class LivePageIT {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final Film FILM = new Film();
    private static Optional<Browser> started = Optional.empty();
    private static Optional<PageServer> served = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        started = Browser.start();
        Assumptions.assumeTrue(started.isPresent(), "no browser");
        Timeline _ =
                Story.simulated(Synthesized.cast(), new Filmed(FILM, Demo.NOBODY), Pace.USUAL)
                        .play();
        FILM.end();
        served = Optional.of(PageServer.start("--port", ANY_PORT, FILM));
    }

    @AfterAll
    static void end() {
        started.ifPresent(Browser::close);
        served.ifPresent(PageServer::close);
    }

    @BeforeEach
    void reset() {
        browser().size(1280, 900);
        browser().prefer("light");
    }

    private static Browser browser() {
        return started.orElseThrow();
    }

    private static ChromeDriver driver() {
        return browser().driver();
    }

    private static void open(int speed) {
        driver().get(served.orElseThrow().url() + "?speed=" + speed);
        await().atMost(Browser.patience())
                .until(() -> !driver().findElements(By.cssSelector(".box")).isEmpty());
    }

    /** The story as it was at a frame, standing still. */
    private static void openAt(int frame) {
        open(1);
        driver().executeScript(
                        """
                        const moment = document.getElementById("moment");
                        moment.value = arguments[0];
                        moment.dispatchEvent(new Event("input"));
                        """,
                        frame);
        await().atMost(Browser.patience()).until(() -> frame() == frame);
    }

    private static int frame() {
        return Integer.parseInt(element("#moment").getDomProperty("value"));
    }

    private static WebElement element(String selector) {
        return driver().findElement(By.cssSelector(selector));
    }

    private static WebElement focused() {
        return driver().switchTo().activeElement();
    }

    /** By what a frame has to show. */
    private static int frameWith(String pointer, String value) {
        int number = 0;
        while (true) {
            JsonNode state =
                    JsonMapper.shared()
                            .readTree(FILM.frame(OptionalInt.of(number)).orElseThrow().json());
            if (state.at(pointer).asString().equals(value)) {
                return number;
            }
            number++;
        }
    }

    @Test
    void playsTheStoryStopsStepsAndGoesBack() {
        open(600);
        await().atMost(Browser.patience()).until(() -> frame() > 5);

        element("#pause").click();
        int stopped = frame();
        assertThat(element("#pause").getText()).isEqualTo("Play");

        element("#step").click();
        await().atMost(Browser.patience()).until(() -> frame() == stopped + 1);
        element("#back").click();
        await().atMost(Browser.patience()).until(() -> frame() == stopped);

        element("#pause").click();
        await().atMost(Browser.patience()).until(() -> frame() > stopped + 5);
        assertThat(element("#scene").getText()).contains("into the story");
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void leadsFromAPendingPodToTheDecisionAboutItByKeyboard() throws IOException {
        openAt(frameWith("/pending/shown/0/row/outcome", "TriggersScaleUp"));
        assertThat(element("#under-way").getText()).contains("kong: 1 node ordered");

        element("#pending summary").sendKeys(Keys.ENTER);
        WebElement link = element("#pending details a");
        assertThat(link.getText()).startsWith("decision ");
        link.sendKeys(Keys.ENTER);

        assertThat(element("#decisions li:target").getText())
                .contains("raise kong from", "pending pods");
        browser().picture("decision");
    }

    @Test
    void goesFromNodeToNodeByArrowsAndKeepsOneOpenWhileTimePasses() {
        openAt(frameWith("/story/step", "load heavy") + 20);
        WebElement first = element(".box summary[tabindex='0']");
        first.sendKeys(Keys.ARROW_RIGHT);
        WebElement second = focused();
        assertThat(second.getText()).isNotEqualTo(first.getText()).contains("CPU asked");

        second.sendKeys(Keys.ENTER);
        assertThat(element(".box[open] dl").getText()).contains("why", "verdict");
        int next = frame() + 1;
        driver().executeScript("document.getElementById('step').click()");
        await().atMost(Browser.patience()).until(() -> frame() == next);

        assertThat(element(".box[open] summary")).isEqualTo(second).isEqualTo(focused());
        second.sendKeys(Keys.HOME);
        assertThat(focused()).isEqualTo(first);
    }

    @Test
    void reachesEveryControlByTheTabKey() {
        openAt(10);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            focused().sendKeys(Keys.TAB);
            order.add(focused().getDomProperty("id") + focused().getTagName());
        }

        assertThat(String.join(" ", order))
                .contains("pausebutton backbutton stepbutton speedselect momentinput")
                .contains("summary");
    }

    @ParameterizedTest
    @CsvSource({"380, light", "380, dark", "1280, light", "1280, dark"})
    void fitsAPhoneAndADeskInLightAndDark(int width, String scheme) throws IOException {
        browser().size(width, 900);
        browser().prefer(scheme);
        openAt(frameWith("/story/step", "load ends") + 60);

        assertThat(driver().executeScript("return innerWidth")).isEqualTo((long) width);
        assertThat(driver().executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(driver().executeScript("return document.documentElement.clientWidth"));
        for (String selector : List.of("#when", ".verdict", ".bar", "#decisions p", "h2")) {
            assertThat(contrast(selector)).as(selector).isGreaterThanOrEqualTo(4.5);
        }
        browser().picture("story-%d-%s".formatted(width, scheme));
        driver().executeScript("document.getElementById('groups').scrollIntoView()");
        browser().picture("nodes-%d-%s".formatted(width, scheme));
    }

    /** Of text to what it stands on (WCAG 2.2, 1.4.3). */
    private static double contrast(String selector) {
        Object found =
                driver().executeScript(
                                """
                                const parts = text => text.match(/[\\d.]+/g).map(Number);
                                const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
                                    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                                    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
                                const text = document.querySelector(arguments[0]);
                                let ground = text;
                                while (parts(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
                                const pair = [light(parts(getComputedStyle(text).color)), light(parts(getComputedStyle(ground).backgroundColor))];
                                return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
                                """,
                                selector);
        return ((Number) Optional.ofNullable(found).orElseThrow()).doubleValue();
    }

    @Test
    void asksNobodyElseForAnything() {
        open(60);

        assertThat(
                        driver().executeScript(
                                        "return performance.getEntriesByType('resource').map(each => new URL(each.name).origin).filter(origin => origin !== location.origin)"))
                .isEqualTo(List.of());
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void showsAClusterAsItIsLoopAfterLoop() throws IOException {
        Cast cast = Synthesized.cast();
        SimulatedWorld world = new SimulatedWorld(cast.world());
        AutoscalingOptions options = cast.world().settings().autoscaler().options().decision();
        LiveFeed feed = new LiveFeed(options, Map::of, InstantSource.system());
        world.onLoop((LoopReport report) -> feed.loopEnded(report));
        world.runFor(Duration.ofMinutes(1));
        try (PageServer server = PageServer.start("--ui-address", ANY_PORT, feed)) {
            driver().get(server.url());
            await().atMost(Browser.patience())
                    .until(() -> !driver().findElements(By.cssSelector(".box")).isEmpty());
            String before = element("#when").getText();
            assertThat(element("#story").isDisplayed()).isFalse();

            world.runFor(Duration.ofMinutes(1));

            await().atMost(Browser.patience())
                    .until(() -> !element("#when").getText().equals(before));
            assertThat(element("#groups").getText()).contains("kong: 1 node, wants 1 (1 to");
        }
        await().atMost(Browser.patience())
                .until(() -> element("#connection").getText().startsWith("No connection"));
        driver().get("about:blank");
        browser().complaints();
    }
}
