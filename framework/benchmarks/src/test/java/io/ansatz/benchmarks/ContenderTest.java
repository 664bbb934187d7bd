package io.ansatz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Circuit;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContenderTest {

    /** Half of them compute in single precision. */
    private static final double TOLERANCE = 1e-5;

    private static final Circuit CIRCUIT = Workload.named("a-4-64").circuit();

    private final double[] inputs = values(2, CIRCUIT.inputs());
    private final double[] weights = values(3, CIRCUIT.weights());
    private final double[] slopes = values(4, CIRCUIT.outputs());

    private static double[] values(long seed, int count) {
        return new SplittableRandom(seed).doubles(count, -1, 1).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void allOfThemComputeTheSame(Contender contender) {
        assertThat(contender.simulator(CIRCUIT).run(inputs, weights))
                .containsExactly(Contender.TWIN.simulator(CIRCUIT).run(inputs, weights), within(TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRANGE")
    void thoseWithAGradientAgreeOnIt(Contender contender) {
        var expected = Contender.TWIN.simulator(CIRCUIT).differentiate(1, inputs, weights, slopes);

        var gradient = contender.simulator(CIRCUIT).differentiate(1, inputs, weights, slopes);

        assertThat(gradient.inputs()).containsExactly(expected.inputs(), within(TOLERANCE));
        assertThat(gradient.weights()).containsExactly(expected.weights(), within(TOLERANCE));
    }
}
