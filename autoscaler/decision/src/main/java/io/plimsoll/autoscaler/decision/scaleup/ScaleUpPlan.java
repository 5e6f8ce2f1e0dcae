package io.plimsoll.autoscaler.decision.scaleup;

import io.plimsoll.autoscaler.decision.answer.Action.ScaleUp;
import io.plimsoll.autoscaler.decision.answer.PodVerdict;
import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Which groups grow, and what becomes of each pod that needs a new node. */
public record ScaleUpPlan(List<ScaleUp> scaleUps, Map<ObjectKey, PodVerdict> verdicts) {

    public static final ScaleUpPlan NOTHING = new ScaleUpPlan(List.of(), Map.of());

    public ScaleUpPlan {
        scaleUps = List.copyOf(scaleUps);
        verdicts = Collections.unmodifiableMap(verdicts);
    }
}
