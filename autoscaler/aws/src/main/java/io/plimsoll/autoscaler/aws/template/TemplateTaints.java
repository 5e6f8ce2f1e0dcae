package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.decision.model.Taint;
import io.plimsoll.autoscaler.decision.model.Taint.Effect;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.tags.NodeTemplateTags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Taints that a group's nodes register with. */
final class TemplateTaints {

    private TemplateTaints() {}

    /** Tags and EKS may say the same; then the taint is there once. */
    static List<Taint> of(Optional<Nodegroup> managed, NodeTemplateTags tags) {
        return Stream.concat(
                        tags.taints().stream().map(TemplateTaints::ofTag),
                        managed.stream()
                                .flatMap(nodes -> nodes.taints().stream())
                                .map(TemplateTaints::ofEks))
                .distinct()
                .toList();
    }

    private static Taint ofTag(TaintConfig taint) {
        Effect effect =
                switch (taint.effect()) {
                    case NO_SCHEDULE -> Effect.NO_SCHEDULE;
                    case PREFER_NO_SCHEDULE -> Effect.PREFER_NO_SCHEDULE;
                    case NO_EXECUTE -> Effect.NO_EXECUTE;
                };
        return new Taint(taint.key(), taint.value(), effect);
    }

    private static Taint ofEks(software.amazon.awssdk.services.eks.model.Taint taint) {
        if (taint.key() == null || taint.effect() == null) {
            throw new TemplateException(
                    "a taint of its EKS node group lacks its key or its effect");
        }
        Effect effect =
                switch (taint.effect()) {
                    case NO_SCHEDULE -> Effect.NO_SCHEDULE;
                    case PREFER_NO_SCHEDULE -> Effect.PREFER_NO_SCHEDULE;
                    case NO_EXECUTE -> Effect.NO_EXECUTE;
                    case UNKNOWN_TO_SDK_VERSION ->
                            throw new TemplateException(
                                    "unknown taint effect " + taint.effectAsString());
                };
        return new Taint(taint.key(), taint.value() == null ? "" : taint.value(), effect);
    }
}
