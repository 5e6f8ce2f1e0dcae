package io.plimsoll.checks.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A statement of a trust policy that allows.
 *
 * @param principals each with its kind, such as {@code Service pods.eks.amazonaws.com}
 */
public record Trust(List<String> principals, List<String> actions, List<Condition> conditions) {

    public Trust {
        principals = List.copyOf(principals);
        actions = List.copyOf(actions);
        conditions = List.copyOf(conditions);
    }

    /**
     * One condition.
     *
     * @param operator as IAM writes it, such as {@code StringEquals}
     * @param key such as {@code aws:RequestTag/eks-cluster-name}, or an issuer's {@code :sub}
     * @param values any of which may hold
     */
    public record Condition(String operator, String key, List<String> values) {
        public Condition {
            values = List.copyOf(values);
        }

        /** The key without its service or issuer, which is not known before deployment. */
        public String shortKey() {
            return key.substring(key.lastIndexOf(':') + 1);
        }

        private boolean holds(Map<String, String> circumstances) {
            Optional<String> actual = Optional.ofNullable(circumstances.get(shortKey()));
            return switch (operator) {
                case "StringEquals" -> actual.filter(values::contains).isPresent();
                case "StringLike" -> actual.filter(this::isLike).isPresent();
                default -> false;
            };
        }

        private boolean isLike(String actual) {
            return values.stream()
                    .map(value ->
                            Pattern.quote(value).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"))
                    .anyMatch(actual::matches);
        }
    }

    /**
     * Somebody who wants to take on a role.
     *
     * @param principal what the statement's has to begin with
     * @param circumstances by {@link Condition#shortKey}; a condition about others does not hold
     */
    public record Request(String principal, String action, Map<String, String> circumstances) {}

    boolean allows(Request request) {
        return principals.stream().anyMatch(one -> one.startsWith(request.principal()))
                && actions.contains(request.action())
                && conditions.stream()
                        .allMatch(condition -> condition.holds(request.circumstances()));
    }
}
