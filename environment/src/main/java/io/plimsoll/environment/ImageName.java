package io.plimsoll.environment;

/**
 * A container image's name in its parts.
 *
 * @param registry host; empty means Docker Hub
 * @param path with tag and digest
 */
public record ImageName(String registry, String path) {

    /**
     * As Docker reads names: what stands before the first slash is a registry if it has a dot or a
     * port, or is localhost.
     */
    public static ImageName of(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host
                ? new ImageName(first, reference.substring(slash + 1))
                : new ImageName("", reference);
    }

    /**
     * Its copy's name, or its own if it is there already.
     *
     * @param copies registry, with a path if need be, that holds copies under their own paths
     */
    public String in(String copies) {
        String own = registry.isEmpty() ? path : registry + "/" + path;
        return own.startsWith(copies + "/") ? own : copies + "/" + path;
    }

    /** As copying tools take a source, which may not have both a tag and a digest. */
    public static String byDigest(String reference) {
        int at = reference.indexOf('@');
        return at < 0
                ? reference
                : reference.substring(0, at).replaceFirst(":[^:/]+$", "") + reference.substring(at);
    }

    /** As a registry keeps it: by its tag; by its digest where it has none. */
    public static String byTag(String reference) {
        int at = reference.indexOf('@');
        boolean tagged = at >= 0 && reference.substring(0, at).matches(".*:[^:/]+");
        return tagged ? reference.substring(0, at) : reference;
    }

    /** Whether it comes from the container registry (ECR) of that region, of whatever account. */
    public boolean isEcrOf(String region) {
        return registry.matches("[^.]+\\.dkr\\.ecr\\." + region + "\\.amazonaws\\.com(\\.cn)?");
    }

    /** Whether anybody can take the name that is in front: Docker Hub's user, or none at all. */
    public boolean isAnybodys() {
        return registry.isEmpty() || registry.endsWith(".invalid");
    }
}
