package io.ansatz.runner.cli;

import io.ansatz.runner.catalog.PluginForge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An installation with two plugins: a circuit with a weight that cannot matter, a backbone for images of 6 x 6 and more, and a
 * data set of dark and light squares; and, by itself, a neck of Deeplearning4j's layers. What is printed names the folder of the lab as {@code LAB}.
 */
final class Lab {

    /** A hybrid of two epochs on few images; more YAML may follow. */
    static final String STUDY = """
            name: study
            dataset: {use: shades}
            model:
              backbone: {use: tiny}
              circuit: {use: turns, qubits: 2}
            train: {epochs: 2, batch: 8, rate: 0.02}
            """;

    private final Path folder;

    private Lab(Path folder) {
        this.folder = folder;
    }

    /** What a command printed, and its exit code. */
    record Said(int exit, String out, String err) {}

    /** Builds the plugins. */
    static Lab in(Path folder) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("home/plugins"));
        PluginForge.plugin("lab")
                .source("lab.Turns", TURNS)
                .source("lab.Tiny", TINY)
                .source("lab.Shades", SHADES)
                .jar(plugins.resolve("lab.jar"));
        PluginForge.plugin("necks").seeingAll().source("necks.Mean", MEAN).jar(plugins.resolve("necks.jar"));
        return new Lab(folder);
    }

    Path home() {
        return folder.resolve("home");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Lab with(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /** Runs a command; a word that begins with {@code LAB/} is a path in the lab. */
    Said run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String before = System.getProperty("ansatz.home", "");
        System.setProperty("ansatz.home", home().toString());
        try {
            int exit = Main.run(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Arrays.stream(words).map(this::real).toArray(String[]::new));
            return new Said(exit, shown(out), shown(err));
        } finally {
            System.setProperty("ansatz.home", before);
        }
    }

    private String real(String word) {
        return word.replace("LAB/", folder + "/");
    }

    private String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .replace(folder.toString(), "LAB");
    }

    private static final String TURNS = """
            package lab;

            import io.ansatz.api.*;
            import io.ansatz.api.circuit.*;
            import org.pf4j.Extension;

            @Extension
            @Meaning("turns every qubit, and one of them in vain")
            public final class Turns implements CircuitTemplate<Turns.Settings> {

                public record Settings(@Meaning("how many wires there are") int qubits, int layers) {
                    public Settings {
                        if (qubits < 1) {
                            throw new IllegalArgumentException("qubits must be at least 1, not " + qubits + ".");
                        }
                    }
                }

                @Override
                public String name() {
                    return "turns";
                }

                @Override
                public Settings defaults() {
                    return new Settings(2, 1);
                }

                @Override
                public Circuit draw(Settings settings) {
                    if (settings.qubits() > 8) {
                        throw new IllegalArgumentException("turns is for 8 qubits at most.");
                    }
                    var circuit = Circuit.onQubits(settings.qubits());
                    for (int q = 0; q < settings.qubits(); q++) {
                        circuit.rotate(Axis.Y, q, circuit.nextInput());
                    }
                    for (int layer = 0; layer < settings.layers(); layer++) {
                        for (int q = 0; q < settings.qubits(); q++) {
                            circuit.rotate(Axis.Y, q, circuit.nextWeight());
                        }
                        circuit.entangleRing();
                    }
                    circuit.rotate(Axis.Z, 0, circuit.nextWeight());
                    return circuit.measurePauliZ();
                }
            }
            """;

    private static final String TINY = """
            package lab;

            import io.ansatz.api.*;
            import io.ansatz.api.backbone.*;
            import java.util.List;
            import org.pf4j.Extension;

            @Extension
            @Meaning("one convolution")
            public final class Tiny implements Backbone<Tiny.Settings> {

                public record Settings(boolean broken) {}

                @Override
                public String name() {
                    return "tiny";
                }

                @Override
                public Settings defaults() {
                    return new Settings(false);
                }

                @Override
                public Trunk draw(Settings settings, ImageShape input) {
                    if (settings.broken()) {
                        throw new IllegalStateException("The backbone lost its way.");
                    }
                    if (input.height() < 6 || input.width() < 6) {
                        throw new IllegalArgumentException(
                                "tiny needs images of at least 6 x 6 pixels, not " + input.height() + " x " + input.width() + ".");
                    }
                    return new Trunk(input, List.of(new Stage("only", List.of(
                            new Operation.Convolution("conv", 2, 3, 0), new Operation.Relu(), new Operation.MaxPool(2, 2)))));
                }
            }
            """;

    private static final String MEAN = """
            package necks;

            import io.ansatz.api.*;
            import io.ansatz.api.circuit.Start;
            import io.ansatz.api.network.*;
            import java.util.List;
            import org.deeplearning4j.nn.conf.layers.*;
            import org.nd4j.linalg.activations.Activation;
            import org.pf4j.Extension;

            @Extension
            @Meaning("the mean of each channel, and a dense layer")
            public final class Mean implements Neck<Mean.Settings> {

                public record Settings(@Meaning("features beside the channels") int units) {}

                @Override
                public String name() {
                    return "mean";
                }

                @Override
                public Settings defaults() {
                    return new Settings(3);
                }

                @Override
                public Layers draw(Settings settings, ImageShape map) {
                    if (map.height() * map.width() > 6) {
                        throw new IllegalArgumentException("mean is for maps of 6 places at most, not of " + map + ".");
                    }
                    int channels = map.channels();
                    int units = settings.units();
                    return new Layers(List.of(
                            new Layers.Vertex.OfLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), List.of(),
                                    List.of(Layers.INPUT)),
                            new Layers.Vertex.OfLayer("dense",
                                    new DenseLayer.Builder().nIn(channels).nOut(units).activation(Activation.TANH).build(),
                                    List.of(new Layers.Array("W", "weight", channels * units, new Start.Normal(0, 0.1)),
                                            new Layers.Array("b", "bias", units, new Start.At(0))),
                                    List.of("mean"))), units, channels + units);
                }
            }
            """;

    private static final String SHADES = """
            package lab;

            import io.ansatz.api.*;
            import io.ansatz.api.dataset.*;
            import java.io.IOException;
            import java.util.*;
            import org.pf4j.Extension;

            @Extension
            @Meaning("dark and light squares in noise")
            public final class Shades implements DatasetSource<Shades.Settings> {

                public record Settings(int size, int images, Optional<String> file) {}

                @Override
                public String name() {
                    return "shades";
                }

                @Override
                public Settings defaults() {
                    return new Settings(6, 24, Optional.empty());
                }

                @Override
                public Dataset open(Settings settings) throws IOException {
                    if (settings.file().isPresent()) {
                        throw new IOException("There is no file " + settings.file().get() + ".");
                    }
                    var passport = new Passport("made here", "1", "shades-" + settings, "none", "",
                            List.of("dark", "light"), List.of());
                    return new Dataset(passport, split(settings, settings.images(), 1),
                            split(settings, 16, 2), split(settings, 8, 3));
                }

                private static Split split(Settings settings, int images, long seed) {
                    var shape = new ImageShape(1, settings.size(), settings.size());
                    var random = new SplittableRandom(seed);
                    var labels = new int[images];
                    var pixels = new byte[images * shape.size()];
                    for (int i = 0; i < images; i++) {
                        labels[i] = i % 2;
                        for (int p = 0; p < shape.size(); p++) {
                            pixels[i * shape.size() + p] = (byte) (random.nextInt(120) + 120 * labels[i]);
                        }
                    }
                    return new Split(Images.of(shape, pixels), labels, "image/" + seed);
                }
            }
            """;
}
