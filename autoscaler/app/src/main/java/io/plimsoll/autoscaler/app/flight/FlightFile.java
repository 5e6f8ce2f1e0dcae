package io.plimsoll.autoscaler.app.flight;

import io.plimsoll.autoscaler.app.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** A flight record, read line by line. */
final class FlightFile {

    private FlightFile() {}

    /** What is done with one line; lines count from 1. */
    interface Visitor {
        void visit(FlightLine line, int number);
    }

    /**
     * @throws InvalidInputException naming the file, and the line that is none
     */
    static void read(Path file, Visitor visitor) {
        try (Stream<String> lines = Files.lines(file)) {
            int number = 0;
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                number++;
                visitor.visit(parse(file, each.next(), number), number);
            }
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": no such file");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static FlightLine parse(Path file, String line, int number) {
        try {
            return FlightJson.MAPPER.readValue(line, FlightLine.class);
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    "%s: line %d: not of a flight record: %s"
                            .formatted(file, number, e.getOriginalMessage()));
        }
    }
}
