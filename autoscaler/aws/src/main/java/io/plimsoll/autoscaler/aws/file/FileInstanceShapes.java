package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.template.InstanceShapeMapping;
import io.plimsoll.autoscaler.aws.template.InstanceShapes;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;

/** Instance types from a file, and from the built-in catalogue what the file lacks. */
final class FileInstanceShapes implements InstanceShapes {

    static final FileInstanceShapes BUILT_IN = new FileInstanceShapes(Map.of());

    private final Map<String, InstanceType> types;

    private FileInstanceShapes(Map<String, InstanceType> types) {
        this.types = types;
    }

    static FileInstanceShapes read(Path file) {
        return new FileInstanceShapes(
                CliJson.read(
                                file,
                                DescribeInstanceTypesResponse.builder(),
                                "InstanceTypes",
                                "aws ec2 describe-instance-types")
                        .instanceTypes()
                        .stream()
                        .flatMap(info -> InstanceShapeMapping.toInstanceType(info).stream())
                        .collect(
                                Collectors.toMap(
                                        InstanceType::name, type -> type, (first, _) -> first)));
    }

    @Override
    public Optional<InstanceType> find(String name) {
        return Optional.ofNullable(types.get(name)).or(() -> InstanceTypes.find(name));
    }
}
