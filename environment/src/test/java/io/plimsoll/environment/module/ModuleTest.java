package io.plimsoll.environment.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {

    @Test
    void startsFromTheClassesOfItsOwnCheckoutWhereverThatWasBuilt() {
        String built = "/old/checks/target/a.jar:/old/environment/target/e.jar:/m2/l.jar";

        assertThat(Module.STACKS.classPath(Path.of("/new home"), built))
                .isEqualTo(
                        "/new home/stacks/target/classes:/new home/checks/target/a.jar:/new home/environment/target/e.jar:/m2/l.jar");
    }
}
