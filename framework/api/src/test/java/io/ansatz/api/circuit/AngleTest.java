package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AngleTest {

    private static final double[] INPUTS = {0.5, 3};
    private static final double[] WEIGHTS = {2, -7, 11};

    @Test
    void isMadeOfInputsAndWeights() {
        assertThat(Angle.of(0.7).value(INPUTS, WEIGHTS)).isEqualTo(0.7);
        assertThat(Angle.input(1).value(INPUTS, WEIGHTS)).isEqualTo(3);
        assertThat(new Angle.Input(1, -2).value(INPUTS, WEIGHTS)).isEqualTo(-6);
        assertThat(Angle.weight(1).value(INPUTS, WEIGHTS)).isEqualTo(-7);
        assertThat(new Angle.Weight(1, 2).value(INPUTS, WEIGHTS)).isEqualTo(-14);
        assertThat(new Angle.ScaledInput(0, 1).value(INPUTS, WEIGHTS)).isEqualTo(6);
        assertThat(new Angle.WeightedInput(0, 1, 2).value(INPUTS, WEIGHTS)).isEqualTo(17);
    }

    static List<Angle> angles() {
        return List.of(
                Angle.of(0.7),
                new Angle.Input(1, -2),
                new Angle.Weight(1, 2),
                new Angle.ScaledInput(0, 1),
                new Angle.WeightedInput(0, 1, 2),
                new Angle.WeightedInput(0, 1, 0));
    }

    /** Angles are of second degree at most, so central differences are exact but for rounding. */
    @ParameterizedTest
    @MethodSource("angles")
    void spreadsASlopeByTheChainRule(Angle angle) {
        var inputSlopes = new double[INPUTS.length];
        var weightSlopes = new double[WEIGHTS.length];

        angle.spread(5, INPUTS, WEIGHTS, inputSlopes, weightSlopes);

        for (int i = 0; i < INPUTS.length; i++) {
            double slope = (angle.value(moved(INPUTS, i, 1), WEIGHTS) - angle.value(moved(INPUTS, i, -1), WEIGHTS)) / 2;
            assertThat(inputSlopes[i]).isCloseTo(5 * slope, within(1e-12));
        }
        for (int i = 0; i < WEIGHTS.length; i++) {
            double slope = (angle.value(INPUTS, moved(WEIGHTS, i, 1)) - angle.value(INPUTS, moved(WEIGHTS, i, -1))) / 2;
            assertThat(weightSlopes[i]).isCloseTo(5 * slope, within(1e-12));
        }
    }

    @Test
    void addsToTheSlopesThatAreThere() {
        double[] inputSlopes = {1, 1};
        double[] weightSlopes = {1, 1, 1};

        new Angle.WeightedInput(0, 1, 2).spread(1, INPUTS, WEIGHTS, inputSlopes, weightSlopes);

        assertThat(inputSlopes).containsExactly(1, 3);
        assertThat(weightSlopes).containsExactly(4, 1, 2);
    }

    @Test
    void refusesWhatIsNoIndex() {
        assertThatThrownBy(() -> Angle.input(-1)).hasMessage("An angle cannot use input -1; they count from 0.");
        assertThatThrownBy(() -> Angle.weight(-2)).hasMessage("An angle cannot use weight -2; they count from 0.");
        assertThatThrownBy(() -> new Angle.ScaledInput(-1, 0))
                .hasMessage("An angle cannot use weight -1; they count from 0.");
        assertThatThrownBy(() -> new Angle.WeightedInput(0, 0, -3))
                .hasMessage("An angle cannot use weight -3; they count from 0.");
    }

    @Test
    void refusesAConstantThatIsNoNumber() {
        assertThatThrownBy(() -> Angle.of(Double.NaN)).hasMessage("A constant angle cannot be NaN.");
        assertThatThrownBy(() -> Angle.of(Double.POSITIVE_INFINITY)).hasMessage("A constant angle cannot be Infinity.");
    }

    private static double[] moved(double[] values, int index, double step) {
        double[] moved = values.clone();
        moved[index] += step;
        return moved;
    }
}
