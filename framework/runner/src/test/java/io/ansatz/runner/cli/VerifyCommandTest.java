package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.catalog.PluginForge;
import io.ansatz.runner.cli.Lab.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
        Path plugins = lab.home().resolve("plugins");
        PluginForge.plugin("waves")
                .source("lab.Wave", circuit("Wave", "wave", "q"))
                .source("lab.Ripple", circuit("Ripple", "ripple", "Math.min(q, 2)"))
                .jar(plugins.resolve("waves.jar"));
        PluginForge.plugin("faraway").source("lab.Far", FARAWAY).jar(plugins.resolve("faraway.jar"));
        PluginForge.plugin("rough").source("lab.Rough", ROUGH).jar(plugins.resolve("rough.jar"));
        Files.delete(plugins.resolve("lab.jar"));
    }

    @Test
    void aPartThatKeepsItsContractIsToldLineByLine() {
        assertThat(lab.run("plugins", "verify", "circuit:wave")).isEqualTo(new Said(0, """
                circuit:wave   (plugin waves 1.0)
                  yes  a name, a meaning, and a meaning of each setting
                  yes  defaults that stay the same
                  yes  the same circuits for 4 settings again, with another instance and from 4 threads at once
                  yes  a gate for every input and every weight
                  yes  outputs in range and states of length 1, at 10 samples of 4 circuits
                  yes  the same numbers in a batch as one at a time, forward and back
                  yes  slopes along inputs and weights that agree with finite differences
                  yes  outputs that agree with the readable simulator, and for 4 circuits with Strange
                circuit:wave keeps its contract.

                """, ""));
    }

    @Test
    void aBrokenContractIsASentence() {
        assertThat(lab.run("plugins", "verify", "circuit:ripple")).isEqualTo(new Said(1, """
                circuit:ripple   (plugin waves 1.0)
                  yes  a name, a meaning, and a meaning of each setting
                  yes  defaults that stay the same
                  yes  the same circuits for 4 settings again, with another instance and from 4 threads at once
                  NO   'ripple' with Settings[qubits=4] has a weight 3 that no gate uses.
                circuit:ripple does not keep its contract.

                """, ""));
    }

    @Test
    void aPartThatBreaksOffIsASentenceToo() {
        assertThat(lab.run("plugins", "verify", "backbone:rough")).isEqualTo(new Said(1, """
                backbone:rough   (plugin rough 1.0)
                  yes  a name, a meaning, and a meaning of each setting
                  yes  defaults that stay the same
                  NO   The backbone breaks off: java.lang.IllegalStateException: The backbone lost its way.
                backbone:rough does not keep its contract.

                """, ""));
    }

    @Test
    void dataThatIsNotAtHandIsSaid() {
        assertThat(lab.run("plugins", "verify", "dataset:far")).isEqualTo(new Said(1, """
                dataset:far   (plugin faraway 1.0)
                  yes  a name, a meaning, and a meaning of each setting
                  yes  defaults that stay the same
                  -    There is no file far.npz.
                       Maybe it is still to be downloaded.
                dataset:far was not verified: its data is not at hand.

                """, ""));
    }

    @Test
    void aPluginStandsForItsParts() {
        Said said = lab.run("plugins", "verify", "waves");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out())
                .contains("circuit:wave keeps its contract.\n", "circuit:ripple does not keep its contract.\n")
                .doesNotContain("backbone:", "dataset:")
                .endsWith("\n1 of 2 parts keep their contracts, 1 do not.\n");
    }

    @Test
    void withoutANameEverythingIsVerified() {
        Said said = lab.run("plugins", "verify");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).endsWith("\n2 of 5 parts keep their contracts, 2 do not, 1 could not be opened.\n");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void missingDataBreaksNothingThatWasNotAskedFor(@TempDir Path other) throws IOException {
        Lab far = Lab.in(other);
        Path plugins = far.home().resolve("plugins");
        Files.delete(plugins.resolve("lab.jar"));
        PluginForge.plugin("faraway").source("lab.Far", FARAWAY).jar(plugins.resolve("faraway.jar"));

        assertThat(far.run("plugins", "verify").exit()).isZero();
    }

    @Test
    void aPluginThatCannotBeLoadedIsNotVerified(@TempDir Path other) throws IOException {
        Lab empty = Lab.in(other);
        Path plugins = empty.home().resolve("plugins");
        Files.delete(plugins.resolve("lab.jar"));
        PluginForge.plugin("empty").jar(plugins.resolve("empty.jar"));

        Said said = empty.run("plugins", "verify");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).startsWith("LAB/home/plugins/empty.jar   The plugin empty 1.0 offers nothing: ");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() {
        assertThat(lab.run("plugins", "verify", "wavse"))
                .isEqualTo(new Said(2, "", "There is no plugin 'wavse'. Did you mean 'waves'?\n"));
        assertThat(lab.run("plugins", "verify", "riple"))
                .isEqualTo(new Said(2, "", "There is no plugin 'riple'. Did you mean 'circuit:ripple'?\n"));
        assertThat(lab.run("plugins", "verify", "circuit:wav"))
                .isEqualTo(
                        new Said(2, "", "There is no circuit 'wav'. There are: ripple, wave. Did you mean 'wave'?\n"));
    }

    /** A circuit of two to four qubits that turns each by an input, and this one by a weight. */
    private static String circuit(String className, String name, String turned) {
        return """
                package lab;

                import io.ansatz.api.Meaning;
                import io.ansatz.api.circuit.*;
                import org.pf4j.Extension;

                @Extension
                @Meaning("turns every qubit")
                public final class %s implements CircuitTemplate<%s.Settings> {

                    public record Settings(@Meaning("how many wires there are") int qubits) {
                        public Settings {
                            if (qubits < 1 || qubits > 4) {
                                throw new IllegalArgumentException("qubits must be between 1 and 4, not " + qubits + ".");
                            }
                        }
                    }

                    @Override
                    public String name() {
                        return "%s";
                    }

                    @Override
                    public Settings defaults() {
                        return new Settings(2);
                    }

                    @Override
                    public Circuit draw(Settings settings) {
                        var circuit = Circuit.onQubits(settings.qubits());
                        var weights = new Angle[settings.qubits()];
                        for (int q = 0; q < settings.qubits(); q++) {
                            circuit.rotate(Axis.Y, q, circuit.nextInput());
                            weights[q] = circuit.nextWeight();
                        }
                        for (int q = 0; q < settings.qubits(); q++) {
                            circuit.rotate(Axis.Y, q, weights[%s]);
                        }
                        return circuit.entangleRing().measurePauliZ();
                    }
                }
                """.formatted(className, className, name, turned);
    }

    private static final String FARAWAY = """
            package lab;

            import io.ansatz.api.Meaning;
            import io.ansatz.api.dataset.*;
            import java.io.IOException;
            import org.pf4j.Extension;

            @Extension
            @Meaning("images that are somewhere else")
            public final class Far implements DatasetSource<Far.Settings> {

                public record Settings() {}

                @Override
                public String name() {
                    return "far";
                }

                @Override
                public Settings defaults() {
                    return new Settings();
                }

                @Override
                public Dataset open(Settings settings) throws IOException {
                    throw new IOException("There is no file far.npz.\\nMaybe it is still to be downloaded.");
                }
            }
            """;

    private static final String ROUGH = """
            package lab;

            import io.ansatz.api.*;
            import io.ansatz.api.backbone.*;
            import org.pf4j.Extension;

            @Extension
            @Meaning("a trunk that is never drawn")
            public final class Rough implements Backbone<Rough.Settings> {

                public record Settings() {}

                @Override
                public String name() {
                    return "rough";
                }

                @Override
                public Settings defaults() {
                    return new Settings();
                }

                @Override
                public Trunk draw(Settings settings, ImageShape input) {
                    throw new IllegalStateException("The backbone lost its way.");
                }
            }
            """;
}
