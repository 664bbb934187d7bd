package io.ansatz.api.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PictureTest {

    @Test
    void drawsControlsAsDotsAndTargetsAsCrossedCircles() throws Exception {
        var draft = Circuit.onQubits(2);
        draft.rotate(Axis.Y, 0, draft.nextInput()).cnot(0, 1);

        assertThat(body(draft.measurePauliZ())).isEqualTo("""
                        <text class="number" x="40" y="46">0</text>
                        <path class="wire" d="M48 41H156"/>
                        <text class="number" x="40" y="98">1</text>
                        <path class="wire" d="M48 93H156"/>
                        <rect class="gate data" x="64" y="22" width="38" height="38" rx="6"/>
                        <text class="name" x="83" y="38">RY</text>
                        <text class="angle" x="83" y="54">x0</text>
                        <path class="link" d="M129 41V93"/>
                        <circle class="dot" cx="129" cy="41" r="5"/>
                        <circle class="target" cx="129" cy="93" r="11"/>
                        <path class="target" d="M118 93h22M129 82v22"/>
                        <rect class="gate" x="156" y="22" width="38" height="38" rx="6"/>
                        <path class="needle" d="M163 49a12 12 0 0 1 24 0m-12 0l8 -14"/>
                        <text class="sign" x="202" y="46">⟨Z⟩</text>
                        <rect class="gate" x="156" y="74" width="38" height="38" rx="6"/>
                        <path class="needle" d="M163 101a12 12 0 0 1 24 0m-12 0l8 -14"/>
                        <text class="sign" x="202" y="98">⟨Z⟩</text>
                        <rect class="gate data" x="48" y="136" width="12" height="12" rx="3"/>
                        <text class="word" x="66" y="147">data</text>""");
    }

    @Test
    void coloursGatesByWhatTheyDependOn() throws Exception {
        var draft = Circuit.onQubits(3).loadAmplitudes(8);
        int weight = draft.newWeight(Start.anyAngle());
        draft.rot(0, Angle.weight(weight), Angle.of(1), Angle.of(2))
                .rotate(Axis.X, 1, Angle.of(1))
                .rotate(Axis.X, 2, new Angle.ScaledInput(weight, 0))
                .u3(0, Angle.weight(weight), Angle.input(1), Angle.of(0));

        assertThat(classes(draft.measure(new Readout.PauliZ(List.of(0))), "rect"))
                .containsExactly(
                        "ground",
                        "gate data",
                        "gate weights",
                        "gate",
                        "gate both",
                        "gate both",
                        "gate",
                        "gate data",
                        "gate weights",
                        "gate both");
    }

    @Test
    void oneBoxSpansNeighbouringWiresInOrder() throws Exception {
        var circuit = Circuit.onQubits(3)
                .add(new Gate.Fourier(List.of(0, 1), false))
                .add(new Gate.Fourier(List.of(1, 0), false))
                .add(new Gate.PairRotation(Axis.X, 2, 1, Angle.of(1)))
                .add(new Gate.PairRotation(Axis.X, 0, 2, Angle.of(1)))
                .measure(new Readout.PauliZ(List.of(0)));

        assertThat(body(circuit).lines().filter(line -> line.contains("\"name\"")))
                .extracting(line -> line.replaceAll("<[^>]*>", ""))
                .containsExactly("QFT", "QFT[0]", "QFT[1]", "RXX", "RXX", "RXX");
    }

    @Test
    void goesOnBelowWhereTheWidthIsUsedUp() throws Exception {
        var draft = Circuit.onQubits(1);
        for (int i = 0; i < 30; i++) {
            draft.hadamard(0);
        }
        String svg = new Drawing(draft.measurePauliZ(), 50).svg();

        assertThat(parse(svg).getAttribute("width")).isEqualTo("572");
        assertThat(classes(draft.measurePauliZ(), "path"))
                .filteredOn("wire"::equals)
                .hasSize(2);
        assertThat(svg.split("class=\"wire\"", -1)).hasSize(1 + 4);
    }

    @Test
    void aNameMayHoldAnything() throws Exception {
        var unitary = new Gate.Unitary("<'&%s\">", List.of(0), new double[] {1, 0, 0, 1}, new double[4]);
        Element svg = parse(new Drawing(Circuit.onQubits(1).add(unitary).measurePauliZ()).svg());

        assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo("<'&%s\">");
    }

    @Test
    void tiesTogetherWhatIsMeasuredTogether() throws Exception {
        Circuit circuit = Circuit.onQubits(4).measure(new Readout.PauliString("IXIY"));

        assertThat(body(circuit)).contains("<path class=\"tie\" d=\"M83 93V197\"/>");
        assertThat(body(circuit).lines().filter(line -> line.contains("\"sign\"")))
                .extracting(line -> line.replaceAll("<[^>]*>", ""))
                .containsExactly("X", "Y");
    }

    private static String body(Circuit circuit) throws Exception {
        String svg = new Drawing(circuit).svg();
        parse(svg);
        String marker = "rx=\"8\"/>\n";
        return svg.substring(svg.indexOf(marker) + marker.length(), svg.indexOf("\n</svg>"));
    }

    private static List<String> classes(Circuit circuit, String tag) throws Exception {
        var found = parse(new Drawing(circuit).svg()).getElementsByTagName(tag);
        var classes = new ArrayList<String>();
        for (int i = 0; i < found.getLength(); i++) {
            classes.add(((Element) found.item(i)).getAttribute("class"));
        }
        return classes;
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }
}
