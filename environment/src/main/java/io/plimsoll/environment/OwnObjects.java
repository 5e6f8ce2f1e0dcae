package io.plimsoll.environment;

import java.util.List;

/**
 * Kubernetes objects of one's own, out of a folder's files. The environment file has the folder's
 * path, relative to itself.
 *
 * @param path as the environment file has it
 * @param objects in the order of the files' names
 */
public record OwnObjects(String path, List<JsonText> objects) {

    public OwnObjects {
        objects = List.copyOf(objects);
    }
}
