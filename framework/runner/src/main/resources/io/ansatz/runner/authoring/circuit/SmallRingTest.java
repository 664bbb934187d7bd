package org.example.smallring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.TwinSimulator;
import org.junit.jupiter.api.Test;

class SmallRingTest {

    private static final double ROUNDING = 1e-12;

    private final SmallRing template = new SmallRing();

    @Test
    void keepsTheContract() {
        CircuitContract.of(template).withWeights(template.defaults(), 8).holds();
    }

    /** The two rotations of a qubit add up; the CNOT leaves the product of both expectations on its target. */
    @Test
    void twoQubitsAreProductsOfCosines() {
        var simulator = new TwinSimulator(template.draw(new SmallRing.Settings(2, 1)));

        double[] z = simulator.run(new double[] {0.1, 0.2}, new double[] {0.3, 0.4});

        double first = Math.cos(0.1 + 0.3);
        double second = Math.cos(0.2 + 0.4);
        assertThat(z).containsExactly(new double[] {first, first * second}, within(ROUNDING));
    }
}
