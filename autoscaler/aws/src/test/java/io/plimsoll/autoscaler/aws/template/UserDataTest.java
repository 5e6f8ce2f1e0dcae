package io.plimsoll.autoscaler.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`kind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: 110`| 110",
                "`{\"spec\": {\"kubelet\": {\"config\": {\"maxPods\": 58}}}}`            | 58",
                "`kubelet:\n  flags:\n    - --max-pods=20`                            | 20",
                "`/etc/eks/bootstrap.sh c --kubelet-extra-args '--max-pods=17'`      | 17",
                "`/etc/eks/bootstrap.sh c --kubelet-extra-args \"--max-pods 17\"`    | 17",
                "`bootstrap.sh c --use-max-pods false --kubelet-extra-args --max-pods=234` | 234",
                "`[settings.kubernetes]\n\"max-pods\" = 40`                         | 40",
                "`settings.kubernetes.max-pods = 41`                                 | 41",
                "`maxPods: 10\nmaxPods: 12`                                          | 12",
                "`bootstrap.sh c --use-max-pods false`                               | 110",
            })
    void saysHowManyPodsTheKubeletIsToldToTake(String text, int pods) {
        assertThat(UserData.of(encoded(text)).maxPods()).hasValue(pods);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``",
                "`# maxPods: 110`",
                "`bootstrap.sh c # --max-pods=110`",
                "`bootstrap.sh c --use-max-pods true`",
                "`maxPods: many`",
                "`maxPods: 0`",
            })
    void saysNothingWhereNobodyTellsTheKubelet(String text) {
        assertThat(UserData.of(encoded(text)).maxPods()).isEmpty();
    }

    @Test
    void readsWhatIsCompressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("maxPods: 110".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(UserData.of(Base64.getEncoder().encodeToString(bytes.toByteArray())).maxPods())
                .hasValue(110);
    }

    @Test
    void whatIsNoBase64TellsNothing() {
        assertThat(UserData.of("%").maxPods()).isEmpty();
        assertThat(UserData.of("%").isBottlerocket()).isFalse();
    }

    @Test
    void knowsBottlerocketByItsSettings() {
        assertThat(UserData.of(encoded("[settings.kubernetes]")).isBottlerocket()).isTrue();
        assertThat(UserData.of(encoded("settings.motd = \"hello\"")).isBottlerocket()).isTrue();
        assertThat(UserData.of(encoded("#!/bin/bash\necho settings")).isBottlerocket()).isFalse();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
