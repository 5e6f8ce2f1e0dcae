package io.plimsoll.environment.file;

import java.util.regex.Pattern;

/** What must not stand in a manifest, which everybody with access to the repository reads. */
final class Credentials {

    /**
     * A password in an address, an AWS access key, a private key, and tokens that GitHub, GitLab,
     * Slack and Konnect begin in ways of their own.
     */
    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "://[^/\\s:@]*:[^/\\s@]+@|[?&](\\w{1,50}[_-])?(token|password|secret|api[_-]?key)="
                            + "|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|PRIVATE KEY-----"
                            + "|\\b(gh[opsur]_|github_pat_|glpat-)\\w{16,}"
                            + "|\\b(xox[abp]-[\\w-]{10,}|[ks]pat_[A-Za-z0-9]{40})");

    private static final Pattern SECRET_SETTING = Pattern.compile(".*(password|secret|token)");

    private Credentials() {}

    /**
     * Looks at every value and repeats none. Kong's settings have a place for what is secret, which
     * their own rules name.
     */
    static void check(String path, Yaml value, Problems problems) {
        switch (value) {
            case Yaml.Mapping _ when path.equals("kong.env") -> {}
            case Yaml.Mapping mapping ->
                    mapping.entries()
                            .forEach((key, entry) ->
                                    check(Problems.child(path, key), entry, problems));
            case Yaml.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    check(Problems.item(path, i), sequence.items().get(i), problems);
                }
            }
            case Yaml.Scalar scalar -> {
                if (shows(scalar.text())) {
                    problems.add(
                            path,
                            "must hold no credential, which the manifests would tell everybody");
                }
            }
        }
    }

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
