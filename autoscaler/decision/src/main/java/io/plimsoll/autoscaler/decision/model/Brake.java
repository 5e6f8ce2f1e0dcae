package io.plimsoll.autoscaler.decision.model;

/**
 * Whether a person has stopped the autoscaler from changing anything. With the brake pulled it
 * observes and decides, and carries nothing out.
 */
public sealed interface Brake {

    Brake RELEASED = new Released();

    record Released() implements Brake {}

    /**
     * @param why for people: who or what pulled it
     */
    record Pulled(String why) implements Brake {}
}
