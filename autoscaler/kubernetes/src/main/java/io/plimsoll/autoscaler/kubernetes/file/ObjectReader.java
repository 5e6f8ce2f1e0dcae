package io.plimsoll.autoscaler.kubernetes.file;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.plimsoll.autoscaler.decision.model.Pod;
import io.plimsoll.autoscaler.kubernetes.objects.Kinds;
import io.plimsoll.autoscaler.kubernetes.objects.PodConverter;
import io.plimsoll.autoscaler.kubernetes.objects.PriorityClasses;
import io.plimsoll.autoscaler.kubernetes.objects.WorkloadPods;
import io.plimsoll.autoscaler.kubernetes.objects.WrongObjectException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Makes typed objects, and tells in words why it cannot. */
final class ObjectReader {

    /** As strict as the API server: {@code "3"} is no number, 3 no text, 3.5 no replicas. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            config -> {
                                for (CoercionInputShape shape :
                                        List.of(
                                                CoercionInputShape.Integer,
                                                CoercionInputShape.Float,
                                                CoercionInputShape.Boolean)) {
                                    config.setCoercion(shape, CoercionAction.Fail);
                                }
                            })
                    .build();

    private static final PodConverter PODS = new PodConverter(PriorityClasses.BUILT_IN);

    private ObjectReader() {}

    /** What became of a document. */
    sealed interface Result {
        record Read(HasMetadata object) implements Result {}

        /**
         * A pod that a cluster has seen.
         *
         * @param priorityClass from which its priority follows, empty where it names none; nothing
         *     for a pod that says its priority
         */
        record ReadPod(Pod pod, Optional<String> priorityClass) implements Result {}

        /**
         * @param problems field, value and what is allowed; at least one
         */
        record Wrong(List<String> problems) implements Result {}
    }

    /** How pods are read takes a moment to find out, in which a file can be read. */
    static void prepare() {
        MAPPER.readerFor(io.fabric8.kubernetes.api.model.Pod.class);
    }

    /**
     * @param number of the object, for a name where the cluster is to make one up
     * @param ofCluster whether pods that a cluster has seen become what decisions know of them, so
     *     that of a large cluster no more than that is kept
     */
    static Result read(Kinds.Kind kind, Document document, int number, boolean ofCluster) {
        Shape shape = new Shape(document);
        List<String> problems = shape.normalize(kind, document.apiVersion(), number);
        if (!problems.isEmpty()) {
            return new Result.Wrong(problems);
        }
        try {
            HasMetadata object = MAPPER.treeToValue(document.json(), kind.type());
            if (ofCluster
                    && object instanceof io.fabric8.kubernetes.api.model.Pod pod
                    && isSeen(pod)) {
                return pod(pod);
            }
            // Its pods are made later, by whoever needs them; that they can be is told here.
            WorkloadPods.of(object).ifPresent(pods -> PODS.convert(pods.pod(0)));
            return new Result.Read(object);
        } catch (WrongObjectException e) {
            return new Result.Wrong(List.of("its pods: " + e.getMessage()));
        } catch (InputCoercionException e) {
            return new Result.Wrong(List.of("a number is too large"));
        } catch (DatabindException e) {
            return new Result.Wrong(List.of(describe(document.json(), e)));
        }
    }

    /** Its uid and phase come from an API server. */
    private static boolean isSeen(io.fabric8.kubernetes.api.model.Pod pod) {
        String uid = pod.getMetadata().getUid();
        return uid != null
                && !uid.isEmpty()
                && pod.getStatus() != null
                && pod.getStatus().getPhase() != null;
    }

    private static Result pod(io.fabric8.kubernetes.api.model.Pod pod) {
        try {
            PodSpec spec = pod.getSpec() == null ? new PodSpec() : pod.getSpec();
            String named = spec.getPriorityClassName();
            return new Result.ReadPod(
                    PODS.convert(pod),
                    spec.getPriority() == null
                            ? Optional.of(named == null ? "" : named)
                            : Optional.empty());
        } catch (WrongObjectException e) {
            return new Result.Wrong(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static String describe(JsonNode object, DatabindException problem) {
        StringBuilder field = new StringBuilder();
        JsonNode value = object;
        for (JacksonException.Reference step : problem.getPath()) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
                value = value.path(step.getIndex());
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
                value = value.path(step.getPropertyName());
            }
        }
        return "%s: %s is not %s".formatted(field, Document.quoted(value), wanted(problem, value));
    }

    private static String wanted(DatabindException problem, JsonNode value) {
        if (!(problem instanceof MismatchedInputException mismatch)
                || mismatch.getTargetType() == null) {
            return "a quantity such as 250m or 1Gi, or a number or text";
        }
        Class<?> type = mismatch.getTargetType();
        if (type == String.class) {
            return value.isValueNode() ? "a text; put it in quotes" : "a text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a whole number within bounds";
        }
        if (type == Quantity.class) {
            return "a quantity such as 250m or 1Gi";
        }
        if (type == IntOrString.class) {
            return "a number or a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a map";
    }
}
