package io.plimsoll.autoscaler.decision.template;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Templates of all groups.
 *
 * @param known by name of the group
 * @param problems why a group has none, by its name
 */
public record GroupTemplates(
        SortedMap<String, GroupTemplate> known, SortedMap<String, String> problems) {

    public GroupTemplates {
        known = Collections.unmodifiableSortedMap(new TreeMap<>(known));
        problems = Collections.unmodifiableSortedMap(new TreeMap<>(problems));
    }
}
