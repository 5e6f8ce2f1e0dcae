package io.plimsoll.autoscaler.app.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.autoscaler.app.top.Selection.Order;
import io.plimsoll.autoscaler.app.top.TopDocument.Group;
import io.plimsoll.autoscaler.app.top.TopDocument.NodeRow;
import io.plimsoll.autoscaler.app.top.TopDocument.PodRow;
import io.plimsoll.autoscaler.app.top.TopDocument.Share;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys and news go in; what stands on an emulated terminal is looked at. */
class TopTerminalTest {

    private static final String UP = "\u001b[A";
    private static final String DOWN = "\u001b[B";
    private static final String PAGE_DOWN = "\u001b[6~";

    private final ScreenTerminal.VirtualTerminal pty = pty(80, 12);
    private final TopTerminal top = started(true);

    private static ScreenTerminal.VirtualTerminal pty(int columns, int rows) {
        try {
            return ScreenTerminal.withTerminal("top", "xterm-256color", columns, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TopTerminal started(boolean colours) {
        TopScreen screen = new TopScreen("kong-demo", new Selection(Order.node, ""), colours);
        TopTerminal started = new TopTerminal(pty.terminal(), screen);
        started.show(document(20));
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        started.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        return started;
    }

    @AfterEach
    void end() throws IOException {
        press("\r\u001b");
        press("q");
        await().until(top::isOver);
        pty.terminal().close();
    }

    @Test
    void hasATitleRowsAndKeysWithinEightyColumns() {
        awaitLine(0, "kong-demo  20 nodes, 1.6640 USD/h, 1 Pending  22:00:05 UTC");
        assertThat(line(1)).startsWith("kong: 20 nodes, wants 20 (0 to 40)");
        assertThat(line(3)).matches("node-00 +█+░+ 10% .*ScaleDownDisabledAnnotation");
        assertThat(line(11)).startsWith("q quit  ↑↓ PgUp PgDn move  s sort: node  / filter: none");
        assertThat(screen()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void movesByKeysAndNoFurtherThanThereAreRows() {
        press(DOWN);
        awaitLine(1, "NODE ");
        press(UP + UP + UP);
        awaitLine(1, "kong: ");
        press(PAGE_DOWN);
        awaitLine(11, "q quit  ↑↓ PgUp PgDn move  s sort: node  / filter: none  11-20/25");
        press("G");
        awaitLine(10, "kong/big ");
        press("j");
        press("g");
        awaitLine(1, "kong: ");
    }

    @Test
    void sortsByTheNextColumn() {
        press("s");
        awaitLine(3, "node-19 ");
        assertThat(line(11)).contains("s sort: asked");
    }

    @Test
    void filtersByWhatIsTypedUntilEscape() {
        press("/12x");
        awaitLine(11, "filter: 12x");
        press("\u007f\r");
        awaitLine(3, "node-12 ");
        assertThat(line(11)).contains("/ filter: 12");
        assertThat(line(4)).isEmpty();
        press("\u001b");
        awaitLine(4, "node-01 ");
    }

    @Test
    void showsNewsAsTheyCome() {
        top.show(document(3));
        awaitLine(0, "kong-demo  3 nodes, ");
        top.showProblem("the node groups cannot be read from AWS");
        awaitLine(0, "kong-demo  as of 22:00:05 UTC: the node groups cannot be read");
        assertThat(line(3)).startsWith("node-00 ");
    }

    @Test
    void followsTheWindow() {
        awaitLine(11, "q quit");
        resize(120, 20);
        awaitLine(19, "q quit");
        assertThat(line(3)).matches("node-00 +█+░+ 10% +█+░+ 5% .*");
        resize(60, 8);
        awaitLine(7, "q quit");
        assertThat(screen()).hasSize(8).allMatch(line -> line.length() <= 60);
    }

    @Test
    void endsByKey() {
        press("q");
        await().until(top::isOver);
    }

    @Test
    void endsByControlC() {
        awaitLine(11, "q quit");
        pty.terminal().raise(Terminal.Signal.INT);
        await().until(top::isOver);
    }

    @Test
    void isPaintedUnlessNoColourIsWanted() {
        TopScreen painted = new TopScreen("x", new Selection(Order.node, ""), true);
        TopScreen plain = new TopScreen("x", new Selection(Order.node, ""), false);
        Stream.of(painted, plain).forEach(screen -> screen.show(document(2)));

        assertThat(ansi(painted)).contains("\u001b[31m", "\u001b[35m", "\u001b[33m");
        assertThat(ansi(plain)).doesNotContainPattern("\u001b\\[[0-9;]*(3[0-7]|9[0-7]|38)[;m]");
    }

    private static String ansi(TopScreen screen) {
        return screen.lines(Size.of(80, 24)).stream()
                .map(line -> line.toAnsi())
                .reduce("", String::concat);
    }

    private void press(String keys) {
        try {
            pty.terminal().processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resize(int columns, int rows) {
        pty.screen().setSize(Size.of(columns, rows));
        pty.terminal().setSize(Size.of(columns, rows));
        pty.terminal().raise(Terminal.Signal.WINCH);
    }

    private void awaitLine(int number, String start) {
        await().untilAsserted(() -> assertThat(line(number)).startsWith(start));
    }

    private String line(int number) {
        return screen().get(number);
    }

    private List<String> screen() {
        return pty.screen().toString().lines().map(String::stripTrailing).toList();
    }

    private static TopDocument document(int nodes) {
        return new TopDocument(
                "plimsoll.io/v1",
                "Top",
                "2026-03-05T22:00:05Z",
                List.of(
                        new Group(
                                "kong",
                                nodes,
                                nodes,
                                0,
                                40,
                                31,
                                Optional.of(
                                        new BigDecimal("0.0832")
                                                .multiply(BigDecimal.valueOf(nodes))))),
                IntStream.range(0, nodes).mapToObj(TopTerminalTest::node).toList(),
                List.of(
                        new PodRow(
                                "kong/big",
                                3600,
                                "Unschedulable",
                                Optional.of("kong"),
                                Optional.of("max node group size reached"))));
    }

    private static NodeRow node(int number) {
        return new NodeRow(
                "node-%02d".formatted(number),
                "kong",
                Optional.of("us-west-1a"),
                true,
                new Share(10 + number, 20),
                Optional.of(new Share(5, 10)),
                Optional.of(new BigDecimal("0.0832")),
                172_800,
                "Unremovable",
                Optional.of("ScaleDownDisabledAnnotation"),
                Optional.empty(),
                number == 1 ? Optional.of(240L) : Optional.empty());
    }
}
