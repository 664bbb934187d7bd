package io.ansatz.simulator.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.PlainSimulator;
import org.junit.jupiter.api.Test;

class NoisySimulatorTest {

    private static final Noise DAMPED = new Noise(0, 0.1, 0, ReadoutError.NONE);

    @Test
    void fewQubitsGetADensityMatrixAndManyGetTrajectories() {
        assertThat(fitting(7, DAMPED).method()).isEqualTo("exact channels on a density matrix of 7 qubits");
        assertThat(fitting(8, DAMPED).method()).isEqualTo("100 trajectories of 8 qubits per sample");
    }

    @Test
    void errorsOfTheReadOutAloneNeedNeither() {
        assertThat(fitting(20, new Noise(0, 0, 0, new ReadoutError(0.1, 0))).method())
                .isEqualTo("no noise between the gates");
    }

    @Test
    void knowsBeforehandWhatACallTakes() {
        long probabilities = 2L * 8 << 20;

        assertThat(fitting(4, DAMPED).workingBytes()).isEqualTo(4 * (16 << 8) + probabilities);
        assertThat(fitting(8, DAMPED).workingBytes()).isEqualTo(4 * (16 << 8) + probabilities);
        assertThat(fitting(8, Noise.none()).workingBytes()).isEqualTo(3 * (16 << 8) + probabilities);
        assertThat(fitting(22, Noise.none()).workingBytes()).isEqualTo((3L * 16 << 22) + 4 * probabilities);
    }

    private static NoisySimulator fitting(int qubits, Noise noise) {
        Circuit circuit = Circuit.onQubits(qubits).hadamard(0).measurePauliZ();
        return NoisySimulator.fitting(circuit, noise, 1, PlainSimulator::new);
    }
}
