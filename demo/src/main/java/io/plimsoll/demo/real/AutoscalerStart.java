package io.plimsoll.demo.real;

import io.plimsoll.autoscaler.decision.model.ObjectKey;
import java.util.List;

/** As the manifests' Deployment starts the autoscaler. */
public record AutoscalerStart(ObjectKey serviceAccount, List<String> arguments) {
    public AutoscalerStart {
        arguments = List.copyOf(arguments);
    }
}
