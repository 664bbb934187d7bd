package io.ansatz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class PeakTest {

    private static final int FLOATS = FloatVector.SPECIES_PREFERRED.length();

    private static final int DOUBLES = DoubleVector.SPECIES_PREFERRED.length();

    /** Halving and adding 1 again and again leads to 2, from anywhere. */
    @Test
    void everyChainIsCarriedOut() {
        assertThat(new FloatVectorPeak().multiplyAdd()).isEqualTo(2f * 12 * FLOATS);
        assertThat(new DoubleVectorPeak().multiplyAdd()).isEqualTo(2.0 * 12 * DOUBLES);
        assertThat(new FloatLoopPeak().multiplyAdd()).hasSize(1024).containsOnly(2);
        assertThat(new DoubleLoopPeak().multiplyAdd()).hasSize(1024).containsOnly(2);
    }

    @Test
    void aMultiplyAddIsTwoOperationsInEachLane() {
        assertThat(FloatVectorPeak.operations()).isEqualTo(2.0 * 12 * 16_384 * FLOATS);
        assertThat(DoubleVectorPeak.operations()).isEqualTo(2.0 * 12 * 16_384 * DOUBLES);
        assertThat(FloatLoopPeak.operations()).isEqualTo(2.0 * 8 * 1024 * 16);
    }

    @Test
    void aTriadTouchesEachOfItsBytesOnce() {
        assertThat(TriadBenchmark.bytes(3)).isEqualTo(3 << 20);
    }
}
