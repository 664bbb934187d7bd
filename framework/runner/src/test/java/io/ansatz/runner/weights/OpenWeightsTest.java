package io.ansatz.runner.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.runner.experiment.Weights;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenWeightsTest {

    private static final String SOME_DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private Path file;
    private OpenWeights weights;
    private final List<Download> downloads = new ArrayList<>();

    @BeforeEach
    void writeAFile() throws IOException {
        file = new WeightFile()
                .with("conv.weight", List.of(1, 1, 1, 1), 3)
                .with("conv.bias", List.of(1), 4)
                .write(folder.resolve("a.safetensors"));
        weights = new OpenWeights(name -> folder.resolve("cache").resolve(name), this::copy);
    }

    @Test
    void theDigestIsThatOfTheBytes() throws Exception {
        assertThat(weights.digest(in(file))).isEqualTo(sha256(file));
    }

    @Test
    void aFileIsReadOnceForAllTrials() throws Exception {
        String digest = weights.digest(in(file));

        Map<String, float[]> first = weights.read(in(file), digest, wanted("conv"));
        Files.delete(file);
        Map<String, float[]> again = weights.read(in(file), digest, wanted("conv"));

        assertThat(first.get("conv.weight")).containsExactly(3);
        assertThat(first.get("conv.bias")).containsExactly(4);
        assertThat(again).isSameAs(first);
    }

    @Test
    void anotherTrunkWantsOtherArrays() throws Exception {
        assertThatThrownBy(() -> weights.read(in(file), sha256(file), wanted("conv2")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("%s does not fit tower.", file);
        assertThat(weights.read(in(file), sha256(file), wanted("conv"))).hasSize(2);
    }

    @Test
    void aFileThatChangedSinceThePlanIsNotUsed() throws Exception {
        String digest = weights.digest(in(file));
        new WeightFile()
                .with("conv.weight", List.of(1, 1, 1, 1), 5)
                .with("conv.bias", List.of(1), 4)
                .write(file);

        assertThatThrownBy(() -> weights.read(in(file), digest, wanted("conv")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s has changed since the trials were planned: its SHA-256 was %s, and is %s.",
                        file, digest, sha256(file));
    }

    @Test
    void aFileMayBeHeldToADigest() throws Exception {
        assertThat(weights.digest(new Weights(Optional.of(file), Optional.empty(), Optional.of(sha256(file)))))
                .isEqualTo(sha256(file));
        assertThatThrownBy(() ->
                        weights.digest(new Weights(Optional.of(file), Optional.empty(), Optional.of(SOME_DIGEST))))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s is not the file that was asked for: its SHA-256 is %s, not %s.",
                        file, sha256(file), SOME_DIGEST);
    }

    @Test
    void whatIsNotThereIsSaid() {
        Path gone = folder.resolve("gone.safetensors");

        assertThatThrownBy(() -> weights.digest(in(gone)))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no file %s.", gone);
        assertThatThrownBy(() -> weights.digest(in(folder)))
                .isInstanceOf(IOException.class)
                .hasMessage("%s is no file.", folder);
    }

    @Test
    void theFitIsSeenWithoutReadingArrays() throws Exception {
        Path broken = new WeightFile()
                .with("conv.weight", List.of(1, 1, 1, 1), Float.NaN)
                .with("conv.bias", List.of(1), 4)
                .write(folder.resolve("b.safetensors"));

        assertThatCode(() -> weights.requireFit(in(broken), wanted("conv"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> weights.requireFit(in(broken), wanted("conv2")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("%s does not fit tower.", broken);
    }

    @Test
    void theDigestOfAnAddressIsTheOneBesideIt() throws Exception {
        var published = new Weights(
                Optional.empty(), Optional.of("https://example.org/a.safetensors"), Optional.of(SOME_DIGEST));

        assertThat(weights.digest(published)).isEqualTo(SOME_DIGEST);
        assertThatCode(() -> weights.requireFit(published, wanted("conv2"))).doesNotThrowAnyException();
    }

    @Test
    void whatAnAddressHoldsIsDownloadedIntoTheCacheWhenATrialNeedsIt() throws Exception {
        String digest = sha256(file);
        Path kept = folder.resolve("cache/weights/%s.safetensors".formatted(digest));
        var published =
                new Weights(Optional.empty(), Optional.of("https://example.org/a.safetensors"), Optional.of(digest));

        weights.requireFit(published, wanted("conv2"));
        assertThat(downloads).isEmpty();

        assertThat(weights.read(published, digest, wanted("conv"))).hasSize(2);
        assertThat(weights.read(published, digest, wanted("conv"))).hasSize(2);
        assertThat(downloads)
                .containsExactly(
                        new Download(URI.create("https://example.org/a.safetensors"), kept, Checksum.sha256(digest)));
        assertThatThrownBy(() -> weights.requireFit(published, wanted("conv2")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("%s does not fit tower.", kept);
    }

    /** What a download of the file comes to. */
    private Path copy(Download wanted) throws IOException {
        downloads.add(wanted);
        Files.createDirectories(wanted.to().getParent());
        return Files.copy(file, wanted.to());
    }

    private static Weights in(Path file) {
        return new Weights(Optional.of(file), Optional.empty(), Optional.empty());
    }

    private static WantedArrays wanted(String convolution) {
        var trunk = new Trunk(
                new ImageShape(1, 2, 2), List.of(new Stage("only", List.of(new Convolution(convolution, 1, 1, 0)))));
        return new WantedArrays("tower", trunk, Set.of());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
