package io.ansatz.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadTest {

    private static final Checksum MD5 = Checksum.md5("0123456789abcdef0123456789abcdef");

    @Test
    void onlyWhatNobodyOnTheWayCanChangeIsSafe() {
        for (String safe : List.of(
                "https://example.org/a?b=c",
                "HTTPS://example.org",
                "https://127.0.0.1/a",
                "http://localhost:8000/a",
                "http://127.0.0.1/a",
                "http://127.8.0.3/a",
                "http://[::1]:80/a")) {
            assertThat(Download.isSafe(URI.create(safe))).as(safe).isTrue();
        }
        for (String unsafe : List.of(
                "http://example.org/a",
                "http://localhost.example.org/a",
                "http://127.0.0.1.example.org/a",
                "http://128.0.0.1/a",
                "ftp://localhost/a",
                "file:///a",
                "/a",
                "mailto:a@localhost",
                "https://ada:geheim@example.org/a")) {
            assertThat(Download.isSafe(URI.create(unsafe))).as(unsafe).isFalse();
        }
    }

    @Test
    void nothingUnsafeIsADownload() {
        assertThatThrownBy(() -> new Download(URI.create("http://example.org/a"), Path.of("a"), MD5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing is downloaded but by HTTPS, so not http://example.org/a.");
    }

    @Test
    void aChecksumHasTheDigitsOfItsKind() {
        assertThat(Checksum.sha256("AB".repeat(32))).isEqualTo(Checksum.sha256("ab".repeat(32)));
        assertThat(MD5).hasToString("MD5 0123456789abcdef0123456789abcdef");
        assertThatThrownBy(() -> Checksum.sha256("0123"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SHA-256 has 64 hexadecimal digits, and '0123' is not that.");
        assertThatThrownBy(() -> Checksum.md5("g".repeat(32))).isInstanceOf(IllegalArgumentException.class);
    }
}
