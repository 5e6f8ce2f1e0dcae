package io.plimsoll.autoscaler.app.top;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.KeyEvent;
import org.jline.terminal.KeyParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** Keeps a screen on a terminal until somebody has seen enough. */
final class TopTerminal {

    private static final char ESCAPE = '\u001b';

    /** A key's bytes come together; a person who presses Esc is slower. */
    private static final long SAME_KEY_MILLIS = 50;

    private final Terminal terminal;
    private final TopScreen screen;
    private final BlockingQueue<Consumer<TopScreen>> events = new LinkedBlockingQueue<>();
    private volatile boolean over;

    TopTerminal(Terminal terminal, TopScreen screen) {
        this.terminal = terminal;
        this.screen = screen;
    }

    /** Shows it soon. Of any thread. */
    void show(TopDocument newest) {
        events.add(shown -> shown.show(newest));
    }

    /** As {@link #show}. */
    void showProblem(String sentence) {
        events.add(shown -> shown.showProblem(sentence));
    }

    /** Ends it. Of any thread. */
    void fail(RuntimeException why) {
        events.add(_ -> {
            throw why;
        });
    }

    /** Whether the screen is gone. */
    boolean isOver() {
        return over;
    }

    /** Returns when a key, Ctrl-C or the end of the keyboard's stream ends it. */
    void run() throws InterruptedException {
        Attributes before = terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, _ -> events.add(_ -> over = true));
        terminal.handle(Terminal.Signal.WINCH, _ -> events.add(_ -> {}));
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        Thread.ofPlatform().daemon().name("keys").start(this::readKeys);
        try {
            draw();
        } finally {
            over = true;
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private void draw() throws InterruptedException {
        Display display = new Display(terminal, true);
        Size drawn = Size.of(0, 0);
        while (!over && !screen.isOver()) {
            Size size = terminal.getSize();
            if (!size.equals(drawn)) {
                display.resize(size);
                display.clear();
                drawn = size;
            }
            display.update(screen.lines(size), 0);
            List<Consumer<TopScreen>> news = new ArrayList<>();
            news.add(events.take());
            events.drainTo(news);
            news.forEach(event -> event.accept(screen));
        }
    }

    private void readKeys() {
        NonBlockingReader reader = terminal.reader();
        try {
            for (String key = key(reader); !key.isEmpty() && !over; key = key(reader)) {
                KeyEvent pressed = KeyParser.parse(key);
                events.add(shown -> shown.press(pressed));
            }
        } catch (IOException gone) {
            // As with the end of the stream.
        }
        events.add(_ -> over = true);
    }

    /** Empty at the end. */
    private static String key(NonBlockingReader reader) throws IOException {
        StringBuilder key = new StringBuilder();
        int next = reader.read();
        while (next >= 0) {
            key.append((char) next);
            if (isWhole(key)) {
                break;
            }
            next = reader.read(SAME_KEY_MILLIS);
        }
        return key.toString();
    }

    /** Such as {@code q}, {@code ESC [ A} or {@code ESC [ 5 ~}. */
    private static boolean isWhole(StringBuilder key) {
        int length = key.length();
        if (key.charAt(0) != ESCAPE) {
            return true;
        }
        return switch (length) {
            case 1 -> false;
            case 2 -> key.charAt(1) != '[' && key.charAt(1) != 'O';
            default -> Character.isLetter(key.charAt(length - 1)) || key.charAt(length - 1) == '~';
        };
    }
}
