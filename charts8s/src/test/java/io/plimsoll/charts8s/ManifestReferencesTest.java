package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.plimsoll.charts8s.layout.EnvironmentCharts;
import io.plimsoll.environment.Environment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReferencesTest {

    private static final Set<String> BUILT_IN_ROLES =
            Set.of("system:auth-delegator", "extension-apiserver-authentication-reader");

    static List<Environment> environments() {
        return Environments.all().stream().map(Environments::of).toList();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void namesEachObjectOnce(Environment environment) {
        assertThat(objects(environment))
                .extracting(object ->
                        object.getKind()
                                + " "
                                + object.getMetadata().getNamespace()
                                + " "
                                + object.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void selectsItsOwnPods(Environment environment) {
        assertThat(all(environment, Deployment.class))
                .isNotEmpty()
                .allSatisfy(deployment -> {
                    Map<String, String> labels =
                            deployment.getSpec().getTemplate().getMetadata().getLabels();
                    assertThat(labels)
                            .containsAllEntriesOf(
                                    deployment.getSpec().getSelector().getMatchLabels());
                    assertThat(deployment.getSpec().getSelector().getMatchLabels())
                            .doesNotContainKey("app.kubernetes.io/version");
                });
    }

    @ParameterizedTest
    @MethodSource("environments")
    void givesEachServiceAnEndpointWithAPortOfThatName(Environment environment) {
        assertThat(all(environment, Service.class))
                .isNotEmpty()
                .allSatisfy(service -> {
                    List<Deployment> selected =
                            selected(environment, service, service.getSpec().getSelector());
                    assertThat(selected).hasSize(1);
                    assertThat(portNames(selected.getFirst()))
                            .containsAll(
                                    service.getSpec().getPorts().stream()
                                            .map(port -> port.getTargetPort().getStrVal())
                                            .toList());
                });
    }

    @ParameterizedTest
    @MethodSource("environments")
    void protectsPodsThatExist(Environment environment) {
        assertThat(all(environment, PodDisruptionBudget.class))
                .isNotEmpty()
                .allSatisfy(pdb ->
                        assertThat(
                                        selected(
                                                environment,
                                                pdb,
                                                pdb.getSpec().getSelector().getMatchLabels()))
                                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void guardsTheTrafficOfEveryPod(Environment environment) {
        List<Map<String, String>> guarded =
                all(environment, NetworkPolicy.class)
                        .map(policy -> policy.getSpec().getPodSelector().getMatchLabels())
                        .toList();

        assertThat(podLabels(environment))
                .hasSizeGreaterThan(3)
                .allSatisfy(labels ->
                        assertThat(guarded)
                                .filteredOn(s -> labels.entrySet().containsAll(s.entrySet()))
                                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void scalesADeploymentThatLeavesItsReplicasToTheHpa(Environment environment) {
        assertThat(all(environment, HorizontalPodAutoscaler.class))
                .isNotEmpty()
                .allSatisfy(hpa -> {
                    Deployment target =
                            all(environment, Deployment.class)
                                    .filter(d -> sameNamespace(hpa, d))
                                    .filter(d ->
                                            d.getMetadata()
                                                    .getName()
                                                    .equals(
                                                            hpa.getSpec()
                                                                    .getScaleTargetRef()
                                                                    .getName()))
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(target.getSpec().getReplicas()).isNull();
                });
    }

    @ParameterizedTest
    @MethodSource("environments")
    void runsUnderServiceAccountsThatExist(Environment environment) {
        assertThat(all(environment, Deployment.class))
                .allSatisfy(deployment ->
                        assertThat(accounts(environment))
                                .contains(
                                        deployment.getMetadata().getNamespace()
                                                + "/"
                                                + podSpec(deployment).getServiceAccountName()));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void mountsVolumesThatThePodHas(Environment environment) {
        assertThat(all(environment, Deployment.class))
                .allSatisfy(deployment -> {
                    List<String> volumes =
                            podSpec(deployment).getVolumes().stream()
                                    .map(volume -> volume.getName())
                                    .toList();
                    assertThat(containers(podSpec(deployment)))
                            .flatExtracting(Container::getVolumeMounts)
                            .allSatisfy(mount -> assertThat(volumes).contains(mount.getName()));
                });
    }

    @ParameterizedTest
    @MethodSource("environments")
    void bindsRolesThatExistToAccountsThatExist(Environment environment) {
        List<Subject> subjects =
                Stream.concat(
                                all(environment, ClusterRoleBinding.class)
                                        .flatMap(binding -> binding.getSubjects().stream()),
                                all(environment, RoleBinding.class)
                                        .flatMap(binding -> binding.getSubjects().stream()))
                        .toList();
        List<String> roles =
                Stream.concat(
                                all(environment, ClusterRoleBinding.class)
                                        .map(binding -> binding.getRoleRef().getName()),
                                all(environment, RoleBinding.class)
                                        .map(binding -> binding.getRoleRef().getName()))
                        .filter(role -> !BUILT_IN_ROLES.contains(role))
                        .toList();

        assertThat(subjects)
                .isNotEmpty()
                .extracting(subject -> subject.getNamespace() + "/" + subject.getName())
                .allMatch(accounts(environment)::contains);
        assertThat(roles).isNotEmpty().allMatch(roleNames(environment)::contains);
    }

    private static List<HasMetadata> objects(Environment environment) {
        return EnvironmentCharts.of(environment).stream()
                .flatMap(chart -> chart.objects().stream())
                .toList();
    }

    private static <T extends HasMetadata> Stream<T> all(Environment environment, Class<T> type) {
        return objects(environment).stream().filter(type::isInstance).map(type::cast);
    }

    private static List<Map<String, String>> podLabels(Environment environment) {
        return Stream.concat(
                        all(environment, Deployment.class).map(d -> d.getSpec().getTemplate()),
                        all(environment, Job.class).map(job -> job.getSpec().getTemplate()))
                .map(template -> template.getMetadata().getLabels())
                .toList();
    }

    private static List<Deployment> selected(
            Environment environment, HasMetadata from, Map<String, String> selector) {
        return all(environment, Deployment.class)
                .filter(deployment -> sameNamespace(from, deployment))
                .filter(deployment ->
                        deployment
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(selector.entrySet()))
                .toList();
    }

    private static boolean sameNamespace(HasMetadata one, HasMetadata other) {
        return one.getMetadata().getNamespace().equals(other.getMetadata().getNamespace());
    }

    private static List<String> portNames(Deployment deployment) {
        return podSpec(deployment).getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName)
                .toList();
    }

    private static List<Container> containers(PodSpec spec) {
        return Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream())
                .toList();
    }

    private static PodSpec podSpec(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static List<String> accounts(Environment environment) {
        return all(environment, ServiceAccount.class)
                .map(a -> a.getMetadata().getNamespace() + "/" + a.getMetadata().getName())
                .toList();
    }

    private static List<String> roleNames(Environment environment) {
        return Stream.concat(all(environment, ClusterRole.class), all(environment, Role.class))
                .map(role -> role.getMetadata().getName())
                .toList();
    }
}
