package io.plimsoll.autoscaler.kubernetes.objects;

import io.plimsoll.autoscaler.decision.model.Taint;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names of taint effects. */
final class TaintEffects {
    static final String ALLOWED = "one of NoSchedule, PreferNoSchedule, NoExecute";

    private TaintEffects() {}

    static Optional<Taint.Effect> parse(@Nullable String name) {
        return Arrays.stream(Taint.Effect.values())
                .filter(effect -> effect.kubernetesName().equals(name))
                .findFirst();
    }
}
