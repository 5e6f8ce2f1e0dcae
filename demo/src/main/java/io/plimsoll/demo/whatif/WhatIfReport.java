package io.plimsoll.demo.whatif;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plimsoll.demo.report.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer, told and over time: {@code what-if.json} and {@code report.html}.
 *
 * @param verdict empty where nothing was played that cost anything
 * @param partSeconds of how long a time each moment shows the most
 */
record WhatIfReport(
        @JsonUnwrapped WhatIf answer,
        String verdict,
        List<WhatIfText.Row> rows,
        long partSeconds,
        List<Moment> samples) {

    /**
     * @param t seconds since the begin
     */
    record Moment(
            long t, Optional<Course.Most> asRecorded, Course.Most replayed, Course.Most whatIf) {}

    /** The three that stand side by side. */
    record Sides(Optional<Played> asRecorded, Played replayed, Played whatIf) {}

    static WhatIfReport of(WhatIf.Recorded record, List<String> notes, Sides sides) {
        WhatIf answer =
                WhatIf.of(
                        record,
                        notes,
                        sides.asRecorded().map(Played::side),
                        sides.replayed().side(),
                        sides.whatIf().side());
        Course course = new Course(record.from(), record.to());
        long part = course.part().toSeconds();
        Optional<List<Course.Most>> asRecorded = sides.asRecorded().map(course::of);
        List<Course.Most> replayed = course.of(sides.replayed());
        List<Course.Most> whatIf = course.of(sides.whatIf());
        return new WhatIfReport(
                answer,
                WhatIfText.verdict(answer),
                WhatIfText.rows(answer),
                part,
                IntStream.range(0, whatIf.size())
                        .mapToObj(at ->
                                new Moment(
                                        at * part,
                                        asRecorded.map(most -> most.get(at)),
                                        replayed.get(at),
                                        whatIf.get(at)))
                        .toList());
    }

    /**
     * @param folder that is there, and nobody reads yet
     */
    void write(Path folder) throws IOException {
        String json = JsonMapper.shared().writeValueAsString(this);
        Files.writeString(folder.resolve("what-if.json"), json + "\n");
        Files.writeString(folder.resolve("report.html"), Page.of("what-if.html", json));
    }
}
