package io.plimsoll.checks.change;

import io.plimsoll.checks.change.Change.Effect;
import io.plimsoll.checks.change.Change.Explanation;
import io.plimsoll.checks.change.Template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What becomes of one stack's resources. */
final class StackChange {

    private final Template old;
    private final Template fresh;

    /** Logical ids with the properties that make another resource of each. */
    private final SequencedMap<String, List<String>> replaced = new LinkedHashMap<>();

    StackChange(Template old, Template fresh) {
        this.old = old;
        this.fresh = fresh;
        // What refers to a resource that is made anew changes with it, and so on.
        while (findReplaced()) {}
    }

    boolean replaces(String logicalId) {
        return replaced.containsKey(logicalId);
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        Set<String> ids = new TreeSet<>(old.resources().keySet());
        ids.addAll(fresh.resources().keySet());
        for (String id : ids) {
            Optional<Resource> was = Optional.ofNullable(old.resources().get(id));
            Optional<Resource> becomes = Optional.ofNullable(fresh.resources().get(id));
            if (was.isEmpty()) {
                changes.add(added(id, becomes.orElseThrow()));
            } else if (becomes.isEmpty()) {
                changes.add(removed(id, was.get()));
            } else {
                changed(id, was.get(), becomes.get()).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private boolean findReplaced() {
        boolean found = false;
        for (Map.Entry<String, Resource> entry : fresh.resources().entrySet()) {
            String id = entry.getKey();
            Resource was = old.resources().get(id);
            if (was != null && !replaced.containsKey(id)) {
                List<String> causes = causes(was, entry.getValue());
                if (!causes.isEmpty()) {
                    replaced.put(id, causes);
                    found = true;
                }
            }
        }
        return found;
    }

    private List<String> causes(Resource was, Resource becomes) {
        if (!was.type().equals(becomes.type())) {
            return List.of("Type");
        }
        return CreateOnly.properties(becomes.type()).stream()
                .filter(path ->
                        !was.value(path).equals(becomes.value(path))
                                || becomes.value(path).stream()
                                        .flatMap(value -> Template.referred(value).stream())
                                        .anyMatch(replaced::containsKey))
                .toList();
    }

    private Optional<Change> changed(String id, Resource was, Resource becomes) {
        List<String> causes = replaced.get(id);
        if (causes != null) {
            return Optional.of(anew(id, becomes, causes));
        }
        Optional<Explanation> refused = KubernetesVersions.refusal(was, becomes);
        if (refused.isPresent()) {
            return Optional.of(change(id, becomes, Effect.IMPOSSIBLE, refused.get()));
        }
        List<String> properties = differing(was, becomes);
        List<String> rolling = rolling(was, becomes, properties);
        if (!rolling.isEmpty()) {
            return Optional.of(
                    change(
                            id,
                            becomes,
                            Effect.ROLLING,
                            new Explanation(
                                    "replaces its nodes one after the other for "
                                            + String.join(", ", rolling),
                                    "")));
        }
        return properties.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        change(
                                id,
                                becomes,
                                Effect.IN_PLACE,
                                new Explanation("changes " + String.join(", ", properties), "")));
    }

    private Change anew(String id, Resource becomes, List<String> causes) {
        String what = "is made anew, as %s cannot change".formatted(String.join(", ", causes));
        Optional<Explanation> overlap = Subnets.overlap(id, becomes, old);
        if (overlap.isPresent()) {
            return change(id, becomes, Effect.IMPOSSIBLE, overlap.get());
        }
        if (holder(becomes).isPresent()) {
            return change(
                    id,
                    becomes,
                    Effect.IMPOSSIBLE,
                    new Explanation(
                            what + ", while the old one still has its name", way(becomes, causes)));
        }
        return change(id, becomes, Effect.REPLACEMENT, new Explanation(what, ""));
    }

    private Change added(String id, Resource becomes) {
        Optional<Explanation> overlap = Subnets.overlap(id, becomes, old);
        if (overlap.isPresent()) {
            return change(id, becomes, Effect.IMPOSSIBLE, overlap.get());
        }
        return holder(becomes)
                .map(holder ->
                        change(
                                id,
                                becomes,
                                Effect.IMPOSSIBLE,
                                new Explanation(
                                        "takes the name that %s still has".formatted(holder),
                                        way(becomes, List.of()))))
                .orElseGet(() -> change(id, becomes, Effect.ADDED, new Explanation("is made", "")));
    }

    private Change removed(String id, Resource was) {
        String what =
                switch (was.type()) {
                    case "AWS::EKS::Nodegroup" ->
                            "is taken away; EKS drains its nodes first, and waits 15 minutes for budgets";
                    case "AWS::EKS::AccessEntry" ->
                            "is taken away; %s gets into the cluster no more"
                                    .formatted(was.text("PrincipalArn"));
                    default -> "is taken away";
                };
        return change(id, was, Effect.REMOVED, new Explanation(what, ""));
    }

    /** Which old resource has the identity that a new one is to have. */
    private Optional<String> holder(Resource becomes) {
        List<String> identity = CreateOnly.identity(becomes.type());
        return old.resources().entrySet().stream()
                .filter(entry -> entry.getValue().type().equals(becomes.type()))
                .filter(entry ->
                        !identity.isEmpty()
                                && identity.stream()
                                        .allMatch(path ->
                                                becomes.value(path).isPresent()
                                                        && becomes.value(path)
                                                                .equals(
                                                                        entry.getValue()
                                                                                .value(path))))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String way(Resource becomes, List<String> causes) {
        return switch (becomes.type()) {
            case "AWS::EKS::Nodegroup" ->
                    "Raise the group's generation by one: a new group is made, and the old one drained. Or leave it as it is%s and add another."
                            .formatted(
                                    causes.contains("Subnets")
                                            ? ", its zones named in its zones,"
                                            : "");
            case "AWS::EKS::Cluster" ->
                    "Make a new cluster under another name, and move what runs there.";
            default -> "Give it another name.";
        };
    }

    private List<String> rolling(Resource was, Resource becomes, List<String> properties) {
        if (!becomes.type().equals("AWS::EKS::Nodegroup")) {
            return List.of();
        }
        Set<String> rolling =
                properties.stream()
                        .filter(Set.of("Version", "ReleaseVersion", "LaunchTemplate")::contains)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String template : Template.referred(becomes.value("LaunchTemplate/Id").orElse(""))) {
            Resource before = old.resources().get(template);
            Resource now = fresh.resources().get(template);
            if (was.value("LaunchTemplate/Id").equals(becomes.value("LaunchTemplate/Id"))
                    && before != null
                    && now != null
                    && !before.value("LaunchTemplateData")
                            .equals(now.value("LaunchTemplateData"))) {
                rolling.add("LaunchTemplate");
            }
        }
        return List.copyOf(rolling);
    }

    private static List<String> differing(Resource was, Resource becomes) {
        Set<String> names = new TreeSet<>(was.properties().keySet());
        names.addAll(becomes.properties().keySet());
        return names.stream()
                .filter(name ->
                        !Objects.equals(was.properties().get(name), becomes.properties().get(name)))
                .toList();
    }

    private Change change(String id, Resource resource, Effect effect, Explanation explanation) {
        return new Change(fresh.stack(), id, resource.type(), effect, explanation);
    }
}
