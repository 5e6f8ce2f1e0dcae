package io.plimsoll.autoscaler.aws.template;

import io.plimsoll.autoscaler.aws.template.Machine.Kubelet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * What launch templates and EKS make of a machine for its kubelet; of several templates the least.
 */
final class KubeletReader {

    /**
     * What EKS gives a managed node group's nodes when nobody says otherwise, and Bottlerocket's
     * data volume.
     */
    private static final int DEFAULT_DISK_GIB = 20;

    private static final long GIB = 1L << 30;

    /** Of Amazon Linux; of Ubuntu and Windows. The order of mappings has no meaning. */
    private static final Set<String> ROOT_DEVICES = Set.of("/dev/xvda", "/dev/sda1");

    /** Holds images, logs and emptyDirs; the root volume holds the system alone. */
    private static final Set<String> BOTTLEROCKET_DATA = Set.of("/dev/xvdb");

    private static final Set<String> EFA = Set.of("efa", "efa-only");

    private KubeletReader() {}

    /**
     * @param launches of the group and of its overrides; none where it has a launch configuration
     */
    static Kubelet read(
            List<ResponseLaunchTemplateData> launches,
            Optional<Nodegroup> managed,
            boolean managedImage) {
        return launches.stream()
                .map(launch -> read(launch, managed, managedImage))
                .reduce(KubeletReader::least)
                .orElseGet(() ->
                        new Kubelet(
                                disk(Optional.empty(), managed).gib() * GIB,
                                OptionalInt.empty(),
                                managedImage,
                                0,
                                disk(Optional.empty(), managed).from()));
    }

    private static Kubelet read(
            ResponseLaunchTemplateData launch, Optional<Nodegroup> managed, boolean managedImage) {
        UserData userData =
                Optional.ofNullable(launch.userData()).map(UserData::of).orElse(UserData.NONE);
        boolean bottlerocket = userData.isBottlerocket() || isBottlerocket(managed);
        Set<String> devices = bottlerocket ? BOTTLEROCKET_DATA : ROOT_DEVICES;
        Disk disk = disk(volume(launch, devices), managed);
        return new Kubelet(
                disk.gib() * GIB,
                userData.maxPods(),
                managedImage,
                efaInterfaces(launch),
                disk.from());
    }

    private static Kubelet least(Kubelet one, Kubelet other) {
        OptionalInt maxPods =
                one.maxPods().isPresent() && other.maxPods().isPresent()
                        ? OptionalInt.of(
                                Math.min(one.maxPods().getAsInt(), other.maxPods().getAsInt()))
                        : OptionalInt.empty();
        return new Kubelet(
                Math.min(one.diskBytes(), other.diskBytes()),
                maxPods,
                one.managedImage(),
                Math.min(one.efaInterfaces(), other.efaInterfaces()),
                one.diskBytes() <= other.diskBytes() ? one.diskFrom() : other.diskFrom());
    }

    private static boolean isBottlerocket(Optional<Nodegroup> managed) {
        return managed.map(Nodegroup::amiTypeAsString)
                .filter(image -> image.startsWith("BOTTLEROCKET"))
                .isPresent();
    }

    private static Optional<Integer> volume(
            ResponseLaunchTemplateData launch, Set<String> devices) {
        return launch.blockDeviceMappings().stream()
                .filter(mapping ->
                        mapping.deviceName() == null || devices.contains(mapping.deviceName()))
                .map(LaunchTemplateBlockDeviceMapping::ebs)
                .filter(Objects::nonNull)
                .flatMap(volume -> Optional.ofNullable(volume.volumeSize()).stream())
                .findFirst();
    }

    private record Disk(long gib, String from) {}

    private static Disk disk(Optional<Integer> ofTemplate, Optional<Nodegroup> managed) {
        return Stream.of(
                        ofTemplate.map(size -> new Disk(size, TemplateOrigins.LAUNCH_TEMPLATE)),
                        managed.map(Nodegroup::diskSize)
                                .map(size -> new Disk(size, TemplateOrigins.EKS_NODE_GROUP)))
                .flatMap(Optional::stream)
                .filter(disk -> disk.gib() > 0)
                .findFirst()
                .orElse(new Disk(DEFAULT_DISK_GIB, "default of EKS"));
    }

    private static int efaInterfaces(ResponseLaunchTemplateData launch) {
        return (int)
                launch.networkInterfaces().stream()
                        .map(LaunchTemplateInstanceNetworkInterfaceSpecification::interfaceType)
                        .filter(Objects::nonNull)
                        .filter(EFA::contains)
                        .count();
    }
}
