package io.ansatz.simulator.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NoiseTest {

    @Test
    void everyPartIsAProbability() {
        assertThatThrownBy(() -> new Noise(1.5, 0, 0, ReadoutError.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depolarizing must lie between 0 and 1, not be 1.5.");
        assertThatThrownBy(() -> new Noise(0, -0.1, 0, ReadoutError.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("amplitude-damping must lie between 0 and 1, not be -0.1.");
        assertThatThrownBy(() -> new Noise(0, 0, Double.NaN, ReadoutError.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("phase-damping must lie between 0 and 1, not be NaN.");
        assertThatThrownBy(() -> new ReadoutError(2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("zero-as-one must lie between 0 and 1, not be 2.0.");
        assertThatThrownBy(() -> new ReadoutError(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one-as-zero must lie between 0 and 1, not be 2.0.");
    }

    @Test
    void errorsOfTheReadOutAreNotBetweenGates() {
        assertThat(new Noise(0, 0, 0, new ReadoutError(0.1, 0.1)).betweenGates())
                .isFalse();
        assertThat(new Noise(0.1, 0, 0, ReadoutError.NONE).betweenGates()).isTrue();
        assertThat(new Noise(0, 0.1, 0, ReadoutError.NONE).betweenGates()).isTrue();
        assertThat(new Noise(0, 0, 0.1, ReadoutError.NONE).betweenGates()).isTrue();
    }
}
