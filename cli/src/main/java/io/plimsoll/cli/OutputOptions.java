package io.plimsoll.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** How much a command says, and in which colours. */
final class OutputOptions {

    @Option(names = "--quiet", description = "Say nothing but warnings and errors.")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }

    /** Colours on a terminal, unless NO_COLOR is set (no-color.org). */
    Ansi ansi() {
        String refused = System.getenv("NO_COLOR");
        return refused != null && !refused.isEmpty() ? Ansi.OFF : Ansi.AUTO;
    }
}
