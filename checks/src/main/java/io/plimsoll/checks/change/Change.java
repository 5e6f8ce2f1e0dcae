package io.plimsoll.checks.change;

/**
 * What becomes of one resource, or of one export of a stack.
 *
 * @param name logical id, or the export's name
 * @param type of the resource in CloudFormation, or {@code Export}
 */
public record Change(
        String stack, String name, String type, Effect effect, Explanation explanation) {

    /**
     * In words.
     *
     * @param what happens, and why, for the middle of a sentence
     * @param way how to get there all the same where it is impossible, else empty
     */
    public record Explanation(String what, String way) {}

    /** How much a change disturbs. */
    public enum Effect {
        /** Something is made that was not there. */
        ADDED,
        /** It goes on running. */
        IN_PLACE,
        /** Its nodes are replaced one after the other. */
        ROLLING,
        /** Another one is made, and then the old one taken away. */
        REPLACEMENT,
        /** It is taken away. */
        REMOVED,
        /** CloudFormation or the service refuses, and the deployment goes back. */
        IMPOSSIBLE
    }
}
