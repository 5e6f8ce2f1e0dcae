package io.plimsoll.autoscaler.engine.port;

import java.util.function.Supplier;

/** Is told of each step of a loop as it is taken, such as by one that traces them. */
public interface Steps {

    /** Nobody is told. */
    Steps UNTOLD =
            new Steps() {
                @Override
                public <T> T during(String step, Supplier<T> work) {
                    return work.get();
                }
            };

    /**
     * Does the work once, on this thread, and returns or throws what it does.
     *
     * @param step its name: Cluster Autoscaler's of the function, where it has one
     */
    <T> T during(String step, Supplier<T> work);
}
