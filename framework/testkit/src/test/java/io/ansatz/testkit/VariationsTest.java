package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.circuit.Axis;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VariationsTest {

    private static final Settings DEFAULTS =
            new Settings(3, 7, Axis.Y, true, 0.5, Optional.empty(), Optional.empty(), "as it is");

    private final List<Settings> all = new Variations<>("part", DEFAULTS).all();

    @Test
    void oneComponentChangesAtATime() {
        assertThat(all).doesNotContain(DEFAULTS).doesNotHaveDuplicates().allSatisfy(settings -> {
            int changed = 0;
            for (var component : Settings.class.getRecordComponents()) {
                Object before = Components.value(DEFAULTS, component);
                changed += Components.value(settings, component).equals(before) ? 0 : 1;
            }
            assertThat(changed).isEqualTo(1);
        });
    }

    @Test
    void aWholeNumberTakesItsNeighboursAndTheEndsOfItsRange() {
        assertThat(changed(Settings::qubits)).containsExactly(2, 4, 1, 20);
    }

    @Test
    void anEndThatIsFarAwayIsNotLookedFor() {
        assertThat(changed(Settings::seed)).containsExactly(6L, 8L);
    }

    @Test
    void anEnumTakesEachOfItsConstants() {
        assertThat(changed(Settings::axis)).containsExactly(Axis.X, Axis.Z);
    }

    @Test
    void aStatementTakesItsOpposite() {
        assertThat(changed(Settings::deep)).containsExactly(false);
    }

    @Test
    void aFractionTakesSomeOthersAsFarAsTheyAreAllowed() {
        assertThat(changed(Settings::share)).containsExactly(0.0, 1.0, 0.25);
    }

    @Test
    void whatMayBeLeftOutIsThereToo() {
        assertThat(changed(Settings::features)).containsExactly(Optional.of(1), Optional.of(2));
        assertThat(changed(Settings::second)).containsExactly(Optional.of(Axis.X), Optional.of(Axis.Z));
    }

    @Test
    void whatIsThereMayBeLeftOut() {
        var settings = new Variations<>("part", new Choice(Optional.of(5))).all();

        assertThat(settings)
                .containsExactly(new Choice(Optional.empty()), new Choice(Optional.of(4)), new Choice(Optional.of(6)));
    }

    @Test
    void settingsWithinSettingsVaryToo() {
        var settings = new Variations<>("part", new Nested(new Choice(Optional.empty()), 0)).all();

        assertThat(settings)
                .contains(new Nested(new Choice(Optional.of(1)), 0), new Nested(new Choice(Optional.empty()), 1));
    }

    @Test
    void aRefusalIsASentence() {
        assertThatThrownBy(() -> new Variations<>("part", new Divided(1)).all())
                .isInstanceOf(Breach.class)
                .hasMessage("""
                        The settings of 'part' answer parts = 0 with java.lang.ArithmeticException: / by zero, which is no sentence for a user.
                        Maybe their constructor can refuse it with an IllegalArgumentException that says what would be right.""");
        assertThatThrownBy(() -> new Variations<>("part", new Silent(1)).all())
                .isInstanceOf(Breach.class)
                .hasMessageStartingWith(
                        "The settings of 'part' answer parts = 0 with java.lang.IllegalArgumentException, which is no sentence");
    }

    private <T> List<T> changed(Function<Settings, T> component) {
        return all.stream()
                .map(component)
                .filter(value -> !value.equals(component.apply(DEFAULTS)))
                .toList();
    }

    private record Settings(
            int qubits,
            long seed,
            Axis axis,
            boolean deep,
            double share,
            Optional<Integer> features,
            Optional<Axis> second,
            String text) {

        Settings {
            if (qubits < 1 || qubits > 20) {
                throw new IllegalArgumentException("qubits must be between 1 and 20, not %d.".formatted(qubits));
            }
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("share must be between 0 and 1, not %s.".formatted(share));
            }
            if (second.equals(Optional.of(axis))) {
                throw new IllegalArgumentException("second must differ from axis.");
            }
        }
    }

    private record Choice(Optional<Integer> features) {}

    private record Nested(Choice inner, int outer) {}

    private record Divided(int parts) {

        Divided {
            if (12 / parts < 0) {
                throw new IllegalArgumentException("parts must be positive.");
            }
        }
    }

    private record Silent(int parts) {

        Silent {
            if (parts < 1) {
                throw new IllegalArgumentException();
            }
        }
    }
}
