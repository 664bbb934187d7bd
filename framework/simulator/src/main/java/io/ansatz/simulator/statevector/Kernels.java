package io.ansatz.simulator.statevector;

import java.util.ServiceLoader;

/** A way to carry out the inner loops of the simulator on this machine. */
public interface Kernels {

    /** What a person calls them. */
    String name();

    /** How many circuits of this many qubits are best side by side; a power of two. */
    int lanes(Precision precision, int qubits);

    /** How many lanes are best where one circuit fills them all; a power of two. */
    int lanesOfOne(Precision precision);

    /** How many rotations are best carried out together. */
    int rotationsTogether();

    Block block(Precision precision, Block.Shape shape);

    /** Loops in plain Java, which run anywhere. */
    static Kernels plain() {
        return new PlainKernels();
    }

    /** The fastest there are: those in vector instructions where Java was started with them, else the plain ones. */
    static Kernels fastest() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return plain();
        }
        return ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader())
                .findFirst()
                .orElseGet(Kernels::plain);
    }
}
