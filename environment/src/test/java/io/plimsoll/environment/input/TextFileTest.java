package io.plimsoll.environment.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir private Path folder;

    @Test
    void readsTextWithoutItsByteOrderMark() throws IOException {
        assertThat(TextFile.read(file("\uFEFFa: ü".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("a: ü");
    }

    @Test
    void saysWhatAFileIsInsteadOfText() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("kind: Pod".getBytes(StandardCharsets.UTF_8));
        }

        assertRefused(file(compressed.toByteArray()), "is not UTF-8 text but compressed");
        assertRefused(
                file("kind: Pod".getBytes(StandardCharsets.UTF_16)),
                "is not UTF-8 text but UTF-16; save it as UTF-8");
        assertRefused(file(new byte[] {(byte) 0xC3, 0x28}), "is not UTF-8 text");
        assertRefused(folder, "is a folder; allowed: a file");
        assertRefused(folder.resolve("none"), "no such file");
    }

    @Test
    void looksAtTheSizeBeforeItReads() throws IOException {
        Path large = file(new byte[2049]);

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> TextFile.read(large, 2048))
                .withMessageContaining("is too large; allowed: at most 2 KiB");
        assertThat(TextFile.read(large, 2049)).hasSize(2049);
    }

    @Test
    void messagesStayReadable() {
        InvalidFileException refused =
                new InvalidFileException(Collections.nCopies(1000, "x\u001b[31m".repeat(1000)));

        assertThat(refused).hasMessageEndingWith("… and 980 more");
        assertThat(refused.problem().lines()).hasSize(21);
        assertThat(refused.problem().length()).isLessThan(13_000);
        assertThat(refused.problem()).doesNotContain("\u001b");
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "input", ""), content);
    }

    private static void assertRefused(Path file, String problem) {
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> TextFile.read(file))
                .withMessageStartingWith(file + ": " + problem);
    }
}
