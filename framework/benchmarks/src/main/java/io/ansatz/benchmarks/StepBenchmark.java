package io.ansatz.benchmarks;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import io.ansatz.simulator.statevector.StatevectorSimulator;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a simulator does for one batch of training. */
@State(Scope.Thread)
public class StepBenchmark {

    private static final long SEED = 1;

    @Param("a-4-1024")
    private String workload;

    @Param
    private Contender contender;

    private int batch;
    private Simulator simulator;
    private double[] inputs;
    private double[] weights;
    private double[] slopes;
    private double[] outputs;
    private Simulator.Gradient gradient;

    @Setup
    public void prepare() {
        Workload chosen = Workload.named(workload);
        Circuit circuit = chosen.circuit();
        batch = chosen.batch();
        simulator = contender.simulator(circuit);
        var random = new SplittableRandom(SEED);
        inputs = random.doubles((long) batch * circuit.inputs(), -Math.PI, Math.PI)
                .toArray();
        weights = random.doubles(circuit.weights(), -Math.PI, Math.PI).toArray();
        slopes = random.doubles((long) batch * circuit.outputs(), -1, 1).toArray();
        outputs = new double[slopes.length];
        gradient = new Simulator.Gradient(new double[inputs.length], new double[weights.length]);
    }

    /** The way there alone. */
    @Benchmark
    public double[] forward() {
        if (simulator instanceof StatevectorSimulator fast) {
            fast.run(batch, inputs, weights, outputs);
            return outputs;
        }
        return simulator.run(batch, inputs, weights);
    }

    /** The way there and back, to the slopes along inputs and weights. */
    @Benchmark
    public Simulator.Gradient step() {
        if (simulator instanceof StatevectorSimulator fast) {
            fast.differentiate(batch, inputs, weights, slopes, gradient);
            return gradient;
        }
        return simulator.differentiate(batch, inputs, weights, slopes);
    }
}
