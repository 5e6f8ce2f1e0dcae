package io.plimsoll.autoscaler.app.real;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plimsoll.testbed.FaultyProxy;
import io.plimsoll.testbed.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The autoscaler's service account and rights as the written manifests have them, and, from the API
 * server's audit log, what it asked for with them.
 */
final class ManifestRights {

    static final String NAMESPACE = "plimsoll";

    private static final String SERVICE_ACCOUNT = "node-autoscaler";
    private static final Path MANIFEST =
            Path.of(
                    "../../charts8s/src/test/resources/golden/konnect/plain/0001-autoscaler.k8s.yaml");
    private static final Path AUDIT_LOG = Programs.FOLDER.resolve("audit.log");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<HasMetadata> objects;

    private ManifestRights(List<HasMetadata> objects) {
        this.objects = objects;
    }

    /** What the control plane needs to keep the log. */
    static Map<String, String> auditing() throws IOException, URISyntaxException {
        Files.deleteIfExists(AUDIT_LOG);
        Path policy =
                Path.of(
                        Objects.requireNonNull(
                                        ManifestRights.class.getResource("audit-policy.yaml"))
                                .toURI());
        return Map.of(
                "API_EXTRA",
                "--audit-policy-file=%s --audit-log-path=%s".formatted(policy, AUDIT_LOG));
    }

    static ManifestRights grant(KubernetesClient admin) throws IOException {
        try (InputStream manifest = Files.newInputStream(MANIFEST)) {
            List<HasMetadata> objects =
                    admin.load(manifest).items().stream()
                            .filter(object ->
                                    object.getApiVersion().startsWith("rbac.")
                                            || object.getKind().equals("ServiceAccount"))
                            .toList();
            admin.namespaces()
                    .resource(
                            new NamespaceBuilder()
                                    .withNewMetadata()
                                    .withName(NAMESPACE)
                                    .endMetadata()
                                    .build())
                    .create();
            objects.forEach(object -> admin.resource(object).create());
            return new ManifestRights(objects);
        }
    }

    /** A kubeconfig with the service account's token in place of the certificate. */
    Path kubeconfig(KubernetesClient admin) throws IOException {
        return kubeconfig(
                admin,
                "autoscaler",
                "{server: \"%s\", certificate-authority-data: %s}"
                        .formatted(admin.getMasterUrl(), admin.getConfiguration().getCaCertData()));
    }

    /** The same, by way of a proxy. */
    Path kubeconfig(KubernetesClient admin, String name, FaultyProxy proxy) throws IOException {
        return kubeconfig(admin, name, "{server: \"%s\"}".formatted(proxy.uri()));
    }

    private static Path kubeconfig(KubernetesClient admin, String name, String cluster)
            throws IOException {
        TokenRequest request =
                admin.serviceAccounts()
                        .inNamespace(NAMESPACE)
                        .withName(SERVICE_ACCOUNT)
                        .tokenRequest(
                                new TokenRequestBuilder()
                                        .withNewSpec()
                                        .withExpirationSeconds(3600L)
                                        .endSpec()
                                        .build());
        String kubeconfig =
                """
                apiVersion: v1
                kind: Config
                clusters:
                  - {name: c, cluster: %s}
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                """
                        .formatted(cluster, request.getStatus().getToken());
        return Files.writeString(Programs.FOLDER.resolve(name + ".kubeconfig"), kubeconfig);
    }

    /** Each right as {@code group resource[/name] verb}. */
    NavigableSet<String> granted() {
        NavigableSet<String> rights = new TreeSet<>();
        rules().forEach(rule -> rights.addAll(rights(rule)));
        return rights;
    }

    /** Those of {@link #granted} that some call has used. */
    NavigableSet<String> used() throws IOException {
        NavigableSet<String> granted = granted();
        NavigableSet<String> used = new TreeSet<>();
        for (JsonNode call : calls()) {
            Stream.of(right(call, ""), right(call, "/" + call.at("/objectRef/name").asString("")))
                    .filter(granted::contains)
                    .forEach(used::add);
        }
        return used;
    }

    /** Calls that were refused for want of a right. */
    NavigableSet<String> refused() throws IOException {
        NavigableSet<String> refused = new TreeSet<>();
        for (JsonNode call : calls()) {
            if (call.at("/responseStatus/code").asInt() == 403) {
                refused.add(
                        call.path("verb").asString() + " " + call.path("requestURI").asString());
            }
        }
        return refused;
    }

    private static List<JsonNode> calls() throws IOException {
        try (Stream<String> lines = Files.lines(AUDIT_LOG)) {
            return lines.map(JSON::readTree).toList();
        }
    }

    private static String right(JsonNode call, String name) {
        JsonNode object = call.path("objectRef");
        String subresource = object.path("subresource").asString("");
        return right(
                object.path("apiGroup").asString(""),
                object.path("resource").asString("")
                        + (subresource.isEmpty() ? "" : "/" + subresource)
                        + name,
                call.path("verb").asString());
    }

    private Stream<PolicyRule> rules() {
        return objects.stream()
                .flatMap(object ->
                        switch (object) {
                            case ClusterRole role -> role.getRules().stream();
                            case Role role -> role.getRules().stream();
                            default -> Stream.empty();
                        });
    }

    private static List<String> rights(PolicyRule rule) {
        List<String> names =
                rule.getResourceNames().isEmpty()
                        ? List.of("")
                        : rule.getResourceNames().stream().map(name -> "/" + name).toList();
        return rule.getResources().stream()
                .flatMap(resource -> names.stream().map(name -> resource + name))
                .flatMap(resource ->
                        rule.getVerbs().stream()
                                .map(verb -> right(rule.getApiGroups().getFirst(), resource, verb)))
                .toList();
    }

    private static String right(String group, String resource, String verb) {
        return "%s %s %s".formatted(group, resource, verb);
    }
}
