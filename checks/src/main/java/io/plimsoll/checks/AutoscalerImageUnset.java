package io.plimsoll.checks;

import io.plimsoll.environment.AutoscalerConfig.ImageFrom;
import io.plimsoll.environment.AutoscalerConfig.Kind;
import io.plimsoll.environment.AutoscalerConfig.Program;
import io.plimsoll.environment.ImageName;
import java.util.List;

/** An autoscaler whose image nobody has pushed, or that a stranger may push under that name. */
final class AutoscalerImageUnset implements Check {

    @Override
    public String id() {
        return "autoscaler-image-unset";
    }

    @Override
    public List<Finding> findings(Subject subject) {
        Program program = subject.environment().workloads().autoscaler().program();
        if (program.kind() != Kind.PLIMSOLL
                || program.imageFrom() == ImageFrom.BUILD
                || !ImageName.of(program.image()).isAnybodys()) {
            return List.of();
        }
        return List.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        "Nobody publishes the autoscaler's image, and %s names no registry of yours."
                                .formatted(program.image()),
                        "Set autoscaler.repository to have a repository made, autoscaler.image to where you push it, or autoscaler.imageFrom to build."));
    }
}
