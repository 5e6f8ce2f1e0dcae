package io.plimsoll.demo.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import io.plimsoll.demo.live.Browser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** The page of a dry run in a real browser: profile {@code real}. */
class ShadowPageIT {

    private static Optional<Browser> started = Optional.empty();

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        started = Browser.start();
        Assumptions.assumeTrue(started.isPresent(), "no browser");
    }

    @AfterAll
    static void end() {
        started.ifPresent(Browser::close);
    }

    @ParameterizedTest
    @CsvSource({"1200, light", "1200, dark", "380, light", "380, dark"})
    void drawsEachDayWithinItsWidth(int width, String scheme) throws IOException {
        Browser browser = started.orElseThrow();
        browser.size(width, 1400);
        browser.prefer(scheme);

        browser.driver().get(page().toUri().toString());

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.driver().findElements(By.cssSelector("#chart svg path")))
                .hasSizeGreaterThan(8);
        assertThat(browser.driver().findElement(By.cssSelector("#chart")).getText())
                .contains("Nov 28", "Evictions", "would have");
        assertThat(browser.driver().findElement(By.id("days")).getText())
                .contains("2026-11-28", "7.99", "6.99");
        assertThat(
                        browser.driver()
                                .executeScript(
                                        "const page = document.documentElement; return page.scrollWidth <= page.clientWidth"))
                .isEqualTo(true);
        browser.picture("shadow-%d-%s".formatted(width, scheme));
    }

    private Path page() throws IOException {
        Path record =
                Files.writeString(folder.resolve("shadow.json"), ShadowPageCommandTest.RECORD);
        Path out = folder.resolve("page");
        int exitCode =
                AutoscalerMain.execute(
                        List.of(new ShadowPageCommand()),
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()),
                        "shadow-report",
                        record.toString(),
                        "--out",
                        out.toString());
        assertThat(exitCode).isZero();
        return out.resolve("report.html");
    }
}
