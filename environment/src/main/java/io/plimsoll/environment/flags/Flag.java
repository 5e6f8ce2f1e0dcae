package io.plimsoll.environment.flags;

/**
 * A flag of Cluster Autoscaler.
 *
 * @param name without dashes
 * @param defaultValue as written on a command line; empty for none
 * @param history who has it
 * @param reason why it has no effect; empty when it has one
 */
public record Flag(
        String name, Kind kind, String defaultValue, Use use, History history, String reason) {

    /**
     * @param since the first version of Cluster Autoscaler with it; empty for 1.29 or before
     * @param until the last one with it; empty while it is there
     */
    public record History(String since, String until) {}

    /** What values a flag takes. */
    public enum Kind {
        STRING,
        BOOL,
        INT,
        FLOAT,
        DURATION,
        /** May be given several times. */
        LIST,
        /** One value with commas. */
        CSV
    }

    /** Whether a flag does anything here. */
    public enum Use {
        ACTED,
        ACCEPTED
    }

    /** With its dashes. */
    public String option() {
        return "--" + name;
    }
}
