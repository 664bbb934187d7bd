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
import org.opentest4j.TestAbortedException;

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
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[outputs of values.json]");
    }

    @Test
    void gradientsCount() throws IOException {
        ReferenceValues values = values(cosines.replace("\"grad_weights\": [[[-", "\"grad_weights\": [[["));

        assertThatThrownBy(() -> values.holdFor(rotations(Axis.Y)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[grad_weights of values.json]");
    }

    @Test
    void aMissingArrayIsNamed() throws IOException {
        ReferenceValues values = values(cosines.replace("loss_weights", "loss"));

        assertThatThrownBy(() -> values.holdFor(rotations(Axis.Y)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[values.json has an array loss_weights]");
    }

    @Test
    void withoutTheFileTheTestIsSkipped() {
        Path missing = folder.resolve("missing.json");

        assertThatThrownBy(() -> ReferenceValues.read(missing))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("Assumption failed: There is no reference file %s.", missing);
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
