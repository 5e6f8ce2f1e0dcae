package io.plimsoll.checks.change;

import io.plimsoll.checks.change.Change.Effect;
import io.plimsoll.checks.change.Change.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a deployment of newer templates does, stack after stack, to what older ones have made. As
 * CloudFormation does it: a resource that cannot change is made anew before the old one goes, and
 * an export that a stack imports stays as it is until that stack lets go of it.
 */
public final class ChangePlan {

    private static final String EXPORT = "Export";

    private final List<Template> before;
    private final Map<String, Template> after;

    private ChangePlan(List<Template> before, List<Template> after) {
        this.before = before;
        this.after = after.stream().collect(Collectors.toMap(Template::stack, Function.identity()));
    }

    /**
     * In the older templates' order. Stacks that are only in one of the two are left out: no
     * deployment changes them.
     */
    public static List<Change> between(List<Template> before, List<Template> after) {
        return new ChangePlan(before, after).changes();
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (Template old : before) {
            Template fresh = after.get(old.stack());
            if (fresh != null) {
                StackChange stack = new StackChange(old, fresh);
                changes.addAll(stack.changes());
                changes.addAll(exports(old, fresh, stack));
            }
        }
        return changes;
    }

    private List<Change> exports(Template old, Template fresh, StackChange stack) {
        List<Change> changes = new ArrayList<>();
        old.exports()
                .forEach((name, value) -> {
                    Object now = fresh.exports().get(name);
                    boolean same =
                            Objects.equals(value, now)
                                    && Template.referred(value).stream().noneMatch(stack::replaces);
                    Optional<String> importer = importer(name);
                    if (!same && importer.isPresent()) {
                        changes.add(
                                new Change(
                                        old.stack(),
                                        name,
                                        EXPORT,
                                        Effect.IMPOSSIBLE,
                                        inUse(now == null, importer.get())));
                    }
                });
        return changes;
    }

    private Optional<String> importer(String export) {
        return before.stream()
                .filter(template -> template.imports().contains(export))
                .map(Template::stack)
                .findFirst();
    }

    private static Explanation inUse(boolean gone, String importer) {
        return new Explanation(
                "is %s while %s still imports it, which CloudFormation refuses"
                        .formatted(gone ? "taken away" : "changed", importer),
                "Keep it for one deployment in which %s lets go of it.".formatted(importer));
    }
}
