package io.plimsoll.demo.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.autoscaler.app.AutoscalerMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code autoscaler what-if} says. */
public record WhatIfAnswer(int exitCode, String out, String err) {

    public static WhatIfAnswer to(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                AutoscalerMain.execute(
                        List.of(new WhatIfCommand()),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Stream.concat(Stream.of("what-if"), Arrays.stream(arguments))
                                .toArray(String[]::new));
        return new WhatIfAnswer(exitCode, out.toString(), err.toString());
    }

    public JsonNode json() {
        assertThat(exitCode).as(err).isZero();
        return JsonMapper.shared().readTree(out);
    }
}
