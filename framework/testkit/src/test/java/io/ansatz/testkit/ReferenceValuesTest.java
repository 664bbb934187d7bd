package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceValuesTest {

    @TempDir
    private Path folder;

    /** Z behind RY(x) RY(w) is cos(x + w); two samples with w = 0.1, and a loss of twice their sum. */
    private final String cosines = String.format(
            Locale.ROOT,
            """
            {"producer": "pencil [and paper]", "qubits": 1,
             "inputs": [[0.3], [2e-1]], "weights": [[[0.1]]], "loss_weights": [2],
             "outputs": [[%.17f], [%.17f]],
             "grad_inputs": [[%.17f], [%.17f]], "grad_weights": [[[%.17f]]]}
            """,
            Math.cos(0.4),
            Math.cos(0.3),
            -2 * Math.sin(0.4),
            -2 * Math.sin(0.3),
            -2 * Math.sin(0.4) - 2 * Math.sin(0.3));

    @Test
    void holdForTheCircuitTheyWereComputedFor() throws IOException {
        ReferenceValues values = values(cosines);

        assertThatCode(() -> values.holdFor(rotations(Axis.Y))).doesNotThrowAnyException();
    }

    @Test
    void doNotHoldForAnother() throws IOException {
        ReferenceValues values = values(cosines);

        assertThatThrownBy(() -> values.holdFor(rotations(Axis.X)))
                .isInstanceOf(Breach.class)
                .hasMessageMatching("values\\.json has \\S+ as number 0 of 'outputs', and the circuit gives \\S+\\.");
    }

    @Test
    void gradientsCount() throws IOException {
        ReferenceValues values = values(cosines.replace("\"grad_weights\": [[[-", "\"grad_weights\": [[["));

        assertThatThrownBy(() -> values.holdFor(rotations(Axis.Y)))
                .isInstanceOf(Breach.class)
                .hasMessageMatching(
                        "values\\.json has \\S+ as number 0 of 'grad_weights', and the circuit gives \\S+\\.");
    }

    @Test
    void aMissingArrayIsNamed() throws IOException {
        ReferenceValues values = values(cosines.replace("loss_weights", "loss"));

        assertThatThrownBy(() -> values.holdFor(rotations(Axis.Y)))
                .isInstanceOf(Breach.class)
                .hasMessage("values.json has no array 'loss_weights'.");
    }

    @Test
    void anArrayOfAnotherLengthIsSaid() throws IOException {
        ReferenceValues values = values(cosines.replace("\"grad_weights\": [[[", "\"grad_weights\": [[[0, "));

        assertThatThrownBy(() -> values.holdFor(rotations(Axis.Y)))
                .isInstanceOf(Breach.class)
                .hasMessage("values.json has 2 numbers in 'grad_weights', and the circuit gives 1.");
    }

    private ReferenceValues values(String json) throws IOException {
        return ReferenceValues.read(Files.writeString(folder.resolve("values.json"), json));
    }

    private static Circuit rotations(Axis second) {
        var circuit = Circuit.onQubits(1);
        circuit.rotate(Axis.Y, 0, circuit.nextInput());
        circuit.rotate(second, 0, circuit.nextWeight());
        return circuit.measurePauliZ();
    }
}
