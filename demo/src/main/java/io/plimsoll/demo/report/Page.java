package io.plimsoll.demo.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page that shows its data and needs nothing from elsewhere. */
public final class Page {

    /** Beside it stands which version that is, and where it is from. */
    private static final String ECHARTS = "echarts/echarts.common.min.js";

    private Page() {}

    /**
     * @param template of this package, such as {@code report.html}
     * @param json what it shows
     */
    public static String of(String template, String json) {
        return resource(template)
                .replace("/*STYLE*/", resource("page.css"))
                .replace("/*ECHARTS*/", echarts())
                .replace("/*CHART*/", resource("chart.js"))
                .replace("/*PAGE*/", resource("page.js"))
                // A "</script>" in some message would end the script element that holds the data.
                .replace("/*DATA*/", json.replace("</", "<\\/"));
    }

    static String echarts() {
        return resource(ECHARTS);
    }

    static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("Not on the class path: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
