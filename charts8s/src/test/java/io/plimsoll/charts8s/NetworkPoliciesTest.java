package io.plimsoll.charts8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.plimsoll.charts8s.NetworkPolicies.End;
import io.plimsoll.charts8s.NetworkPolicies.Flow;
import io.plimsoll.charts8s.layout.EnvironmentCharts;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.ClusterOptions.Identity;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.VpcConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the written policies against every flow that each pod needs, and some that none does. */
class NetworkPoliciesTest {

    private static final End DNS = new End.Pod("kube-system", Map.of("k8s-app", "kube-dns"));
    private static final End PROMETHEUS =
            new End.Pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus"));
    private static final End SOMEBODY = new End.Pod("team-a", Map.of("app", "shop"));
    private static final End INTERNET = new End.Address("203.0.113.7");
    private static final End API_SERVER = new End.Address("172.20.0.1");
    private static final End POD_IDENTITY_AGENT = new End.Address("169.254.170.23");
    private static final End INSTANCE_METADATA = new End.Address("169.254.169.254");

    static List<String> environments() {
        return Environments.all();
    }

    private static Flow tcp(End from, End to, int port) {
        return new Flow(from, to, "TCP", port);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void letThroughWhatEachPodNeeds(String name) {
        Environment environment = Environments.of(name);
        NetworkPolicies policies = policies(environment);

        assertThat(needed(environment)).allMatch(policies::letThrough);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void closeTheRest(String name) {
        Environment environment = Environments.of(name);
        NetworkPolicies policies = policies(environment);

        assertThat(unwanted(environment)).noneMatch(policies::letThrough);
    }

    private static List<Flow> needed(Environment environment) {
        End kong = pod(environment, "kong");
        End load = pod(environment, "load");
        End upstream = pod(environment, "upstream");
        List<Flow> flows = new ArrayList<>();
        for (End resolving : List.of(kong, load)) {
            flows.add(new Flow(resolving, DNS, "UDP", 53));
            flows.add(tcp(resolving, DNS, 53));
        }
        flows.add(tcp(load, kong, 8000));
        flows.add(tcp(load, API_SERVER, 443));
        flows.add(tcp(SOMEBODY, kong, 8000));
        flows.add(tcp(INTERNET, kong, 8443));
        flows.add(tcp(PROMETHEUS, kong, 8100));
        switch (environment.workloads().kong().mode()) {
            case DBLESS -> flows.add(tcp(kong, upstream, 8080));
            case KONNECT -> {
                flows.add(tcp(kong, INTERNET, 443));
                flows.add(tcp(kong, POD_IDENTITY_AGENT, 80));
            }
            case HYBRID -> {
                flows.add(tcp(kong, INTERNET, 8005));
                flows.add(tcp(kong, INTERNET, 8006));
            }
        }
        if (environment.workloads().kong().isBalanced()) {
            flows.add(tcp(new End.Address(addressInside(environment.vpc())), kong, 8100));
        }
        flows.addAll(neededBySystem(environment));
        return flows;
    }

    private static List<Flow> neededBySystem(Environment environment) {
        List<Flow> flows = new ArrayList<>();
        if (environment.workloads().autoscaler().program().kind() != Kind.KARPENTER) {
            End autoscaler = pod(environment, "cluster-autoscaler");
            flows.add(new Flow(autoscaler, DNS, "UDP", 53));
            flows.add(tcp(autoscaler, API_SERVER, 443));
            flows.add(tcp(autoscaler, INTERNET, 443));
            flows.add(tcp(PROMETHEUS, autoscaler, 8085));
            if (environment.cluster().options().identity() == Identity.POD_IDENTITY) {
                flows.add(tcp(autoscaler, POD_IDENTITY_AGENT, 80));
            }
        }
        switch (environment.workloads().addOns().metricsServer()) {
            case CHART -> {
                End metricsServer = pod(environment, "metrics-server");
                flows.add(tcp(API_SERVER, metricsServer, 10250));
                flows.add(tcp(metricsServer, new End.Address("10.0.0.9"), 10250));
                flows.add(tcp(metricsServer, API_SERVER, 443));
            }
            case ADDON -> {}
        }
        return flows;
    }

    private static List<Flow> unwanted(Environment environment) {
        End kong = pod(environment, "kong");
        End upstream = pod(environment, "upstream");
        End load = pod(environment, "load");
        List<Flow> flows =
                new ArrayList<>(
                        List.of(
                                tcp(kong, INSTANCE_METADATA, 80),
                                tcp(load, INSTANCE_METADATA, 80),
                                tcp(SOMEBODY, upstream, 8080),
                                tcp(INTERNET, upstream, 8080),
                                tcp(SOMEBODY, load, 8080),
                                tcp(upstream, INTERNET, 443),
                                tcp(SOMEBODY, kong, 8444)));
        if (!environment.workloads().kong().isBalanced()) {
            flows.add(tcp(INTERNET, kong, 8100));
        }
        if (environment.workloads().kong().mode() == KongConfig.Mode.DBLESS) {
            flows.add(tcp(kong, INTERNET, 443));
        }
        if (environment.workloads().autoscaler().program().kind() != Kind.KARPENTER) {
            End autoscaler = pod(environment, "cluster-autoscaler");
            flows.add(tcp(INTERNET, autoscaler, 8085));
            flows.add(tcp(autoscaler, INSTANCE_METADATA, 80));
        }
        return flows;
    }

    private static String addressInside(VpcConfig network) {
        return switch (network) {
            case VpcConfig.New vpc -> vpc.cidr().replaceFirst("\\.\\d+/.*", ".9");
            case VpcConfig.Imported _, VpcConfig.LookedUp _ -> "10.99.0.9";
        };
    }

    private static NetworkPolicies policies(Environment environment) {
        return new NetworkPolicies(
                objects(environment).stream()
                        .filter(NetworkPolicy.class::isInstance)
                        .map(NetworkPolicy.class::cast)
                        .toList());
    }

    /** A pod of the application with that name, as its workload makes it. */
    private static End pod(Environment environment, String application) {
        for (HasMetadata object : objects(environment)) {
            PodTemplateSpec template =
                    switch (object) {
                        case Deployment deployment -> deployment.getSpec().getTemplate();
                        case Job job -> job.getSpec().getTemplate();
                        default -> new PodTemplateSpec();
                    };
            if (template.getMetadata() != null
                    && application.equals(
                            template.getMetadata().getLabels().get("app.kubernetes.io/name"))) {
                return new End.Pod(
                        object.getMetadata().getNamespace(), template.getMetadata().getLabels());
            }
        }
        throw new AssertionError(application);
    }

    private static List<HasMetadata> objects(Environment environment) {
        return EnvironmentCharts.of(environment).stream()
                .flatMap(chart -> chart.objects().stream())
                .toList();
    }
}
