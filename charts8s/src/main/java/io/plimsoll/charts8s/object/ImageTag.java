package io.plimsoll.charts8s.object;

/** The part of an image reference that tells its version, in a form that a label may have. */
final class ImageTag {

    private static final int LONGEST_LABEL_VALUE = 63;

    private ImageTag() {}

    /** Returns the tag; the shortened digest of a reference without one; or {@code latest}. */
    static String of(String image) {
        int at = image.indexOf('@');
        String tagged = at < 0 ? image : image.substring(0, at);
        String lastPart = tagged.substring(tagged.lastIndexOf('/') + 1);
        int colon = lastPart.indexOf(':');
        if (colon >= 0) {
            return shortened(lastPart.substring(colon + 1));
        }
        return at < 0 ? "latest" : shortened(image.substring(image.lastIndexOf(':') + 1));
    }

    private static String shortened(String version) {
        return version.substring(0, Math.min(version.length(), LONGEST_LABEL_VALUE));
    }
}
