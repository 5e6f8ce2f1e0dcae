package io.plimsoll.autoscaler.app.flags;

/**
 * A flag of Cluster Autoscaler.
 *
 * @param name without dashes
 * @param defaultValue as written on a command line; empty for none
 */
public record Flag(String name, Kind kind, String defaultValue, Use use) {

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
