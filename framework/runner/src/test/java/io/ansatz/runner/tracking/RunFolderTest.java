package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

    private static final Map<String, String> RESULTS = Map.of("metrics.json", "{}\n", "predictions.csv", "a,b\n");

    @TempDir
    private Path folder;

    @Test
    void whatIsPublishedIsReadBack() throws IOException {
        var run = new RunFolder(folder.resolve("trial"));
        Files.createDirectories(run.path());
        assertThat(run.published()).isEmpty();

        run.publish(RESULTS, 1.5);

        assertThat(run.published()).contains(new RunFolder.Published(RESULTS, 1.5));
        assertThat(run.damaged()).isFalse();
    }

    @Test
    void withoutTheMarkerARunIsNotDone() throws IOException {
        var run = new RunFolder(folder);
        run.publish(RESULTS, 1.5);

        Files.delete(folder.resolve("done"));

        assertThat(run.published()).isEmpty();
        assertThat(run.damaged()).isFalse();
    }

    @Test
    void aMarkerWhoseResultsAreMissingOrChangedDoesNotCount() throws IOException {
        var run = new RunFolder(folder);
        run.publish(RESULTS, 1.5);
        Files.writeString(folder.resolve("metrics.json"), "{\"accuracy\": 1}\n");
        assertThat(run.published()).isEmpty();
        assertThat(run.damaged()).isTrue();

        run.publish(RESULTS, 1.5);
        Files.delete(folder.resolve("predictions.csv"));
        assertThat(run.published()).isEmpty();
        assertThat(run.damaged()).isTrue();
    }

    @Test
    void aMarkerThatWasCutShortDoesNotCount() throws IOException {
        var run = new RunFolder(folder);
        run.publish(RESULTS, 1.5);
        String marker = Files.readString(folder.resolve("done"));
        for (int length = 0; length < marker.length() - 1; length++) {
            Files.writeString(folder.resolve("done"), marker.substring(0, length));
            assertThat(run.published()).as(marker.substring(0, length)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff\u00fe",
                "[]",
                "{}",
                "{\"seconds\": 1, \"sha256\": {}}",
                "{\"seconds\": \"x\", \"sha256\": {}}",
                "{\"seconds\": 1, \"sha256\": {\"metrics.json\": []}}",
                "{\"seconds\": 1, \"sha256\": {\"\\u0000\": \"\"}}"
            })
    void aMarkerThatMakesNoSenseDoesNotCount(String marker) throws IOException {
        var run = new RunFolder(folder);
        run.publish(RESULTS, 1.5);
        Files.write(folder.resolve("done"), marker.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(run.published()).isEmpty();
        assertThat(run.damaged()).isTrue();
    }

    @Test
    void aFolderInThePlaceOfTheMarkerDoesNotCount() throws IOException {
        var run = new RunFolder(folder);
        Files.createDirectories(folder.resolve("done"));

        assertThat(run.published()).isEmpty();
        assertThat(run.damaged()).isTrue();
    }

    @Test
    void aDraftThatCannotBeFinishedIsTakenAway() throws IOException {
        Path inTheWay = folder.resolve("metrics.json");
        Files.createDirectories(inTheWay.resolve("full"));

        assertThatThrownBy(() -> RunFolder.writeWhole(inTheWay, new byte[0])).isInstanceOf(UnwritableException.class);

        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void aCrashWhileResultsAreReplacedLeavesNothingThatCounts() throws IOException {
        var run = new RunFolder(folder);
        run.publish(RESULTS, 1.5);

        RunFolder.writeWhole(folder.resolve("metrics.json"), "{\"second\": true}\n".getBytes());

        assertThat(run.published()).isEmpty();
    }

    @Test
    void onlyOneHolderAtATimeMayClaimAFolder() throws Exception {
        var run = new RunFolder(folder.resolve("trial"));
        Closeable held = run.claim().orElseThrow();
        assertThat(new RunFolder(folder.resolve("trial")).claim()).isEmpty();
        held.close();
        Closeable again = run.claim().orElseThrow();
        again.close();
    }
}
