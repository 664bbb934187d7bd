package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    @Test
    void weightsAreAFileOrAnAddressWithADigest() {
        assertThat(weights("{file: ../resnet18.safetensors}"))
                .contains(new Weights(
                        Optional.of(folder.resolve("../resnet18.safetensors").normalize()),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(weights("{url: 'https://example.org/a?download=true', sha256: " + DIGEST.toUpperCase() + "}"))
                .contains(new Weights(
                        Optional.empty(), Optional.of("https://example.org/a?download=true"), Optional.of(DIGEST)));
        assertThat(weights("none")).isEmpty();
        assertThat(files.only(HELLO).experiment().model().backbone().weights()).isEmpty();
    }

    @Test
    void anAddressOnThisMachineNeedsNoSecrecy() {
        for (String host : List.of("localhost", "127.0.0.1:8000", "127.8.0.3", "[::1]:80")) {
            assertThat(weights("{url: 'http://%s/a', sha256: %s}".formatted(host, DIGEST)))
                    .isPresent();
        }
    }

    @Test
    void anAddressNeedsADigest() {
        refuses(
                "{url: 'https://example.org/a'}",
                "40 | model.backbone.weights.url needs the SHA-256 of what lies there, so that it is the same for everybody. Add sha256: with its 64 digits.");
        for (String digest : List.of("0123", DIGEST + "0", "g" + DIGEST.substring(1))) {
            refuses(
                    "{url: 'https://example.org/a', sha256: '" + digest + "'}",
                    "73 | model.backbone.weights.sha256 must be 64 hexadecimal digits.");
        }
    }

    @Test
    void whatAnybodyOnTheWayCouldChangeIsNoAddress() {
        for (String address : List.of(
                "http://example.org/a",
                "http://localhost.example.org/a",
                "http://127.0.0.1.example.org/a",
                "http://128.0.0.1/a",
                "ftp://example.org/a",
                "file:///a",
                "example.org/a",
                "https:///a",
                "https://a b/")) {
            refuses(
                    "{url: '%s', sha256: %s}".formatted(address, DIGEST),
                    "40 | model.backbone.weights.url must be an HTTPS address, such as https://example.org/resnet18.safetensors.");
        }
        refuses(
                "{url: 'https://ada:geheim@example.org/a', sha256: %s}".formatted(DIGEST),
                "40 | model.backbone.weights.url must be an address without a name and password.");
    }

    @Test
    void oneOfBothIsNeeded() {
        refuses(
                "{}",
                "34 | model.backbone.weights must say where they are. Add file: with a path, or url: with an address.");
        refuses(
                "{file: a, url: 'https://example.org/a', sha256: %s}".formatted(DIGEST),
                "49 | model.backbone.weights.url cannot stand beside file. Keep one of them.");
        refuses(
                "resnet18.safetensors",
                "34 | model.backbone.weights must be a map or none, not 'resnet18.safetensors'. It has file, url, sha256.");
    }

    @Test
    void whereWeightsLieIsNoPartOfATrialButIsShown() {
        Reading here = files.with("a.yaml", with("{file: a.safetensors}")).read("a.yaml");
        Reading there = files.with("b.yaml", with("{url: 'https://example.org/a', sha256: %s}".formatted(DIGEST)))
                .read("b.yaml");

        assertThat(here.variants().get(0).settings())
                .isEqualTo(there.variants().get(0).settings())
                .isEqualTo(files.only(HELLO).settings());
        assertThat(there.resolved().yaml()).contains("""
                    weights:
                      file: none
                      url: 'https://example.org/a'
                      sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
                    freeze: []
                """);
        for (Reading reading : List.of(here, there)) {
            Reading again = files.with("c.yaml", reading.resolved().yaml()).read("c.yaml");
            assertThat(again.resolved().yaml()).isEqualTo(reading.resolved().yaml());
            assertThat(again.variants().get(0).experiment().model().backbone().weights())
                    .isEqualTo(reading.variants()
                            .get(0)
                            .experiment()
                            .model()
                            .backbone()
                            .weights());
        }
    }

    @Test
    void aSweepMayGoOverWeights() {
        assertThat(files.with(
                                "a.yaml",
                                with("none")
                                        + "sweep: {model.backbone.weights: [none, {file: a.safetensors}, {file: b.safetensors}]}\n")
                        .read("a.yaml")
                        .variants())
                .hasSize(3);
    }

    private Optional<Weights> weights(String written) {
        return files.only(with(written)).experiment().model().backbone().weights();
    }

    private void refuses(String written, String problem) {
        assertThat(files.problemsOf(with(written))).containsExactly("hello.yaml:4:" + problem);
    }

    private static String with(String weights) {
        return HELLO.replace("{use: cnn5}", "{use: cnn5, weights: " + weights + "}");
    }
}
