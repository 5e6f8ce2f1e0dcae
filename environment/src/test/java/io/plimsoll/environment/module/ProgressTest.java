package io.plimsoll.environment.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void onATerminal() {
        System.setProperty(Progress.PROPERTY, "true");
    }

    @AfterEach
    void offIt() {
        System.clearProperty(Progress.PROPERTY);
    }

    @Test
    void saysWhatTakesItsTimeAndTakesItAwayAtTheEnd() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        PrintWriter watched =
                new PrintWriter(err) {
                    @Override
                    public void flush() {
                        told.countDown();
                    }
                };
        try (Progress _ = Progress.of(watched, "Reading", false)) {
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(err.toString()).startsWith("\r⠋ Reading… 0 s").endsWith("  \r");
    }

    @Test
    void saysNothingOfWhatIsSoonOverNorWhereNobodyLooks() {
        Progress.of(new PrintWriter(err), "Reading", false).close();
        Progress.of(new PrintWriter(err), "Reading", true).close();
        System.setProperty(Progress.PROPERTY, "false");
        Progress.of(new PrintWriter(err), "Reading", false).close();

        assertThat(err.toString()).isEmpty();
    }
}
