package io.ansatz.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.Meaning;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.runner.catalog.PartDescription.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartDescriptionTest {

    private enum Pattern {
        RING,
        ALL_TO_ALL
    }

    private record Noise(@Meaning("chance of a flip") double rate, Optional<Integer> shots, double phaseDamping) {}

    private record Settings(
            @Meaning("how many wires there are") int qubits,
            double scale,
            boolean trainable,
            String label,
            Axis axis,
            @Meaning("who is joined to whom") Pattern pattern,
            List<Integer> widths,
            List<Axis> axes,
            List<String> labels,
            Path table,
            Optional<Integer> seed,
            Optional<Noise> extraNoise,
            List<Noise> noises,
            Noise noise,
            @Meaning("how wide") Width width) {}

    private sealed interface Width {

        record AsGiven() implements Width {}

        record Fixed(@Meaning("in pixels") int size) implements Width {}
    }

    @Meaning("shows every kind of setting")
    private static final class Exhibit implements CircuitTemplate<Settings> {

        @Override
        public String name() {
            return "exhibit";
        }

        @Override
        public Settings defaults() {
            return new Settings(
                    4,
                    0.5,
                    true,
                    "a",
                    Axis.Y,
                    Pattern.ALL_TO_ALL,
                    List.of(128, 64),
                    List.of(),
                    List.of("a", "b"),
                    Path.of("table.csv"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    new Noise(0.01, Optional.of(1000), 0.25),
                    new Width.Fixed(3));
        }

        @Override
        public Circuit draw(Settings settings) {
            return Circuit.onQubits(settings.qubits()).measurePauliZ();
        }
    }

    private record NoSettings() {}

    private static final class Plain implements CircuitTemplate<NoSettings> {

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public NoSettings defaults() {
            return new NoSettings();
        }

        @Override
        public Circuit draw(NoSettings settings) {
            return Circuit.onQubits(1).measurePauliZ();
        }
    }

    @Test
    void settingsAreDescribedInTheWordsOfAnExperimentFile() {
        var description = PartDescription.of(Kind.CIRCUIT, new Exhibit());

        assertThat(description)
                .isEqualTo(new PartDescription(
                        Kind.CIRCUIT,
                        "exhibit",
                        "shows every kind of setting",
                        List.of(
                                new Setting("qubits", "whole number", "4", "how many wires there are"),
                                new Setting("scale", "number", "0.5", ""),
                                new Setting("trainable", "true or false", "true", ""),
                                new Setting("label", "text", "a", ""),
                                new Setting("axis", "one of x, y, z", "y", ""),
                                new Setting(
                                        "pattern", "one of ring, all-to-all", "all-to-all", "who is joined to whom"),
                                new Setting("widths", "list of whole numbers", "[128, 64]", ""),
                                new Setting("axes", "list of x, y, z", "[]", ""),
                                new Setting("labels", "list of texts", "[a, b]", ""),
                                new Setting("table", "path", "table.csv", ""),
                                new Setting("seed", "whole number", "", ""),
                                new Setting("extra-noise", "map of rate, shots, phase-damping", "", ""),
                                new Setting("noises", "list of maps of rate, shots, phase-damping", "[]", ""),
                                new Setting("noise.rate", "number", "0.01", "chance of a flip"),
                                new Setting("noise.shots", "whole number", "1000", ""),
                                new Setting("noise.phase-damping", "number", "0.25", ""),
                                new Setting("width", "one of as-given, fixed", "fixed", "how wide"),
                                new Setting("width.fixed.size", "whole number", "3", "in pixels"))));
    }

    @Test
    void aPartMayHaveNoSettingsAndNoMeaning() {
        assertThat(PartDescription.of(Kind.CIRCUIT, new Plain()))
                .isEqualTo(new PartDescription(Kind.CIRCUIT, "plain", "", List.of()));
    }
}
