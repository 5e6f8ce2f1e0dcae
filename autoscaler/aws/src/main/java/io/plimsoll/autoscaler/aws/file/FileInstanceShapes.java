package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.template.InstanceShapeMapping;
import io.plimsoll.autoscaler.aws.template.InstanceShapes;
import io.plimsoll.environment.ec2.InstanceType;
import io.plimsoll.environment.ec2.InstanceTypes;
import io.plimsoll.environment.input.InvalidFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Instance types from a file, and from the built-in catalogue what the file lacks. */
final class FileInstanceShapes implements InstanceShapes {

    static final FileInstanceShapes BUILT_IN = new FileInstanceShapes(Map.of(), List.of());

    private final Map<String, InstanceType> types;
    private final List<String> notes;

    private FileInstanceShapes(Map<String, InstanceType> types, List<String> notes) {
        this.types = types;
        this.notes = notes;
    }

    static FileInstanceShapes read(Path file) {
        AnswerFile.Answers<DescribeInstanceTypesResponse> answers =
                new AnswerFile(file, "InstanceTypes", "aws ec2 describe-instance-types")
                        .read(DescribeInstanceTypesResponse::builder);
        List<InstanceTypeInfo> described =
                answers.responses().stream()
                        .flatMap(page -> page.instanceTypes().stream())
                        .toList();
        Map<String, InstanceType> types = new HashMap<>();
        for (int index = 0; index < described.size(); index++) {
            InstanceTypeInfo info = described.get(index);
            String place = "InstanceTypes[%d]".formatted(index);
            Optional<String> problem = InstanceShapeMapping.problem(info);
            if (problem.isPresent()) {
                throw new InvalidFileException(file, place + "." + problem.get());
            }
            InstanceShapeMapping.toInstanceType(info)
                    .ifPresent(type -> types.putIfAbsent(type.name(), type));
        }
        return new FileInstanceShapes(types, answers.notes());
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public Optional<InstanceType> find(String name) {
        return Optional.ofNullable(types.get(name)).or(() -> InstanceTypes.find(name));
    }
}
