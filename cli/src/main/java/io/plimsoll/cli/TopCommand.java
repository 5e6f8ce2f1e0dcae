package io.plimsoll.cli;

import picocli.CommandLine.Command;

/** Stands in the list of commands for {@code autoscaler top}, as {@link AutoscalerCommand} does. */
@Command(
        name = TopCommand.NAME,
        description = "Nodes, Pending pods and what the autoscaler thinks of them (top --help).")
final class TopCommand implements Runnable {
    static final String NAME = "top";

    @Override
    public void run() {
        throw new IllegalStateException("top is started by the main method");
    }
}
