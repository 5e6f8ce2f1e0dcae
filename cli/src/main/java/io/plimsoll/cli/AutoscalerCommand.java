package io.plimsoll.cli;

import io.plimsoll.demo.shadow.ShadowPageCommand;
import io.plimsoll.demo.whatif.WhatIfCommand;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * Stands in the list of commands; {@link Plimsoll#main} hands its arguments to the autoscaler's own
 * command line.
 */
@Command(
        name = AutoscalerCommand.NAME,
        description =
                "The autoscaler: run, plan, explain, top, replay, shadow-report, what-if (autoscaler --help tells more).")
final class AutoscalerCommand implements Runnable {
    static final String NAME = "autoscaler";

    /** Commands that need the simulator or the chart library, which the image has not. */
    static List<Object> further() {
        return List.of(new WhatIfCommand(), new ShadowPageCommand());
    }

    @Override
    public void run() {
        throw new IllegalStateException("autoscaler is started by the main method");
    }
}
