package io.plimsoll.checks;

import io.plimsoll.environment.Environment;
import java.time.LocalDate;

/** What is checked, and as of which day. */
public record Subject(Environment environment, LocalDate today) {}
