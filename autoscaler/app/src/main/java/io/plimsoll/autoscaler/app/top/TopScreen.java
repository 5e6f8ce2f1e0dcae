package io.plimsoll.autoscaler.app.top;

import io.plimsoll.autoscaler.app.top.TopText.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.KeyEvent;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What {@code top} shows, line by line, and what keys make of it. Knows no terminal. */
final class TopScreen {

    /** Title and keys. */
    private static final int FRAME = 2;

    private static final Pattern BAR =
            Pattern.compile("(?<full>█*)(?<free>░*)(?<=[█░]) (?<percent>\\d+)%");

    private final String of;
    private final boolean colours;
    private Selection selection;
    private Optional<TopDocument> document = Optional.empty();
    private String problem = "";
    private Optional<String> typing = Optional.empty();
    private int first;
    private int page = 1;
    private int last;
    private boolean over;

    /**
     * @param of what is looked at, such as a kube context
     */
    TopScreen(String of, Selection selection, boolean colours) {
        this.of = of;
        this.selection = selection;
        this.colours = colours;
    }

    void show(TopDocument newest) {
        document = Optional.of(newest);
        problem = "";
    }

    /** What was seen last stays. */
    void showProblem(String sentence) {
        problem = sentence;
    }

    boolean isOver() {
        return over;
    }

    void press(KeyEvent key) {
        if (typing.isPresent()) {
            type(typing.get(), key);
            return;
        }
        switch (key.getType()) {
            case Arrow -> arrow(key.getArrow());
            case Special -> special(key.getSpecial());
            case Character -> letter(key.getCharacter());
            case Function, Keypad, Media, ModifierKey, Unknown -> {}
        }
    }

    private void type(String text, KeyEvent key) {
        if (key.getType() == KeyEvent.Type.Character) {
            typing = Optional.of(text + key.getCharacter());
        } else if (key.getSpecial() == KeyEvent.Special.Backspace) {
            typing = Optional.of(text.substring(0, Math.max(0, text.length() - 1)));
        } else if (key.getSpecial() == KeyEvent.Special.Escape) {
            typing = Optional.empty();
        } else if (key.getSpecial() == KeyEvent.Special.Enter) {
            typing = Optional.empty();
            selection = new Selection(selection.order(), text);
            first = 0;
        }
    }

    private void arrow(KeyEvent.Arrow arrow) {
        switch (arrow) {
            case Up -> first--;
            case Down -> first++;
            case Left, Right -> {}
        }
    }

    private void special(KeyEvent.Special key) {
        switch (key) {
            case PageUp -> first -= page;
            case PageDown -> first += page;
            case Home -> first = 0;
            case End -> first = last;
            case Escape -> selection = new Selection(selection.order(), "");
            default -> {}
        }
    }

    private void letter(char key) {
        switch (key) {
            case 'q' -> over = true;
            case 'j' -> first++;
            case 'k' -> first--;
            case ' ' -> first += page;
            case 'b' -> first -= page;
            case 'g' -> first = 0;
            case 'G' -> first = last;
            case 's' -> selection = new Selection(selection.order().next(), selection.filter());
            case '/' -> typing = Optional.of("");
            default -> {}
        }
    }

    /** As many lines as the screen has, none longer than it is wide. */
    List<AttributedString> lines(Size size) {
        page = Math.max(1, size.getRows() - FRAME);
        List<Line> body =
                document.map(seen -> TopText.lines(selection.of(seen), size.getColumns()))
                        .orElse(List.of());
        last = Math.max(0, body.size() - page);
        first = Math.clamp(first, 0, last);
        List<AttributedString> shown = new ArrayList<>();
        shown.add(title());
        body.stream().skip(first).limit(page).map(this::styled).forEach(shown::add);
        while (shown.size() <= page) {
            shown.add(AttributedString.EMPTY);
        }
        shown.add(keys(body.size()));
        return shown.stream()
                .map(line -> line.columnSubSequence(0, size.getColumns()))
                .limit(size.getRows())
                .toList();
    }

    private AttributedString title() {
        String time = document.map(seen -> seen.time().substring(11, 19)).orElse("it began");
        return problem.isEmpty()
                ? new AttributedString(
                        "%s  %s  %s UTC"
                                .formatted(
                                        of,
                                        document.map(TopScreen::summary).orElse("looking …"),
                                        time),
                        AttributedStyle.INVERSE)
                : new AttributedString(
                        "%s  as of %s UTC: %s".formatted(of, time, problem),
                        coloured(AttributedStyle.INVERSE, AttributedStyle.RED));
    }

    private static String summary(TopDocument seen) {
        Optional<BigDecimal> usd =
                seen.nodeGroups().stream()
                        .flatMap(group -> group.usdPerHour().stream())
                        .reduce(BigDecimal::add);
        return "%d %s%s, %d Pending"
                .formatted(
                        seen.nodes().size(),
                        seen.nodes().size() == 1 ? "node" : "nodes",
                        usd.map(price -> String.format(Locale.ROOT, ", %.4f USD/h", price))
                                .orElse(""),
                        seen.pendingPods().size());
    }

    private AttributedString keys(int lines) {
        if (typing.isPresent()) {
            return new AttributedString("filter: " + typing.get() + "▏  Enter keeps, Esc drops");
        }
        String where = last == 0 ? "" : "  %d-%d/%d".formatted(first + 1, first + page, lines);
        return new AttributedString(
                "q quit  ↑↓ PgUp PgDn move  s sort: %s  / filter: %s%s"
                        .formatted(
                                selection.order(),
                                selection.filter().isEmpty() ? "none" : selection.filter(),
                                where),
                AttributedStyle.BOLD);
    }

    private AttributedString styled(Line line) {
        return switch (line.kind()) {
            case HEADING -> new AttributedString(line.text(), AttributedStyle.BOLD);
            case COLUMNS -> new AttributedString(line.text(), AttributedStyle.DEFAULT.faint());
            case NODE -> bars(line, AttributedStyle.DEFAULT);
            case LEAVING -> bars(line, coloured(AttributedStyle.DEFAULT, AttributedStyle.MAGENTA));
            case POD -> of(line, AttributedStyle.GREEN);
            case HELPLESS -> of(line, AttributedStyle.YELLOW);
            case OTHER -> new AttributedString(line.text());
        };
    }

    private AttributedString of(Line line, int colour) {
        return new AttributedString(line.text(), coloured(AttributedStyle.DEFAULT, colour));
    }

    /** A node that is well used is worth its price, as in eks-node-viewer. */
    private AttributedString bars(Line line, AttributedStyle style) {
        AttributedStringBuilder built = new AttributedStringBuilder();
        Matcher bar = BAR.matcher(line.text());
        int told = 0;
        while (bar.find()) {
            built.append(line.text().substring(told, bar.start()), style)
                    .append(bar.group("full"), coloured(style, colour(bar.group("percent"))))
                    .append(bar.group("free"), style.faint());
            told = bar.end("free");
        }
        return built.append(line.text().substring(told), style).toAttributedString();
    }

    private static int colour(String percent) {
        int share = Integer.parseInt(percent);
        return share >= 70
                ? AttributedStyle.GREEN
                : share >= 30 ? AttributedStyle.YELLOW : AttributedStyle.RED;
    }

    private AttributedStyle coloured(AttributedStyle style, int colour) {
        return colours ? style.foreground(colour) : style;
    }
}
