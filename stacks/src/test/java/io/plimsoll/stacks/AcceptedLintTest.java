package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Template;

class AcceptedLintTest {

    @ParameterizedTest
    @CsvSource({"network, 1", "cluster, 1", "node-groups, 1"})
    void tellsStrangersWhyLogsHaveNoKeyOfTheirOwn(String part, int groups) {
        Template template = Templates.of(Scenario.environment()).part(part);

        Map<String, Map<String, Object>> found = template.findResources("AWS::Logs::LogGroup");

        assertThat(found).hasSize(groups);
        assertThat(found.values())
                .allSatisfy(group ->
                        assertThat(group.toString())
                                .contains("id=CKV_AWS_158", "comment=CloudWatch Logs encrypts"));
    }

    @Test
    void tellsStrangersWhyTheFunctionIsAsItIs() {
        Template template = Templates.of(Scenario.environment()).part("node-groups");

        assertThat(template.findResources("AWS::Lambda::Function").toString())
                .contains("CKV_AWS_115", "CKV_AWS_116", "CKV_AWS_117");
    }
}
