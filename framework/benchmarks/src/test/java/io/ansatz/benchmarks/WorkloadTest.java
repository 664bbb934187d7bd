package io.ansatz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Gate;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {

    @Test
    void allOfThemHaveNames() {
        assertThat(Workload.all().stream().map(Workload::name))
                .containsExactly(
                        "a-4-64",
                        "a-4-1024",
                        "b-8-64",
                        "b-8-1024",
                        "c-4-12544",
                        "d-8-3136",
                        "e-12-1",
                        "e-16-1",
                        "e-20-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-4-64", "a-4-1024", "c-4-12544", "e-12-1", "e-16-1", "e-20-1"})
    void entanglingCircuitsRotateEachInputAndThenEachQubitThreeTimes(String name) {
        Workload workload = Workload.named(name);
        Circuit circuit = workload.circuit();
        int qubits = workload.qubits();

        assertThat(circuit.inputs()).isEqualTo(qubits);
        assertThat(circuit.weights()).isEqualTo(3 * 3 * qubits);
        assertThat(circuit.outputs()).isEqualTo(qubits);
        assertThat(circuit.gates().stream().filter(Gate.Cnot.class::isInstance)).hasSize(3 * qubits);
        assertThat(circuit.gates().subList(2 * qubits, 3 * qubits))
                .startsWith(new Gate.Cnot(0, 1))
                .endsWith(new Gate.Cnot(qubits - 1, 0));
        assertThat(circuit.gates().subList(6 * qubits, 7 * qubits))
                .startsWith(new Gate.Cnot(0, 3))
                .endsWith(new Gate.Cnot(qubits - 1, 2));
    }

    @Test
    void theEntanglingCircuitHasOnePassPerLayer() {
        assertThat(plan("a-4-64"))
                .isEqualTo("[product 4] [diagonal 4, rotations 4] [diagonal 8, rotations 4] [diagonal 6, rotations 4]"
                        + " [4 outputs]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b-8-64", "b-8-1024", "d-8-3136"})
    void theOtherCircuitTakesItsInputsTwiceAndMeasuresAllProbabilities(String name) {
        Circuit circuit = Workload.named(name).circuit();

        assertThat(circuit.inputs()).isEqualTo(8);
        assertThat(circuit.weights()).isEqualTo(2 * 2 * 8);
        assertThat(circuit.outputs()).isEqualTo(256);
        assertThat(circuit.gates().stream().filter(Gate.Rotation.class::isInstance))
                .hasSize(2 * 3 * 8);
        assertThat(circuit.gates().stream().filter(Gate.Cnot.class::isInstance)).hasSize(2 * 8);
        assertThat(plan(name)).isEqualTo("[product 8] [diagonal 8, rotations 8] [256 outputs]");
    }

    private static String plan(String name) {
        return new StatevectorSimulator(Workload.named(name).circuit()).plan();
    }

    @Test
    void slowSimulatorsAreTimedWithTheSmallestBatch() {
        assertThat(Workload.named("a-4-1024").smallest().name()).isEqualTo("a-4-64");
        assertThat(Workload.named("c-4-12544").smallest().name()).isEqualTo("a-4-64");
        assertThat(Workload.named("d-8-3136").smallest().name()).isEqualTo("b-8-64");
        assertThat(Workload.named("e-16-1").smallest().name()).isEqualTo("e-16-1");
    }

    @Test
    void refusesANameThatNoneHas() {
        assertThatThrownBy(() -> Workload.named("f-1-1")).hasMessage("There is no workload 'f-1-1'.");
    }
}
