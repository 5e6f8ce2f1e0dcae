package io.plimsoll.demo.live;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, of Debian's packages where none is there and we may install one. */
public final class Browser implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "live").toAbsolutePath();
    private static final String SKIPPED =
            """

            ############################################################################
            #  SKIPPED: pages in a browser. Install Chromium and its driver             #
            #  (Debian: chromium, chromium-driver), both on PATH.                      #
            ############################################################################
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * @return empty, and loudly so, where there is none to be had
     */
    public static Optional<Browser> start() throws IOException, InterruptedException {
        if (program("chromedriver").isEmpty() && program("apt-get").isPresent() && isRoot()) {
            run("apt-get", "-qq", "update");
            run(
                    "apt-get",
                    "-qq",
                    "install",
                    "--yes",
                    "--no-install-recommends",
                    "chromium",
                    "chromium-driver");
        }
        Optional<Path> chromium =
                Stream.of("chromium", "google-chrome")
                        .flatMap(name -> program(name).stream())
                        .findFirst();
        Optional<Path> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            System.out.println(SKIPPED);
            return Optional.empty();
        }
        LoggingPreferences told = new LoggingPreferences();
        told.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.setCapability("goog:loggingPrefs", told);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        return Optional.of(
                new Browser(
                        new ChromeDriver(
                                new ChromeDriverService.Builder()
                                        .usingDriverExecutable(chromedriver.get().toFile())
                                        .usingAnyFreePort()
                                        .build(),
                                options)));
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IOException(
                    "%s: exit code %d".formatted(String.join(" ", command), exitCode));
        }
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** As wide as a phone, or as a desk. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * @param scheme {@code light} or {@code dark}
     */
    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** A picture of what is in view, for people. */
    public void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What scripts and the browser complain of since the last call. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** How long a page may take. */
    public static Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
