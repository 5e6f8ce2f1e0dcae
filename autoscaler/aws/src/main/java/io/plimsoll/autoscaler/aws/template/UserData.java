package io.plimsoll.autoscaler.aws.template;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What a launch template's user data tell the kubelet. They come in many forms (nodeadm's
 * NodeConfig in MIME parts or alone, shell scripts that call bootstrap.sh, Bottlerocket's
 * settings), of which only these facts are looked for, by the words that each form has for them.
 */
final class UserData {

    static final UserData NONE = new UserData("");

    /** Far beyond any user data; EC2 takes 16 KiB. */
    private static final int MOST_BYTES = 1 << 20;

    /** {@code maxPods: 110}, {@code --max-pods=110}, {@code max-pods = 110}. */
    private static final Pattern MAX_PODS =
            Pattern.compile(
                    "(?m)^[^#\\n]*?(?:\"?maxPods\"?\\s*:|--max-pods[=\\s]|^\\s*\"?(?:settings\\.kubernetes\\.)?\"?max-pods\"?\\s*=)\\s*[\"']?(\\d{1,6})");

    /** Then the kubelet's own default holds. */
    private static final Pattern NO_MAX_PODS =
            Pattern.compile("(?m)^[^#\\n]*--use-max-pods[=\\s]+[\"']?false");

    /** Settings of Bottlerocket are TOML, and begin so. */
    private static final Pattern BOTTLEROCKET = Pattern.compile("(?m)^\\s*\\[?settings[.\\]]");

    /** Of the kubelet. */
    private static final int DEFAULT_MAX_PODS = 110;

    private final String text;

    private UserData(String text) {
        this.text = text;
    }

    /**
     * @param encoded in base64, as EC2 gives it; what is none tells nothing
     */
    static UserData of(String encoded) {
        try {
            return new UserData(
                    new String(
                            unzipped(Base64.getMimeDecoder().decode(encoded)),
                            StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IOException _) {
            return NONE;
        }
    }

    private static byte[] unzipped(byte[] data) throws IOException {
        if (data.length < 2 || data[0] != (byte) 0x1f || data[1] != (byte) 0x8b) {
            return data;
        }
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(data))) {
            return stream.readNBytes(MOST_BYTES);
        }
    }

    boolean isBottlerocket() {
        return BOTTLEROCKET.matcher(text).find();
    }

    /**
     * How many pods the kubelet is told to take; the last word counts. Empty where none is said.
     */
    OptionalInt maxPods() {
        Optional<Integer> told = Optional.empty();
        Matcher matcher = MAX_PODS.matcher(text);
        while (matcher.find()) {
            told = Optional.of(Integer.valueOf(matcher.group(1)));
        }
        if (told.isEmpty() && NO_MAX_PODS.matcher(text).find()) {
            told = Optional.of(DEFAULT_MAX_PODS);
        }
        return told.filter(pods -> pods > 0).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
