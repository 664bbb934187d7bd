package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Meaning;
import io.ansatz.api.Part;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartContractTest {

    @ParameterizedTest
    @ValueSource(strings = {"resnet", "angle-embedding", "cnn5", "mobilenet-v2"})
    void namesAreInLowerCaseWithHyphens(String name) {
        assertThatCode(() -> new PartContract<>(new Explained(name, () -> new Told(1))).holds())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Resnet", "angle_embedding", "5cnn", "angle-", "angle--embedding", "angle embedding"})
    void otherNamesAreRefused(String name) {
        fails(
                new Explained(name, () -> new Told(1)),
                "A part is named in lower case with hyphens, not '%s'.".formatted(name));
    }

    @Test
    void thePartSaysWhatItIsFor() {
        fails(new Unexplained(), "'unexplained' does not say what it is for: put @Meaning on its class.");
    }

    @Test
    void everySettingSaysWhatItIsFor() {
        fails(
                new Explained("part", () -> new Untold(1, 2)),
                "The setting 'untold' of 'part' does not say what it is for: put @Meaning on it.");
    }

    @Test
    void settingsWithinSettingsSayItToo() {
        fails(
                new Explained("part", () -> new Nested(new Untold(1, 2))),
                "The setting 'inner.untold' of 'part' does not say what it is for: put @Meaning on it.");
    }

    @Test
    void defaultsStayTheSame() {
        var calls = new AtomicInteger();
        fails(
                new Explained("part", () -> new Told(calls.incrementAndGet())),
                "The defaults of 'part' change from call to call.");
    }

    @Test
    void defaultsAreThoseOfEveryInstance() {
        fails(new Restless(), "The defaults of 'restless' change from instance to instance.");
    }

    @Test
    void aPartWithoutAnotherInstanceIsEnough() {
        assertThat(new PartContract<>(new Explained("part", () -> new Told(1))).another())
                .isEmpty();
        assertThat(new PartContract<>(new Unexplained()).another()).isPresent();
    }

    @Test
    void aSecondInstanceCanBeMade() {
        fails(new Only(), "'only' cannot be made a second time: There is one already.");
    }

    private static void fails(Part<?> part, String message) {
        assertThatThrownBy(() -> new PartContract<>(part).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    private record Told(@Meaning("a number") int told) {}

    private record Untold(@Meaning("a number") int told, int untold) {}

    private record Nested(@Meaning("more settings") Untold inner) {}

    @Meaning("A part for this test.")
    private record Explained(String name, Supplier<Record> settings) implements Part<Record> {

        @Override
        public Record defaults() {
            return settings.get();
        }
    }

    /** Its defaults depend on how many of it there are. */
    @Meaning("A part for this test.")
    private static final class Restless implements Part<Told> {

        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final int number = INSTANCES.incrementAndGet();

        @Override
        public String name() {
            return "restless";
        }

        @Override
        public Told defaults() {
            return new Told(number);
        }
    }

    @Meaning("A part for this test.")
    private static final class Only implements Part<Told> {

        private static final AtomicInteger INSTANCES = new AtomicInteger();

        Only() {
            if (INSTANCES.incrementAndGet() > 1) {
                throw new IllegalArgumentException("There is one already.");
            }
        }

        @Override
        public String name() {
            return "only";
        }

        @Override
        public Told defaults() {
            return new Told(1);
        }
    }

    private static final class Unexplained implements Part<Told> {

        @Override
        public String name() {
            return "unexplained";
        }

        @Override
        public Told defaults() {
            return new Told(1);
        }
    }
}
