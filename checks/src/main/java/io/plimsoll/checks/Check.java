package io.plimsoll.checks;

import java.util.List;

/** One thing that is looked at. A check is pure: the same subject has the same findings. */
public interface Check {

    /** Lower-case words joined by '-', for good: users suppress findings by it. */
    String id();

    List<Finding> findings(Subject subject);
}
