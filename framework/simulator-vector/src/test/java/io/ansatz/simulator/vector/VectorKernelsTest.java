package io.ansatz.simulator.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Readout;
import io.ansatz.simulator.RandomCircuit;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.Kernels;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorKernelsTest {

    @Test
    void areChosenWhereJavaWasStartedWithTheVectorApi() {
        assertThat(Kernels.fastest()).isInstanceOf(VectorKernels.class);
        assertThat(Kernels.fastest().name()).matches("\\d+-bit vector");
    }

    /**
     * Vectors are objects until the compiler has had a look; this waits for it, counting calls and not seconds. What the
     * compiler makes of a rarely taken path is its own affair and differs from run to run: a few vectors may stay objects,
     * but less than a state's worth, so nothing is allocated for each amplitude and no state is copied.
     */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 11})
    void allocateLessThanAStateOnceTheyAreCompiled(int qubits) {
        Circuit circuit = RandomCircuit.withEveryGate(qubits, new Readout.ZThenX(), 9);
        var simulator = new StatevectorSimulator(circuit);
        int batch = qubits > 10 ? 2 : 64;
        double[] inputs = RandomCircuit.values(batch * circuit.inputs(), 1);
        double[] weights = RandomCircuit.values(circuit.weights(), 2);
        double[] slopes = RandomCircuit.values(batch * circuit.outputs(), 3);
        var outputs = new double[batch * circuit.outputs()];
        var gradient = new Simulator.Gradient(new double[inputs.length], new double[weights.length]);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long state = batch * (1L << qubits) * 2 * Float.BYTES;
        long allocated = Long.MAX_VALUE;
        for (int call = 0; call < 100_000 && allocated >= state; call++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            simulator.run(batch, inputs, weights, outputs);
            simulator.differentiate(batch, inputs, weights, slopes, gradient);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(allocated).isLessThan(state);
    }
}
