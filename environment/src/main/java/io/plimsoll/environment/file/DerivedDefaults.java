package io.plimsoll.environment.file;

import io.plimsoll.environment.AmiType;
import io.plimsoll.environment.AutoscalerConfig;
import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ImageName;
import io.plimsoll.environment.KongConfig;
import io.plimsoll.environment.LoadConfig;
import io.plimsoll.environment.TaintConfig;
import io.plimsoll.environment.ec2.Accelerator;
import io.plimsoll.environment.ec2.Architecture;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.file.Yaml.Mapping;
import io.plimsoll.environment.file.Yaml.Scalar;
import io.plimsoll.environment.file.Yaml.Sequence;
import io.plimsoll.environment.flags.FlagText;
import io.plimsoll.environment.names.SharedNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Defaults that follow from other values of the same file. */
final class DerivedDefaults {

    private static final String WORKLOAD_LABEL = "plimsoll.io/workload";

    /** Regions whose zones a and b a new account does not get. */
    private static final Map<String, List<String>> ZONE_LETTERS =
            Map.of("us-west-1", List.of("a", "c"), "ap-northeast-1", List.of("a", "c"));

    /**
     * Cluster Autoscaler's newest patch of each minor version, as of 24 July 2026 (its releases),
     * with the digest of its index of architectures where kubernetes/k8s.io's list of promoted
     * images or several projects that pin it have one.
     */
    private static final Map<String, String> UPSTREAM =
            Map.of(
                    "1.28",
                            "1.28.7@sha256:77906954da9171425c8c8d3286091818143b6dcf9039abd49b8f33f1502978a1",
                    "1.29",
                            "1.29.5@sha256:76865740be7c965b35ee1524931bb4abfe4c27b5bfad280e84068cd6653ee7bb",
                    "1.30", "1.30.7",
                    "1.31", "1.31.5",
                    "1.32", "1.32.7",
                    "1.33", "1.33.6",
                    "1.34", "1.34.5",
                    "1.35",
                            "1.35.2@sha256:aac369dc283927a623deb1af54696efcc722ae79255aa07788422e495bab887d",
                    "1.36", "1.36.1");

    /** Stands in for what follows from a bad value, which is blamed enough by itself. */
    private static final Yaml UNKNOWN_SIZE = new Scalar("0", Yaml.Kind.INTEGER, 0);

    private DerivedDefaults() {}

    /**
     * @param file with the declared defaults filled in
     */
    static Mapping complete(Mapping file) {
        Mapping completed = zones(file);
        completed = inside(completed, "kong", DerivedDefaults::kongImage);
        completed = inside(completed, "load", DerivedDefaults::loadImage);
        completed = autoscalerImage(completed);
        completed = mirrored(completed);
        completed = inside(completed, "autoscaler", DerivedDefaults::autoscalerAccount);
        completed = inside(completed, "autoscaler", DerivedDefaults::autoscalerFlags);
        completed = gitOpsPath(completed);
        completed = groups(completed);
        completed = interruptionQueue(completed);
        completed = selector(completed, "kong", "kong");
        completed = selector(completed, "load", "load");
        return selector(completed, "autoscaler", "system");
    }

    private static Mapping zones(Mapping file) {
        String region = cluster(file, "region").orElse(ClusterConfig.DEFAULT_REGION);
        List<Yaml> zones =
                ZONE_LETTERS.getOrDefault(region, List.of("a", "b")).stream()
                        .<Yaml>map(letter -> Yaml.text(region + letter))
                        .toList();
        return inside(
                file, "vpc", vpc -> vpc.withDefault("availabilityZones", new Sequence(zones, 0)));
    }

    private static Mapping kongImage(Mapping kong) {
        boolean konnect = kong.text("mode").filter("konnect"::equals).isPresent();
        return kong.withDefault(
                "image", Yaml.text(konnect ? KongConfig.KONNECT_IMAGE : KongConfig.DBLESS_IMAGE));
    }

    private static Mapping loadImage(Mapping load) {
        boolean k6 = load.text("tool").filter("k6"::equals).isPresent();
        return load.withDefault(
                "image", Yaml.text(k6 ? LoadConfig.K6_IMAGE : LoadConfig.FORTIO_IMAGE));
    }

    private static Mapping autoscalerImage(Mapping file) {
        String version = cluster(file, "kubernetesVersion").orElse("");
        return inside(
                file,
                "autoscaler",
                block ->
                        block.withDefault(
                                "image", Yaml.text(autoscalerImage(file, block, version))));
    }

    private static String autoscalerImage(Mapping file, Mapping autoscaler, String version) {
        if (autoscaler.text("kind").filter("cluster-autoscaler"::equals).isPresent()) {
            return upstreamImage(version);
        }
        String region = cluster(file, "region").orElse(ClusterConfig.DEFAULT_REGION);
        String registry = SharedNames.registry(cluster(file, "account"), region);
        return autoscaler
                .text("repository")
                .map(repository -> registry + "/" + repository + ":0.1.0")
                .orElse(AutoscalerConfig.UNSET_IMAGE);
    }

    /** Every image by its name in the registry that the environment has copies in. */
    private static Mapping mirrored(Mapping file) {
        Optional<String> registry = cluster(file, "imageRegistry");
        if (registry.isEmpty()) {
            return file;
        }
        Mapping completed = file;
        for (String block : List.of("kong", "load", "autoscaler")) {
            completed =
                    inside(
                            completed,
                            block,
                            inner ->
                                    inner.text("image")
                                            .map(image ->
                                                    inner.with(
                                                            "image",
                                                            Yaml.text(
                                                                    ImageName.of(image)
                                                                            .in(registry.get()))))
                                            .orElse(inner));
        }
        return completed;
    }

    private static Mapping autoscalerAccount(Mapping autoscaler) {
        boolean karpenter = autoscaler.text("kind").filter("karpenter"::equals).isPresent();
        return autoscaler.withDefault(
                "serviceAccount", Yaml.text(karpenter ? "karpenter" : "cluster-autoscaler"));
    }

    /** Upstream's knows neither the cheapest mix nor consolidation. */
    private static Mapping autoscalerFlags(Mapping autoscaler) {
        boolean ours = autoscaler.text("kind").filter("plimsoll"::equals).isPresent();
        Mapping flags =
                Mapping.EMPTY
                        .with("expander", Yaml.text(ours ? FlagText.CHEAPEST_MIX : "least-waste"))
                        .with("scale-down-unneeded-time", Yaml.text("10m"))
                        .with("scale-down-delay-after-add", Yaml.text("10m"));
        return autoscaler.withDefault(
                "flags", ours ? flags.with("consolidation", Yaml.text("replace")) : flags);
    }

    /** Spot instances are the ones that go without anybody's doing. */
    private static Mapping interruptionQueue(Mapping file) {
        boolean spot =
                file.get("nodeGroups").stream()
                        .flatMap(groups ->
                                groups instanceof Sequence list
                                        ? list.items().stream()
                                        : Stream.of())
                        .anyMatch(group ->
                                group instanceof Mapping mapping
                                        && mapping.text("capacityType")
                                                .filter("spot"::equals)
                                                .isPresent());
        return inside(
                file,
                "autoscaler",
                autoscaler -> {
                    boolean ours = autoscaler.text("kind").filter("plimsoll"::equals).isPresent();
                    boolean another =
                            autoscaler
                                    .mapping("flags")
                                    .flatMap(flags -> flags.get("interruption-queue"))
                                    .isPresent();
                    return autoscaler.withDefault(
                            "interruptionQueue",
                            new Scalar(
                                    String.valueOf(ours && spot && !another),
                                    Yaml.Kind.BOOLEAN,
                                    0));
                });
    }

    private static Optional<String> cluster(Mapping file, String key) {
        return file.mapping("cluster").flatMap(cluster -> cluster.text(key));
    }

    /** Cluster Autoscaler's minor version has to be the cluster's. */
    private static String upstreamImage(String version) {
        return "registry.k8s.io/autoscaling/cluster-autoscaler:v"
                + UPSTREAM.getOrDefault(version, version + ".0");
    }

    private static Mapping gitOpsPath(Mapping file) {
        String name = cluster(file, "name").orElse("");
        return inside(
                file,
                "gitops",
                gitOps -> gitOps.withDefault("path", Yaml.text("clusters/" + name)));
    }

    private static Mapping groups(Mapping file) {
        if (!(file.get("nodeGroups").orElse(Mapping.EMPTY) instanceof Sequence groups)) {
            return file;
        }
        List<Yaml> completed = groups.items().stream().map(DerivedDefaults::group).toList();
        return file.with("nodeGroups", new Sequence(completed, groups.line()));
    }

    private static Yaml group(Yaml group) {
        if (!(group instanceof Mapping mapping)) {
            return group;
        }
        Mapping completed = startupTaints(mapping);
        completed = completed.withDefault("amiType", Yaml.text(amiType(mapping).eksName()));
        Yaml min = mapping.get("min").filter(DerivedDefaults::isSize).orElse(UNKNOWN_SIZE);
        return completed.withDefault("desired", min);
    }

    private static Mapping startupTaints(Mapping group) {
        if (!(group.get("taints").orElse(Mapping.EMPTY) instanceof Sequence taints)) {
            return group;
        }
        List<Yaml> completed =
                taints.items().stream()
                        .<Yaml>map(taint ->
                                taint instanceof Mapping block
                                        ? block.withDefault("startup", startup(block))
                                        : taint)
                        .toList();
        return group.with("taints", new Sequence(completed, taints.line()));
    }

    private static Yaml startup(Mapping taint) {
        boolean known = taint.text("key").filter(TaintConfig::isKnownStartup).isPresent();
        return new Scalar(String.valueOf(known), Yaml.Kind.BOOLEAN, 0);
    }

    private static boolean isSize(Yaml value) {
        return value instanceof Scalar scalar
                && Scalars.read(int.class, scalar) instanceof Scalars.Reading.Value;
    }

    /** Amazon Linux 2023 with the drivers that the first instance type needs. */
    private static AmiType amiType(Mapping group) {
        return group.get("instanceTypes").stream()
                .flatMap(types ->
                        types instanceof Sequence list ? list.items().stream() : Stream.of())
                .flatMap(type -> type instanceof Scalar name ? Stream.of(name.text()) : Stream.of())
                .flatMap(name -> InstanceTypes.find(name).stream())
                .map(DerivedDefaults::amiType)
                .findFirst()
                .orElse(AmiType.AL2023_X86_64_STANDARD);
    }

    private static AmiType amiType(InstanceType type) {
        boolean arm = type.architecture() == Architecture.ARM64;
        return switch (Accelerator.of(type)) {
            case NONE -> arm ? AmiType.AL2023_ARM_64_STANDARD : AmiType.AL2023_X86_64_STANDARD;
            case NVIDIA -> arm ? AmiType.AL2023_ARM_64_NVIDIA : AmiType.AL2023_X86_64_NVIDIA;
            case NEURON -> AmiType.AL2023_X86_64_NEURON;
        };
    }

    /** Selects the workload's own groups where there are some, else leaves the pods free. */
    private static Mapping selector(Mapping file, String block, String workload) {
        boolean labelled =
                file.get("nodeGroups").stream()
                        .flatMap(groups ->
                                groups instanceof Sequence list
                                        ? list.items().stream()
                                        : Stream.of())
                        .flatMap(group ->
                                group instanceof Mapping mapping
                                        ? mapping.mapping("labels").stream()
                                        : Stream.of())
                        .anyMatch(labels ->
                                labels.text(WORKLOAD_LABEL).filter(workload::equals).isPresent());
        Mapping selector =
                labelled ? Mapping.EMPTY.with(WORKLOAD_LABEL, Yaml.text(workload)) : Mapping.EMPTY;
        return inside(file, block, inner -> inner.withDefault("nodeSelector", selector));
    }

    private static Mapping inside(Mapping file, String key, UnaryOperator<Mapping> change) {
        return file.mapping(key).map(block -> file.with(key, change.apply(block))).orElse(file);
    }
}
