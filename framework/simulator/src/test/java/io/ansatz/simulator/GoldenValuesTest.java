package io.ansatz.simulator;

import static io.ansatz.simulator.GoldenCircuits.angles;
import static io.ansatz.simulator.GoldenCircuits.basicEntangler;
import static io.ansatz.simulator.GoldenCircuits.cyclicU3;
import static io.ansatz.simulator.GoldenCircuits.embed;
import static io.ansatz.simulator.GoldenCircuits.fourierFilter;
import static io.ansatz.simulator.GoldenCircuits.hadamardThenAngles;
import static io.ansatz.simulator.GoldenCircuits.ramp;
import static io.ansatz.simulator.GoldenCircuits.reupload;
import static io.ansatz.simulator.GoldenCircuits.rotations;
import static io.ansatz.simulator.GoldenCircuits.ryRzRing;
import static io.ansatz.simulator.GoldenCircuits.stronglyEntangling;
import static io.ansatz.simulator.GoldenCircuits.toffoliPhase;
import static io.ansatz.simulator.GoldenCircuits.zx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Values that were computed elsewhere, printed to ten digits. Inputs are 0.1, 0.2, ... and so are the weights, in the
 * order of their definition, unless a test says otherwise.
 */
class GoldenValuesTest {

    private static final double PRINTED = 1e-9;

    @Test
    void g1AnglesAboutYGiveCosineAndSine() {
        expect(
                zx(angles(4, Axis.Y)),
                0.9950041653,
                0.9800665778,
                0.9553364891,
                0.9210609940,
                0.0998334166,
                0.1986693308,
                0.2955202067,
                0.3894183423);
    }

    @Test
    void g2HadamardKeepsTheSignOfAnAngle() {
        expect(hadamardThenAngles(4).measurePauliZ(), -0.0998334166, -0.1986693308, -0.2955202067, -0.3894183423);
    }

    @Test
    void g3OneBasicLayer() {
        expect(
                basicEntangler(angles(4, Axis.X), 1, 4, Axis.X).measurePauliZ(),
                0.5296256010,
                0.9027010964,
                0.7450313645,
                0.5190683503);
    }

    @Test
    void g4FourBasicLayersOnEightWires() {
        expect(
                basicEntangler(angles(8, Axis.X), 4, 8, Axis.X).measurePauliZ(),
                -0.0020964018,
                0.0356466937,
                0.0360330951,
                -0.0033851222,
                0.0460770139,
                0.0270967435,
                0.0119880470,
                0.0328577206);
    }

    @Test
    void g5TwoBasicLayersBehindHadamards() {
        expect(
                basicEntangler(hadamardThenAngles(4), 2, 4, Axis.Y).measurePauliZ(),
                0.0447375675,
                0.1606829867,
                0.1488712671,
                0.0575795778);
    }

    @Test
    void g6ThreeStrongLayers() {
        expect(g6(), -0.2634268015, -0.3606295609, -0.0605695487, -0.1366820287);
    }

    @Test
    void g6Gradients() {
        var gradient = gradient(g6(), ramp(4, 0.1), ramp(36, 0.1));

        assertThat(gradient.inputs())
                .containsExactly(
                        new double[] {0.2466140294, 1.1593192002, -0.0212616141, -0.6918385568}, within(PRINTED));
        assertThat(Arrays.copyOfRange(gradient.weights(), 0, 12))
                .containsExactly(
                        new double[] {
                            -0.1300067755, -1.2646377239, -0.2018644955,
                            -0.2176802716, -0.5376216415, -0.9034495433,
                            -0.2357407008, -0.5965723236, -0.5047619123,
                            -0.1080729201, -0.7202722527, 0.0924203737
                        },
                        within(PRINTED));
        assertThat(Arrays.copyOfRange(gradient.weights(), 24, 36))
                .containsExactly(
                        new double[] {
                            -0.1839177650,
                            -1.3202977938,
                            0,
                            0.0589719761,
                            -0.8581592237,
                            0,
                            -0.0000964776,
                            -0.5022654353,
                            0,
                            -0.2303003936,
                            0.0866810471,
                            0
                        },
                        within(PRINTED));
    }

    @Test
    void g7ThreeStrongLayersBehindY() {
        expect(
                stronglyEntangling(angles(4, Axis.Y), 3, 4).measurePauliZ(),
                -0.1206269902,
                -0.4306437719,
                -0.0077126478,
                -0.3073932298);
    }

    @Test
    void g8ThreeStrongLayersWithoutEntanglement() {
        var draft = angles(4, Axis.X);
        rotations(draft, 4);
        rotations(draft, 4);
        rotations(draft, 4);

        expect(draft.measurePauliZ(), 0.1834520685, -0.1657974508, -0.3649115600, -0.3866022972);
    }

    @Test
    void g9ThreeRyRzRings() {
        expect(
                ryRzRing(angles(4, Axis.Y), 3, 4).measurePauliZ(),
                -0.1700380635,
                -0.1957982863,
                0.4893805570,
                0.0788964297);
    }

    @Test
    void g10CyclicU3() {
        expect(
                zx(cyclicU3(4)),
                0.0271837446,
                -0.1800362714,
                -0.2039648154,
                0.0081136125,
                0.2273645117,
                -0.1658046842,
                -0.0006669448,
                -0.0203151165);
    }

    @Test
    void g11TwoUploads() {
        expect(g11(), -0.1751612476, 0.1577503171, -0.1043883242, 0.1687620839);
    }

    @Test
    void g11Gradients() {
        var gradient = gradient(g11(), ramp(4, 0.1), ramp(16, 0.1));

        assertThat(gradient.inputs())
                .containsExactly(
                        new double[] {-1.1881952546, 3.2294363415, -0.0738109636, -0.8343486190}, within(PRINTED));
        assertThat(gradient.weights())
                .containsExactly(
                        new double[] {
                            -1.8811442030,
                            0.0013043219,
                            2.3096465284,
                            -0.6693862771,
                            0.0928073730,
                            0.3101237971,
                            -0.2696501615,
                            0.4181918468,
                            0.6929489484,
                            0,
                            0.9197898131,
                            0,
                            -0.1666183365,
                            0,
                            -0.5646984575,
                            0
                        },
                        within(PRINTED));
    }

    @Test
    void g12ProbabilitiesOfTwoUploads() {
        expect(
                reupload(2, 4).measureProbabilities(),
                0.0493295123,
                0.0049778903,
                0.0468074896,
                0.0399620459,
                0.1170703000,
                0.0914533137,
                0.0545669616,
                0.0082518628,
                0.0323426531,
                0.0804513800,
                0.1982412961,
                0.1267628913,
                0.0327530521,
                0.0394277364,
                0.0532697772,
                0.0243318376);
    }

    @Test
    void g13TwoUploadsOnEightWires() {
        expect(
                reupload(2, 8).measurePauliZ(),
                -0.0233076070,
                0.0931101399,
                -0.0806474580,
                0.0408590333,
                0.0090650814,
                -0.0209688720,
                -0.0134287658,
                0.0085811303);
    }

    @Test
    void g13ProbabilitiesOfTwoUploadsOnEightWires() {
        double[] probabilities =
                new PlainSimulator(reupload(2, 8).measureProbabilities()).run(ramp(8, 0.1), ramp(32, 0.1));

        assertThat(probabilities[0]).isCloseTo(7.782e-07, within(PRINTED));
        assertThat(probabilities[1]).isCloseTo(0.0026680679, within(PRINTED));
        assertThat(probabilities[2]).isCloseTo(8.5804e-06, within(PRINTED));
        assertThat(probabilities[3]).isCloseTo(0.0053606298, within(PRINTED));
        assertThat(probabilities[211]).isCloseTo(0.0471376447, within(PRINTED));
        assertThat(Arrays.stream(probabilities).max().orElseThrow()).isEqualTo(probabilities[211]);
    }

    @Test
    void g14ThreeUploadsOnEightWires() {
        expect(
                reupload(3, 8).measurePauliZ(),
                0.0303396626,
                -0.0076350162,
                -0.0406383039,
                -0.0467378471,
                -0.0184480198,
                -0.0812950251,
                -0.0316978558,
                -0.0533147393);
    }

    @Test
    void g15TrainableQuanvolution() {
        expect(
                ryRzRing(embed(Circuit.onQubits(4), 4, Axis.Y, Math.PI), 2, 4).measurePauliZ(),
                -0.3416629296,
                0.1853989964,
                -0.0920791430,
                0.3863801907);
    }

    @Test
    void g16PixelsAsAnglesGiveTheirCosine() {
        var simulator = new PlainSimulator(
                embed(Circuit.onQubits(4), 4, Axis.Y, Math.PI).measurePauliZ());

        assertThat(simulator.run(new double[] {0.1, 0.4, 0.6, 0.9}, new double[0]))
                .containsExactly(
                        new double[] {0.9510565163, 0.3090169944, -0.3090169944, -0.9510565163}, within(PRINTED));
    }

    @Test
    void g17FourierFilter() {
        assertThat(new PlainSimulator(g17()).run(ramp(4, 0.1), g17Weights()))
                .containsExactly(
                        new double[] {
                            0.6501382496,
                            0.7867177640,
                            0.9089972325,
                            0.9449246430,
                            0.0998334166,
                            -0.1129880701,
                            0.0037022840,
                            0.2569734509
                        },
                        within(PRINTED));
    }

    @Test
    void g17Gradients() {
        var simulator = new PlainSimulator(g17());
        double[] slopes = {1, 2, 3, 4, 0, 0, 0, 0};

        assertThat(simulator
                        .differentiate(1, ramp(4, 0.1), g17Weights(), slopes)
                        .weights())
                .containsExactly(
                        new double[] {
                            -0.6986095153,
                            -1.1796753685,
                            -0.9262790259,
                            -0.5036348927,
                            -0.9142287071,
                            -0.8908390779,
                            -0.7603610874,
                            -1.1187234375,
                            -0.9698985966,
                            -0.7369173617
                        },
                        within(PRINTED));
    }

    @Test
    void g18CyclicU3ThenToffoliPhase() {
        double[] weights = Arrays.copyOf(ramp(24, 0.1), 30);
        Arrays.fill(weights, 24, 30, 1);

        assertThat(new PlainSimulator(zx(toffoliPhase(cyclicU3(4), 4))).run(ramp(4, 0.1), weights))
                .containsExactly(
                        new double[] {
                            0.0701762582,
                            -0.2931139565,
                            0.3357646659,
                            -0.1472899023,
                            0.1120216664,
                            -0.0869296830,
                            -0.2137964645,
                            0.1427721148
                        },
                        within(PRINTED));
    }

    @Test
    void g19Amplitudes() {
        assertThat(new PlainSimulator(Circuit.onQubits(4).loadAmplitudes(16).measurePauliZ())
                        .run(ramp(16, 1), new double[0]))
                .containsExactly(
                        new double[] {-0.7272727273, -0.3636363636, -0.1818181818, -0.0909090909}, within(PRINTED));
    }

    @Test
    void g20AmplitudesThenStrongLayers() {
        var circuit =
                stronglyEntangling(Circuit.onQubits(4).loadAmplitudes(16), 2, 4).measurePauliZ();

        assertThat(new PlainSimulator(circuit).run(ramp(16, 1), ramp(24, 0.1)))
                .containsExactly(
                        new double[] {-0.0626327575, -0.1260322004, -0.0447650609, 0.1311280776}, within(PRINTED));
    }

    private static Circuit g6() {
        return stronglyEntangling(angles(4, Axis.X), 3, 4).measurePauliZ();
    }

    private static Circuit g11() {
        return reupload(2, 4).measurePauliZ();
    }

    private static Circuit g17() {
        return zx(fourierFilter(angles(4, Axis.Y), 4));
    }

    /** Phases 0.1 to 0.4, then controlled phases 0.05 to 0.30. */
    private static double[] g17Weights() {
        double[] weights = Arrays.copyOf(ramp(4, 0.1), 10);
        System.arraycopy(ramp(6, 0.05), 0, weights, 4, 6);
        return weights;
    }

    private static void expect(Circuit circuit, double... expected) {
        double[] outputs = new PlainSimulator(circuit).run(ramp(circuit.inputs(), 0.1), ramp(circuit.weights(), 0.1));

        assertThat(outputs).containsExactly(expected, within(PRINTED));
    }

    /** The gradient of output 0 plus twice output 1 plus three times output 2 and so on. */
    private static Simulator.Gradient gradient(Circuit circuit, double[] inputs, double[] weights) {
        return new PlainSimulator(circuit).differentiate(1, inputs, weights, ramp(circuit.outputs(), 1));
    }
}
