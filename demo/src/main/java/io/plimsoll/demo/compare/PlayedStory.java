package io.plimsoll.demo.compare;

import io.plimsoll.environment.input.InvalidFileException;
import io.plimsoll.environment.input.TextFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@code timeline.json} says of a story, wherever it was played. */
final class PlayedStory {

    private final Path file;
    private final JsonNode json;

    private PlayedStory(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /**
     * @throws InvalidFileException when there is no such file, or it is no timeline
     */
    static PlayedStory read(Path file) {
        try {
            return new PlayedStory(file, JsonMapper.shared().readTree(TextFile.read(file)));
        } catch (JacksonException e) {
            throw new InvalidFileException(file, "not JSON; allowed: a timeline.json of demo");
        }
    }

    String cluster() {
        return json.path("cluster").asString("");
    }

    /**
     * @param pointer such as {@code /summary/cost}
     * @throws InvalidFileException when no number is there
     */
    BigDecimal figure(String pointer) {
        return number(pointer, json.at(pointer));
    }

    private BigDecimal number(String where, JsonNode value) {
        if (!value.isNumber()) {
            throw new InvalidFileException(
                    file, where + ": no number is there; allowed: a timeline.json of demo");
        }
        return value.decimalValue();
    }

    /** The figures of an object, by name. */
    SortedMap<String, BigDecimal> figures(String pointer) {
        SortedMap<String, BigDecimal> figures = new TreeMap<>();
        json.at(pointer)
                .properties()
                .forEach(each ->
                        figures.put(
                                each.getKey(),
                                number(pointer + "/" + each.getKey(), each.getValue())));
        return Collections.unmodifiableSortedMap(figures);
    }

    JsonNode samples() {
        return json.path("samples");
    }

    JsonNode steps() {
        return json.path("steps");
    }

    /**
     * A step as its samples show it.
     *
     * @param replicas of Kong at its end, Pending ones too
     * @param nodes Ready ones at its end, of all groups
     * @param settledSeconds from its begin to the last change of either
     */
    record Course(String name, BigDecimal replicas, BigDecimal nodes, BigDecimal settledSeconds) {}

    private record Moment(BigDecimal t, BigDecimal replicas, BigDecimal nodes) {
        boolean isAsBefore(Moment before) {
            return replicas.compareTo(before.replicas) == 0 && nodes.compareTo(before.nodes) == 0;
        }
    }

    List<Course> courses() {
        List<Moment> moments = moments();
        List<Course> courses = new ArrayList<>();
        for (int at = 0; at < steps().size(); at++) {
            BigDecimal begin = figure("/steps/%d/t".formatted(at));
            boolean isLast = at + 1 == steps().size();
            List<Moment> during =
                    moments.stream().filter(moment -> moment.t().compareTo(begin) >= 0).toList();
            if (!isLast) {
                BigDecimal end = figure("/steps/%d/t".formatted(at + 1));
                during = during.stream().filter(each -> each.t().compareTo(end) <= 0).toList();
            }
            if (!during.isEmpty()) {
                courses.add(course(steps().path(at).path("name").asString(""), begin, during));
            }
        }
        return courses;
    }

    private List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        for (int at = 0; at < samples().size(); at++) {
            String sample = "/samples/%d".formatted(at);
            moments.add(
                    new Moment(
                            figure(sample + "/t"),
                            figure(sample + "/replicas"),
                            figures(sample + "/nodes").values().stream()
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)));
        }
        return moments;
    }

    private static Course course(String name, BigDecimal begin, List<Moment> during) {
        BigDecimal settled = begin;
        for (int at = 1; at < during.size(); at++) {
            if (!during.get(at).isAsBefore(during.get(at - 1))) {
                settled = during.get(at).t();
            }
        }
        Moment last = during.getLast();
        return new Course(name, last.replicas(), last.nodes(), settled.subtract(begin));
    }
}
