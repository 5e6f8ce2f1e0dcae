package io.plimsoll.environment.file;

import java.util.regex.Pattern;

/** What must not stand in a manifest, which everybody with access to the repository reads. */
final class Credentials {

    /** A password in an address, an AWS access key, a token of GitHub or GitLab, a private key. */
    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "://[^/\\s:@]+:[^/\\s@]+@|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"
                            + "|\\b(gh[opsur]_|github_pat_|glpat-)\\w{16,}|PRIVATE KEY-----");

    private static final Pattern SECRET_SETTING = Pattern.compile(".*(password|secret|token)");

    private Credentials() {}

    static boolean shows(String value) {
        return CREDENTIAL.matcher(value).find();
    }

    /** Whether a setting's value is one itself, and no reference to where it is kept. */
    static boolean isOne(String name, String value) {
        return SECRET_SETTING.matcher(name).matches()
                && !value.isEmpty()
                && !value.startsWith("{vault://")
                && !value.startsWith("/");
    }
}
