package io.plimsoll.autoscaler.kubernetes.report;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.autoscaler.engine.port.Reporter.ObjectReference;
import io.plimsoll.autoscaler.engine.port.Reporter.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** Creates core/v1 Events. */
final class EventWriter {
    private static final String COMPONENT = "cluster-autoscaler";

    /** What the API server takes at most. */
    private static final int MAX_MESSAGE = 1024;

    private final KubernetesClient client;
    private final Function<ObjectReference, Optional<String>> uids;
    private long written;

    EventWriter(KubernetesClient client, Function<ObjectReference, Optional<String>> uids) {
        this.client = client;
        this.uids = uids;
    }

    void write(
            ObjectReference object, Severity severity, String reason, String message, Instant now) {
        client.v1().events().resource(event(object, severity, reason, message, now)).create();
    }

    private Event event(
            ObjectReference object, Severity severity, String reason, String message, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        // Events about objects of no namespace are kept where client-go keeps them.
        String namespace = object.namespace().isEmpty() ? "default" : object.namespace();
        return new EventBuilder()
                .withNewMetadata()
                .withName(object.name() + "." + suffix(now))
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(object.kind().equals("Lease") ? "coordination.k8s.io/v1" : "v1")
                .withKind(object.kind())
                .withNamespace(object.namespace().isEmpty() ? null : object.namespace())
                .withName(object.name())
                .withUid(uids.apply(object).orElse(null))
                .endInvolvedObject()
                .withType(
                        switch (severity) {
                            case NORMAL -> "Normal";
                            case WARNING -> "Warning";
                        })
                .withReason(reason)
                .withMessage(message.substring(0, Math.min(message.length(), MAX_MESSAGE)))
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .withCount(1)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .build();
    }

    /** Differs between events of one process by the count, and between processes by the time. */
    private String suffix(Instant now) {
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return HexFormat.of().toHexDigits(nanos + written++);
    }
}
