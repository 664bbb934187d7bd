package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DownloadProgressTest {

    private static final Download WANTED = new Download(
            URI.create("https://example.org/resnet18.safetensors"),
            Path.of("cache", "resnet18.safetensors"),
            Checksum.md5("0123456789abcdef".repeat(2)));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void plainLinesAreRare() {
        DownloadProgress progress = progress(0);

        progress.begins(WANTED, 0, OptionalLong.of(46_800_000));
        for (int second = 1; second <= 70; second++) {
            nanos = second * 1_000_000_000L;
            progress.moves(second * 500_000L);
        }
        progress.ends(WANTED, 46_800_000);

        assertThat(shown(out)).isEqualTo("""
                Downloading https://example.org/resnet18.safetensors (47 MB) to cache/resnet18.safetensors
                resnet18.safetensors  15 MB of 47 MB  500 kB/s  64 s left
                resnet18.safetensors  30 MB of 47 MB  500 kB/s  34 s left
                resnet18.safetensors: 47 MB are here, and right
                """);
    }

    @Test
    void inATerminalOneLineMoves() {
        DownloadProgress progress = progress(100);
        progress.begins(WANTED, 0, OptionalLong.of(40_000_000));
        nanos = 2_000_000_000L;

        progress.moves(10_000_000);

        assertThat(shown(out))
                .endsWith("\rresnet18.safetensors  █████░░░░░░░░░░░░░░░  10 MB of 40 MB  5.0 MB/s  6.0 s left");
    }

    @Test
    void whatWasThereBeforeIsNoMeritOfThisCall() {
        DownloadProgress progress = progress(0);
        progress.begins(WANTED, 20_000_000, OptionalLong.of(40_000_000));
        nanos = 40_000_000_000L;

        progress.moves(24_000_000);

        assertThat(shown(out)).isEqualTo("""
                Downloading https://example.org/resnet18.safetensors (40 MB, of which 20 MB are here already) to cache/resnet18.safetensors
                resnet18.safetensors  24 MB of 40 MB  100 kB/s  3 min left
                """);
    }

    @Test
    void aSizeThatIsNotKnownIsNotGuessed() {
        DownloadProgress progress = progress(0);
        progress.begins(WANTED, 0, OptionalLong.empty());
        nanos = 31_000_000_000L;

        progress.moves(0);

        assertThat(shown(out)).isEqualTo("""
                Downloading https://example.org/resnet18.safetensors (of unknown size) to cache/resnet18.safetensors
                resnet18.safetensors  0 bytes  0 bytes/s
                """);
    }

    @Test
    void whatHaltsItGoesToTheErrors() {
        progress(0).halts(WANTED, "the server answered 503; asked again in 1 second");

        assertThat(shown(err)).isEqualTo("resnet18.safetensors: the server answered 503; asked again in 1 second.\n");
    }

    @Test
    void bytesAreShownInRoundNumbers() {
        assertThat(DownloadProgress.bytes(1)).isEqualTo("1 byte");
        assertThat(DownloadProgress.bytes(999)).isEqualTo("999 bytes");
        assertThat(DownloadProgress.bytes(1499)).isEqualTo("1 kB");
        assertThat(DownloadProgress.bytes(999_499)).isEqualTo("999 kB");
        assertThat(DownloadProgress.bytes(999_500)).isEqualTo("1.0 MB");
        assertThat(DownloadProgress.bytes(9_949_999)).isEqualTo("9.9 MB");
        assertThat(DownloadProgress.bytes(9_950_000)).isEqualTo("10 MB");
        assertThat(DownloadProgress.bytes(3_141_592_653L)).isEqualTo("3,142 MB");
    }

    private DownloadProgress progress(int columns) {
        return new DownloadProgress(new Terminal(stream(out), stream(err), columns), () -> nanos);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .replace('\\', '/');
    }
}
