package io.ansatz.plugins.bilstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers;
import io.ansatz.plugins.bilstm.Bilstm.Scan;
import io.ansatz.plugins.bilstm.Bilstm.Settings;
import io.ansatz.plugins.bilstm.PlainBilstm.Direction;
import io.ansatz.testkit.LoneNeck;
import io.ansatz.testkit.NeckContract;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BilstmTest {

    private static final ImageShape MOBILENET = new ImageShape(1280, 7, 7);

    private final Bilstm bilstm = new Bilstm();

    @Test
    void parametersOverThePlacesOfMobileNetsMapAreAsPublished() {
        Layers layers = bilstm.draw(bilstm.defaults(), MOBILENET);

        assertThat(layers.parameterCount()).isEqualTo(688_640);
        assertThat(layers.outputs()).isEqualTo(128);
        // The sequence twice, and for both directions four gates and two states of each step.
        assertThat(layers.kept()).isEqualTo(2 * 49 * 1280 + 2 * 49 * 6 * 64);
    }

    @Test
    void parametersOverTwentyPiecesOfItsChannelsAreAsPublished() {
        for (ImageShape map : new ImageShape[] {MOBILENET, new ImageShape(1280, 1, 1)}) {
            Layers layers = bilstm.draw(channels(64, 20), map);

            assertThat(layers.parameterCount()).isEqualTo(66_048);
            assertThat(layers.outputs()).isEqualTo(128);
        }
    }

    @Test
    void arraysCarryTorchsNamesAndBeginWhereItsDo() {
        Layers layers = bilstm.draw(places(16), new ImageShape(5, 2, 3));

        assertThat(layers.arrays())
                .extracting(Layers.Array::name)
                .containsExactly(
                        "weight_ih_l0",
                        "weight_hh_l0",
                        "bias_l0",
                        "weight_ih_l0_reverse",
                        "weight_hh_l0_reverse",
                        "bias_l0_reverse");
        assertThat(layers.arrays()).extracting(Layers.Array::size).containsExactly(320, 1024, 64, 320, 1024, 64);
        assertThat(layers.arrays()).extracting(Layers.Array::start).containsOnly(new Start.Uniform(-0.25, 0.25));
    }

    /** One unit and no weights: gates of one half, a candidate of tanh(1), and a state that is halved and filled at each step. */
    @Test
    void aCellWithoutWeightsFillsUpAsComputedByHand() {
        try (var neck = new LoneNeck(bilstm.draw(places(1), new ImageShape(1, 1, 3)), new ImageShape(1, 1, 3))) {
            neck.set("bias_l0", 1, 0, 0, 0);
            neck.set("bias_l0_reverse", -1, 0, 0, 0);

            double cell = Math.tanh(1) * (0.5 + 0.25 + 0.125);
            double state = 0.5 * Math.tanh(cell);
            assertThat(neck.run(new double[] {7, 8, 9})).containsExactly(new double[] {state, -state}, within(1e-15));
        }
    }

    /** The gate that lets in is open at one end and shut at the other, so each direction knows the end it read last. */
    @Test
    void eachDirectionEndsWhereTheOtherBegins() {
        try (var neck = new LoneNeck(bilstm.draw(places(1), new ImageShape(1, 2, 2)), new ImageShape(1, 2, 2))) {
            for (String way : new String[] {"", "_reverse"}) {
                // The candidate is what is read; nothing is kept; all is let in and out.
                neck.set("weight_ih_l0" + way, 1, 0, 0, 0);
                neck.set("bias_l0" + way, 0, -50, 50, 50);
            }

            double[] states = neck.run(new double[] {0.1, 0.2, 0.3, 0.4});

            assertThat(states[0]).isCloseTo(Math.tanh(Math.tanh(0.4)), within(1e-12));
            assertThat(states[1]).isCloseTo(Math.tanh(Math.tanh(0.1)), within(1e-12));
        }
    }

    @Test
    void placesAreReadRowByRowAsThePapersHaveIt() {
        var map = new ImageShape(3, 2, 4);
        double[] maps = values(2 * map.size());
        var sequences = new double[maps.length];
        for (int image = 0; image < 2; image++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int place = 0; place < 8; place++) {
                    sequences[image * 24 + place * 3 + channel] = maps[image * 24 + channel * 8 + place];
                }
            }
        }
        agree(places(2), map, maps, 3, sequences);
    }

    @Test
    void piecesOfTheChannelsAreReadFirstToLast() {
        double[] maps = values(2 * 12);

        agree(channels(3, 4), new ImageShape(12, 1, 1), maps, 3, maps);
        agree(channels(3, 2), new ImageShape(12, 1, 1), maps, 6, maps);
    }

    @Test
    void piecesAreOfTheMeanOverAllPlaces() {
        var map = new ImageShape(4, 2, 3);
        double[] maps = values(2 * map.size());
        var means = new double[2 * 4];
        for (int i = 0; i < maps.length; i++) {
            means[i / 6] += maps[i] / 6;
        }
        try (var neck = new LoneNeck(bilstm.draw(channels(2, 2), map), map)) {
            PlainBilstm plain = plain(2, 2, neck);

            assertThat(neck.run(maps)).containsExactly(run(plain, means), within(1e-14));
        }
    }

    /** States and all slopes, held against the plain twin on two images. */
    private void agree(Settings settings, ImageShape map, double[] maps, int features, double[] sequences) {
        int units = settings.units();
        try (var neck = new LoneNeck(bilstm.draw(settings, map), map)) {
            PlainBilstm plain = plain(features, units, neck);
            assertThat(neck.run(maps)).containsExactly(run(plain, sequences), within(1e-14));

            double[] towards = values(2 * 2 * units);
            var expected = new double[2][];
            int length = sequences.length / 2;
            var slopes = new PlainBilstm.Slopes[2];
            for (int image = 0; image < 2; image++) {
                slopes[image] = plain.differentiate(
                        Arrays.copyOfRange(sequences, image * length, (image + 1) * length),
                        Arrays.copyOfRange(towards, image * 2 * units, (image + 1) * 2 * units));
                expected[image] = slopes[image].sequence();
            }
            LoneNeck.Slopes actual = neck.differentiate(maps, towards);

            // A sequence holds the values of its map in another order, and so do their slopes.
            for (int i = 0; i < maps.length; i++) {
                int place = indexOf(sequences, maps[i]);
                assertThat(actual.maps()[i]).isCloseTo(expected[place / length][place % length], within(1e-14));
            }
            var arrays = actual.arrays();
            assertSum(
                    arrays.get("weight_ih_l0"),
                    slopes[0].forward().input(),
                    slopes[1].forward().input());
            assertSum(
                    arrays.get("weight_hh_l0"),
                    slopes[0].forward().state(),
                    slopes[1].forward().state());
            assertSum(
                    arrays.get("bias_l0"),
                    slopes[0].forward().bias(),
                    slopes[1].forward().bias());
            assertSum(
                    arrays.get("weight_ih_l0_reverse"),
                    slopes[0].backward().input(),
                    slopes[1].backward().input());
            assertSum(
                    arrays.get("weight_hh_l0_reverse"),
                    slopes[0].backward().state(),
                    slopes[1].backward().state());
            assertSum(
                    arrays.get("bias_l0_reverse"),
                    slopes[0].backward().bias(),
                    slopes[1].backward().bias());
        }
    }

    private static void assertSum(double[] actual, double[] first, double[] second) {
        var sum = new double[first.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = first[i] + second[i];
        }
        assertThat(actual).containsExactly(sum, within(1e-14));
    }

    private static int indexOf(double[] values, double value) {
        int place = 0;
        while (values[place] != value) {
            place++;
        }
        return place;
    }

    /** A plain twin with numbers of its own, which the neck is given too. */
    private static PlainBilstm plain(int features, int units, LoneNeck neck) {
        double[] numbers = values(2 * 4 * units * (features + units + 1));
        var both = new Direction[2];
        int at = 0;
        for (int way = 0; way < 2; way++) {
            both[way] = Direction.zero(features, units);
            String suffix = way == 0 ? "" : "_reverse";
            at = take(numbers, at, both[way].input(), neck, "weight_ih_l0" + suffix);
            at = take(numbers, at, both[way].state(), neck, "weight_hh_l0" + suffix);
            at = take(numbers, at, both[way].bias(), neck, "bias_l0" + suffix);
        }
        return new PlainBilstm(features, units, both[0], both[1]);
    }

    private static int take(double[] from, int at, double[] to, LoneNeck neck, String array) {
        System.arraycopy(from, at, to, 0, to.length);
        neck.set(array, to);
        return at + to.length;
    }

    private static double[] run(PlainBilstm plain, double[] sequences) {
        int length = sequences.length / 2;
        double[] first = plain.run(Arrays.copyOf(sequences, length));
        double[] second = plain.run(Arrays.copyOfRange(sequences, length, 2 * length));
        double[] both = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void aMapOfOnePlaceIsRefused() {
        assertThatThrownBy(() -> bilstm.draw(bilstm.defaults(), new ImageShape(1280, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "bilstm reads a map place by place, but 1280 x 1 x 1 is a single one. Let the backbone leave more,"
                                + " or set scan: channels.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1280 | 30   | bilstm cannot cut 1280 channels into 30 steps of equal length. 32 would do.
                    12   | 5    | bilstm cannot cut 12 channels into 5 steps of equal length. 4 would do.
                    8    | 1000 | bilstm cannot cut 8 channels into 1000 steps of equal length. 8 would do.
                    1    | 2    | bilstm cannot cut 1 channel into 2 steps of equal length.
                    """)
    void channelsThatCannotBeCutEquallyAreRefused(int channels, int steps, String message) {
        assertThatThrownBy(() -> bilstm.draw(channels(8, steps), new ImageShape(channels, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0    | PLACES   |   | units must be between 1 and 1024, not 0.
                    1025 | PLACES   |   | units must be between 1 and 1024, not 1025.
                    64   | PLACES   | 4 | steps is for scan: channels; with scan: places there is a step for each place.
                    64   | CHANNELS |   | scan: channels needs steps, such as steps: 20.
                    64   | CHANNELS | 1 | steps must be at least 2, not 1.
                    """)
    void settingsThatMakeNoSenseAreRefused(int units, Scan scan, Integer steps, String message) {
        assertThatThrownBy(() -> new Settings(units, scan, Optional.ofNullable(steps)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void keepsTheContract() {
        NeckContract.of(bilstm, new ImageShape(6, 2, 3), new ImageShape(4, 1, 2))
                .with(places(5))
                .with(channels(3, 2))
                .holds();
    }

    private static Settings places(int units) {
        return new Settings(units, Scan.PLACES, Optional.empty());
    }

    private static Settings channels(int units, int steps) {
        return new Settings(units, Scan.CHANNELS, Optional.of(steps));
    }

    private static double[] values(int count) {
        return new SplittableRandom(count).doubles(count, -1, 1).toArray();
    }
}
