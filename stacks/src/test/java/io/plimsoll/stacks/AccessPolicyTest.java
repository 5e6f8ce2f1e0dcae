package io.plimsoll.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.stacks.AccessPolicy.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge of the other tests is right itself. */
class AccessPolicyTest {

    private static AccessPolicy policy(String statements) {
        String document = "{\"Statement\": [" + statements.replace('\'', '"') + "]}";
        try {
            return new AccessPolicy(List.of(new ObjectMapper().readTree(document)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Request request(String action, Map<String, String> context) {
        return new Request("Service ec2.amazonaws.com", action, "arn:aws:s3:::a/b", context);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    s3:GetObject | *                 | true
                    S3:getobject | *                 | true
                    s3:Get*      | arn:aws:s3:::a/*  | true
                    s3:?etObject | arn:aws:s3:::?/b  | true
                    s3:GetObject | arn:aws:s3:::A/b  | false
                    s3:GetObject | arn:aws:s3:::a    | false
                    s3:Get.bject | *                 | false
                    """)
    void readsWildcards(String action, String resource, boolean allowed) {
        AccessPolicy policy =
                policy(
                        "{'Effect': 'Allow', 'Action': '%s', 'Resource': ['%s']}"
                                .formatted(action, resource));

        assertThat(policy.allows(request("s3:GetObject", Map.of()))).isEqualTo(allowed);
    }

    @Test
    void letsDenyWinAndDefaultsToNo() {
        AccessPolicy policy =
                policy(
                        """
                        {'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'},
                        {'Effect': 'Deny', 'NotAction': 's3:Get*', 'Resource': '*'}
                        """);

        assertThat(policy.allows(request("s3:GetObject", Map.of()))).isTrue();
        assertThat(policy.allows(request("s3:PutObject", Map.of()))).isFalse();
        assertThat(policy.allows(request("ec2:RunInstances", Map.of()))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    StringEquals    | x  | true
                    StringEquals    | y  | false
                    StringLike      | ?  | true
                    StringNotEquals | x  | false
                    StringNotLike   | y* | true
                    ArnLike         | *  | true
                    """)
    void readsConditions(String operator, String wanted, boolean allowed) {
        AccessPolicy policy =
                policy(
                        "{'Effect': 'Allow', 'Action': '*', 'Condition': {'%s': {'aws:Key': '%s'}}}"
                                .formatted(operator, wanted));

        assertThat(policy.allows(request("s3:GetObject", Map.of("AWS:key", "x"))))
                .isEqualTo(allowed);
    }

    @Test
    void meetsNoConditionAboutWhatIsNotThere() {
        AccessPolicy equal =
                policy(
                        "{'Effect': 'Allow', 'Action': '*', 'Condition': {'StringLike': {'k': '*'}}}");

        assertThat(equal.allows(request("s3:GetObject", Map.of()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Action': '*', 'NotPrincipal': '*'}",
                "{'Effect': 'Perhaps', 'Action': '*'}",
                "{'Effect': 'Allow', 'Action': '*', 'Condition': {'IpAddress': {'k': '10.0.0.0/8'}}}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:iam::1:user/${aws:username}'}",
                "{'Effect': 'Allow', 'Action': '*', 'Resource': {'Ref': 'Bucket'}}"
            })
    void refusesToDecideByWhatItDoesNotKnow(String statement) {
        AccessPolicy policy = policy(statement);

        assertThatThrownBy(() -> policy.allows(request("s3:GetObject", Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
