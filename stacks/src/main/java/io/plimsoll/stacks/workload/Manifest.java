package io.plimsoll.stacks.workload;

import java.util.List;
import java.util.Map;

/**
 * A file of Kubernetes objects, as {@code charts8s} writes it in its plain layout.
 *
 * @param name without the endings, such as {@code 0003-kong}
 */
public record Manifest(String name, List<Map<String, Object>> objects) {

    public Manifest {
        objects = List.copyOf(objects);
    }
}
