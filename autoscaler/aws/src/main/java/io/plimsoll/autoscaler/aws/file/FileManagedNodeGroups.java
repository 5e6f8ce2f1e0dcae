package io.plimsoll.autoscaler.aws.file;

import io.plimsoll.autoscaler.aws.template.ManagedNodeGroups;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupResponse;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** EKS managed node groups from a file. */
final class FileManagedNodeGroups implements ManagedNodeGroups {

    static final String COMMAND = "aws eks describe-nodegroup";
    static final FileManagedNodeGroups NONE = new FileManagedNodeGroups(List.of());

    private final List<Nodegroup> nodeGroups;

    private FileManagedNodeGroups(List<Nodegroup> nodeGroups) {
        this.nodeGroups = nodeGroups;
    }

    static FileManagedNodeGroups read(Path file) {
        return new FileManagedNodeGroups(
                new AnswerFile(file, "nodegroup", COMMAND)
                        .read(DescribeNodegroupResponse::builder).responses().stream()
                                .map(DescribeNodegroupResponse::nodegroup)
                                .toList());
    }

    @Override
    public Optional<Nodegroup> find(String cluster, String name) {
        return nodeGroups.stream()
                .filter(group -> cluster.equals(group.clusterName()))
                .filter(group -> name.equals(group.nodegroupName()))
                .findFirst();
    }
}
