package io.plimsoll.autoscaler.kubernetes;

import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds evictions, a node's pods, and refusals by request, to the library's store of objects. */
final class EvictingDispatcher extends Dispatcher {
    private static final String EVICTION = "/eviction";

    /** The pod's own, or the one that an eviction's preconditions name. */
    private static final Pattern UID = Pattern.compile("\"uid\"\\s*:\\s*\"([^\"]+)\"");

    private static final Pattern PODS_OF_NODE =
            Pattern.compile("(.*/pods)\\?fieldSelector=spec\\.nodeName(?:=|%3D)([^&]+)");

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    private final Set<String> protectedPods = ConcurrentHashMap.newKeySet();
    private final Set<String> conflicts = ConcurrentHashMap.newKeySet();

    /** Answers evictions of the pod with 429 from now on. */
    void protect(String podPath) {
        protectedPods.add(podPath);
    }

    /** Answers the next update of the path with 409. */
    void failNextUpdate(String path) {
        conflicts.add(path);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (request.getPath().endsWith(EVICTION)) {
            return evict(request.getPath().replace(EVICTION, ""), request.getBody().readUtf8());
        }
        if (request.getMethod().equals("PUT") && conflicts.remove(request.getPath())) {
            return answer(CONFLICT);
        }
        Matcher podsOfNode = PODS_OF_NODE.matcher(request.getPath());
        return podsOfNode.matches()
                ? podsOn(podsOfNode.group(2), objects.handleGet(podsOfNode.group(1)))
                : objects.dispatch(request);
    }

    /** The store knows no selectors of fields but an object's names. */
    private static MockResponse podsOn(String node, MockResponse all) {
        PodList pods = Serialization.unmarshal(all.getBody().readUtf8(), PodList.class);
        pods.getItems().removeIf(pod -> !node.equals(pod.getSpec().getNodeName()));
        return new MockResponse()
                .setResponseCode(OK)
                .setHeader("Content-Type", "application/json")
                .setBody(Serialization.asJson(pods));
    }

    private MockResponse evict(String podPath, String eviction) {
        MockResponse pod = objects.handleGet(podPath);
        if (pod.code() == NOT_FOUND) {
            return answer(NOT_FOUND);
        }
        if (!uid(pod.getBody().readUtf8()).equals(uid(eviction))) {
            return answer(CONFLICT);
        }
        if (protectedPods.contains(podPath)) {
            return answer(TOO_MANY);
        }
        objects.handleDelete(podPath);
        return answer(CREATED);
    }

    private static String uid(String json) {
        Matcher uid = UID.matcher(json);
        return uid.find() ? uid.group(1) : "";
    }

    private static MockResponse answer(int code) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody("{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"code\":" + code + "}");
    }

    @Override
    public void shutdown() {
        objects.shutdown();
    }
}
