package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo refuses before anything is synthesized or started. */
class DemoPlaceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --on moon                       | --on: "moon" is not allowed
                    --on testbed --story week       | --story week takes a week in real time
                    --on kubernetes --story week    | --story week takes a week in real time
                    --on testbed --live             | --live shows a simulated story, and no week
                    --live --compare a.json b.json  | --live plays a story, and --compare plays none
                    --compare a.json                | requires at least 2 values
                    --compare none.json nil.json    | none.json
                    --among-other-nodes             | --among-other-nodes goes with --on kubernetes
                    """)
    void refuses(String arguments, String message) {
        Invocation refused = Invocation.of(("demo " + arguments).split(" "));

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void makesNothingInAnAwsThatNobodyNamed() {
        Invocation refused = Invocation.of("demo", "--quiet", "--on", "kubernetes");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--on kubernetes: AWS_ENDPOINT_URL is not set");
    }
}
