package io.ansatz.simulator.statevector;

import io.ansatz.api.circuit.Circuit;
import io.ansatz.simulator.Simulator;
import java.lang.ref.Cleaner;
import java.util.Locale;

/**
 * The fast simulator. It compiles a circuit once into canonical form (a product state, then diagonals and groups of commuting
 * rotations; CNOT and SWAP only rename basis states) and runs batches through it block by block, forward and back. It is
 * held against {@link io.ansatz.simulator.PlainSimulator}, which is written to be read.
 *
 * <p>No result depends on the number of threads, or on how many circuits go side by side. Working memory is kept from
 * call to call; one call runs at a time, further ones wait.
 */
public final class StatevectorSimulator implements Simulator {

    /** Up to here circuits run side by side; beyond it one circuit fills all lanes. */
    static final int MOST_QUBITS_SIDE_BY_SIDE = 10;

    /** States after each layer are kept for the way back while they fit into a second-level cache; else they are undone. */
    private static final long KEPT_BYTES = 512 * 1024;

    private static final int MEGA = 1_000_000;

    private static final int GIBI = 1 << 30;

    private static final Cleaner CLEANER = Cleaner.create();

    private final Circuit circuit;
    private final Plan plan;
    private final Precision precision;
    private final Kernels kernels;
    private final long workingBytes;
    private final Engine engine;

    /** Computes in float with one thread and the fastest kernels there are. */
    public StatevectorSimulator(Circuit circuit) {
        this(circuit, Precision.FLOAT, 1);
    }

    public StatevectorSimulator(Circuit circuit, Precision precision, int threads) {
        this(circuit, precision, threads, Kernels.fastest());
    }

    /**
     * @throws IllegalArgumentException if the states do not fit into memory; the message is for the user
     */
    public StatevectorSimulator(Circuit circuit, Precision precision, int threads, Kernels kernels) {
        if (threads < 1) {
            throw new IllegalArgumentException("Circuits cannot run on %d threads.".formatted(threads));
        }
        this.circuit = circuit;
        this.precision = precision;
        this.kernels = kernels;
        plan = Canonical.of(circuit);
        Block.Shape shape = shape();
        workingBytes = threads * shape.numbers() * precision.bytes();
        requireMemory(shape, threads);
        var crew = new Crew(threads);
        CLEANER.register(this, crew::dismiss);
        engine = shape.wide()
                ? new Wide(plan, precision, kernels, crew)
                : new Narrow(plan, precision, kernels, crew, keepsStates());
    }

    @Override
    public Circuit circuit() {
        return circuit;
    }

    @Override
    public double[] run(int batch, double[] inputs, double[] weights) {
        var outputs = new double[batch * circuit.outputs()];
        run(batch, inputs, weights, outputs);
        return outputs;
    }

    /** Runs the circuit for every sample and writes what comes out; allocates nothing once it is warm. */
    public synchronized void run(int batch, double[] inputs, double[] weights, double[] outputs) {
        Simulator.requireLengths(circuit, batch, inputs, weights);
        engine.run(batch, inputs, weights, outputs);
    }

    @Override
    public Gradient differentiate(int batch, double[] inputs, double[] weights, double[] slopes) {
        var gradient = new Gradient(new double[batch * circuit.inputs()], new double[circuit.weights()]);
        differentiate(batch, inputs, weights, slopes, gradient);
        return gradient;
    }

    /** Writes the gradient of a loss, given its slopes along the outputs; allocates nothing once it is warm. */
    public synchronized void differentiate(
            int batch, double[] inputs, double[] weights, double[] slopes, Gradient gradient) {
        Simulator.requireLengths(circuit, batch, inputs, weights);
        Simulator.requireSlopes(circuit, batch, slopes);
        engine.differentiate(batch, inputs, weights, slopes, gradient.inputs(), gradient.weights());
    }

    /** For a reader: what the circuit was compiled to. */
    public String plan() {
        return plan.text();
    }

    /** For a reader: what carries it out. */
    public String kernels() {
        return kernels.name();
    }

    /** Floating-point operations per circuit: forward, or with {@code gradient} forward and back. */
    public double work(boolean gradient) {
        return plan.work(gradient);
    }

    /** What holds the states of all threads; known before any of it is taken. */
    @Override
    public long workingBytes() {
        return workingBytes;
    }

    private boolean keepsStates() {
        return Narrow.shape(plan, kernels.lanes(precision, plan.qubits()), true).numbers() * precision.bytes()
                <= KEPT_BYTES;
    }

    private Block.Shape shape() {
        return plan.qubits() > MOST_QUBITS_SIDE_BY_SIDE
                ? Wide.shape(plan, kernels.lanesOfOne(precision))
                : Narrow.shape(plan, kernels.lanes(precision, plan.qubits()), keepsStates());
    }

    private void requireMemory(Block.Shape shape, int threads) {
        long most = Runtime.getRuntime().maxMemory();
        boolean addressable = 2L * shape.rows() * shape.lanes() < Integer.MAX_VALUE;
        if (workingBytes > most || !addressable) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    """
                    A circuit of %d qubits takes %,d MB for its states%s, and Java may use %,d MB.
                    Maybe ANSATZ_JAVA_OPTIONS=-Xmx%dg gives it enough.""",
                    circuit.qubits(),
                    workingBytes / MEGA,
                    threads == 1 ? "" : " on %d threads".formatted(threads),
                    most / MEGA,
                    4 * workingBytes / 3 / GIBI + 1));
        }
    }
}
