package io.plimsoll.charts8s.layout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.plimsoll.charts8s.kong.KongChart;
import io.plimsoll.charts8s.object.ChartManifest;
import io.plimsoll.charts8s.object.CustomObject;
import io.plimsoll.environment.Environment;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.names.SharedNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code base} holds what every mode of Kong shares, {@code kong/<mode>} the data plane, and each
 * overlay is one of these with what it changes: {@code demo} starts the gentlest load on a DB-less
 * Kong, {@code konnect} joins Kong to Konnect, {@code heavy} raises the HPA and starts the heaviest
 * load.
 */
final class KustomizeLayout {

    private KustomizeLayout() {}

    static List<ChartManifest> files(Environment environment) {
        List<ChartManifest> files = new ArrayList<>(base(environment));
        kongs(environment).forEach((mode, variant) -> files.addAll(kong(mode, variant)));
        String own = mode(environment);
        LoadConfig load = environment.workloads().load();
        files.add(overlay("demo", "dbless", List.of(KustomizePatch.start(load.gentlest()))));
        files.add(overlay("konnect", "konnect", List.of()));
        files.add(
                overlay(
                        "heavy",
                        own,
                        List.of(
                                KustomizePatch.hpaMax(environment, load.heaviest()),
                                KustomizePatch.start(load.heaviest()))));
        if (own.equals("hybrid")) {
            files.add(overlay(own, own, List.of()));
        }
        return files;
    }

    private static List<ChartManifest> base(Environment environment) {
        List<ChartManifest> charts =
                EnvironmentCharts.of(environment).stream()
                        .filter(chart -> !chart.name().equals(SharedNames.KONG_RELEASE))
                        .toList();
        List<ChartManifest> files = new ArrayList<>();
        files.add(
                kustomization(
                        "base", charts.stream().map(chart -> chart.name() + ".yaml").toList()));
        charts.forEach(chart -> files.add(chart.at("base/" + chart.name())));
        return files;
    }

    private static Map<String, Environment> kongs(Environment environment) {
        Map<String, Environment> variants = new LinkedHashMap<>();
        variants.put("dbless", KongModes.dbless(environment));
        variants.put("konnect", KongModes.konnect(environment));
        variants.put(mode(environment), environment);
        return variants;
    }

    private static List<ChartManifest> kong(String mode, Environment variant) {
        String folder = "kong/" + mode;
        return List.of(
                kustomization(folder, List.of("kong.yaml")),
                KongChart.of(variant).at(folder + "/kong"));
    }

    private static String mode(Environment environment) {
        return environment.workloads().kong().mode().name().toLowerCase(Locale.ROOT);
    }

    private static ChartManifest overlay(
            String name, String mode, List<Map<String, Object>> patches) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resources", List.of("../../base", "../../kong/" + mode));
        if (!patches.isEmpty()) {
            fields.put("patches", patches);
        }
        return new ChartManifest(
                "overlays/" + name + "/kustomization", List.of(kustomization(name, fields)));
    }

    private static ChartManifest kustomization(String folder, List<String> resources) {
        return new ChartManifest(
                folder + "/kustomization",
                List.of(
                        kustomization(
                                folder.substring(folder.lastIndexOf('/') + 1),
                                Map.of("resources", resources))));
    }

    private static HasMetadata kustomization(String name, Map<String, ?> fields) {
        return CustomObject.withFields(
                "kustomize.config.k8s.io/v1beta1",
                "Kustomization",
                new ObjectMetaBuilder()
                        .withName(name)
                        .addToAnnotations("config.kubernetes.io/local-config", "true")
                        .build(),
                fields);
    }
}
