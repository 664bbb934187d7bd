package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ansatz.runner.cli.Lab.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The circuit of the lab turns its wires by x0 + w0 and x1 + w1, then ties them with a CNOT; w2 turns in vain. */
class CircuitCommandTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
        lab.with("study.yaml", STUDY);
        lab.with("grid.yaml", STUDY + "sweep: {model.circuit.layers: [1, 2]}\n");
        lab.with(
                "linked.yaml",
                STUDY.replace("qubits: 2", "layers: '${train.epochs}'") + "sweep: {train.epochs: [1, 2]}\n");
        lab.with("numbers.txt", "[0.1,\n 0.2]\n");
    }

    @Test
    void drawsAPartWithItsSettings() {
        Said drawn = new Said(0, """
                0: ──RY(x0)──RY(w0)──●──RZ(w2)──⟨Z⟩
                                     │
                1: ──RY(x1)──RY(w1)──X──────────⟨Z⟩
                """, "");

        assertThat(lab.run("circuit", "draw", "turns")).isEqualTo(drawn);
        assertThat(lab.run("circuit", "draw", "circuit:turns")).isEqualTo(drawn);
        assertThat(lab.run("circuit", "draw", "LAB/study.yaml")).isEqualTo(drawn);
        assertThat(lab.run("circuit", "draw", "turns", "--set", "layers=0", "--set", "qubits=1"))
                .isEqualTo(new Said(0, "0: ──RY(x0)──RZ(w0)──⟨Z⟩\n", ""));
    }

    @Test
    void writesAPictureIntoAFile() throws IOException {
        assertThat(lab.run("circuit", "draw", "turns", "--svg", "-o", "LAB/turns.svg"))
                .isEqualTo(new Said(0, "Wrote LAB/turns.svg.\n", ""));

        assertThat(Files.readString(lab.path("turns.svg"))).startsWith("<svg ").endsWith("</svg>\n");
    }

    @Test
    void evaluatesAtAPointWithItsJacobian() {
        JsonObject json = json("circuit", "evaluate", "turns", "--inputs", "@LAB/numbers.txt", "--weights", "1 2 3");

        double a = 0.1 + 1;
        double b = 0.2 + 2;
        assertThat(json.get("circuit").getAsString()).isEqualTo("turns");
        assertThat(json.get("simulator").getAsString()).isEqualTo("statevector");
        assertThat(json.keySet()).doesNotContain("seed", "drawn", "reason");
        assertThat(numbers(json.getAsJsonArray("inputs"))).containsExactly(0.1, 0.2);
        assertThat(numbers(json.getAsJsonArray("weights"))).containsExactly(1, 2, 3);
        close(json.getAsJsonArray("outputs"), Math.cos(a), Math.cos(a) * Math.cos(b));
        JsonObject jacobian = json.getAsJsonObject("jacobian");
        JsonArray byInputs = jacobian.getAsJsonArray("inputs");
        JsonArray byWeights = jacobian.getAsJsonArray("weights");
        close(byInputs.get(0).getAsJsonArray(), -Math.sin(a), 0);
        close(byInputs.get(1).getAsJsonArray(), -Math.sin(a) * Math.cos(b), -Math.cos(a) * Math.sin(b));
        close(byWeights.get(0).getAsJsonArray(), -Math.sin(a), 0, 0);
        close(byWeights.get(1).getAsJsonArray(), -Math.sin(a) * Math.cos(b), -Math.cos(a) * Math.sin(b), 0);
    }

    @Test
    void whatIsNotGivenIsDrawnFromTheSeedAndSaid() {
        JsonObject first = json("circuit", "evaluate", "turns", "--inputs", "[0.1, 0.2]");
        JsonObject again = json("circuit", "evaluate", "turns", "--inputs", "[0.1, 0.2]", "--seed", "1");
        JsonObject other = json("circuit", "evaluate", "turns", "--seed", "2");

        assertThat(first).isEqualTo(again);
        assertThat(first.get("seed").getAsLong()).isEqualTo(1);
        assertThat(first.getAsJsonArray("drawn").toString()).isEqualTo("[\"weights\"]");
        assertThat(first.getAsJsonArray("weights")).hasSize(3).isNotEqualTo(other.getAsJsonArray("weights"));
        assertThat(other.getAsJsonArray("drawn").toString()).isEqualTo("[\"inputs\",\"weights\"]");
        assertThat(other.getAsJsonArray("inputs")).hasSize(2);
    }

    @Test
    void strangeSaysTheSame() {
        String[] point = {"--inputs", "0.1,0.2", "--weights", "1,2,3"};
        JsonObject plain = json("circuit", "evaluate", "turns", point[0], point[1], point[2], point[3]);
        JsonObject strange =
                json("circuit", "evaluate", "turns", point[0], point[1], point[2], point[3], "--simulator", "strange");

        assertThat(strange.get("simulator").getAsString()).isEqualTo("strange");
        assertThat(numbers(strange.getAsJsonArray("outputs")))
                .containsExactly(numbers(plain.getAsJsonArray("outputs")), within(1e-6));
    }

    @Test
    void exportsBothVersionsOfOpenQasm() {
        Said open = lab.run("circuit", "export", "turns");
        Said bound = lab.run("circuit", "export", "turns", "--qasm", "2", "--inputs", "0.1,0.2", "--weights", "1,2,3");

        assertThat(open.out()).startsWith("OPENQASM 3.0;\n").contains("\nry(x0) q[0];\n", "\nrz(w2) q[0];\n");
        assertThat(bound.out()).startsWith("OPENQASM 2.0;\n").contains("\nry(0.1) q[0];\n", "\nrz(3.0) q[0];\n");
        assertThat(open.err() + bound.err()).isEmpty();
    }

    @Test
    void inspectsWhatACircuitIsMadeOfAndWhatItCanDo() {
        Said said = lab.run("circuit", "inspect", "turns", "--samples", "200", "--inputs", "0,0");

        assertThat(said.err()).isEmpty();
        assertThat(said.out().replaceAll("\\d\\.\\d+(e-\\d+)?", "#").replaceAll(" +", " "))
                .isEqualTo("""
                turns: 2 qubits, 2 inputs, 3 weights, 2 outputs, depth 4
                gates: 4 RY, 1 CX, 1 RZ
                dead weights: 1 of 3 change no output: w2
                plan: [product 2] [2 outputs]
                work: # thousand operations per sample, # with its gradient
                memory: # MB for states in float, gradient included

                with random weights value error samples meaning
                expressibility # # 200 divergence from evenly spread states, best is 0; about # of it for lack of samples
                entangling capability # # 200 mean Q, 0 for product states and 1 for GHZ
                gradient variance # # 200 of the first output, mean over the weights; from 0 for w1 to # for w0
                """);
    }

    @Test
    void aSweepOverCircuitsHasNoSingleOne() {
        assertThat(lab.run("circuit", "draw", "LAB/grid.yaml")).isEqualTo(toMend("""
                LAB/grid.yaml has 2 different circuits in its sweep. Choose one, such as with --set sweep.model.circuit.layers=[1].
                """));
        assertThat(lab.run("circuit", "draw", "LAB/linked.yaml")).isEqualTo(toMend("""
                LAB/linked.yaml has 2 different circuits in its sweep. Choose one, such as with --set sweep.train.epochs=[1].
                """));
        assertThat(lab.run("circuit", "draw", "LAB/grid.yaml", "--set", "sweep.model.circuit.layers=[1]")
                        .exit())
                .isZero();
    }

    @Test
    void whatIsWrongWithACircuitIsSaid() {
        assertThat(lab.run("circuit", "draw", "turn")).isEqualTo(toMend("""
                CIRCUIT   There is no circuit 'turn'. There is only turns. Did you mean 'turns'?
                1 problem; nothing was run.
                """));
        assertThat(lab.run("circuit", "draw", "turns", "--set", "layer=2")).isEqualTo(toMend("""
                --set layer   The circuit 'turns' has no setting 'layer'. It has qubits, layers. Did you mean 'layers'?
                1 problem; nothing was run.
                """));
        assertThat(lab.run("circuit", "draw", "turns", "--set", "layers")).isEqualTo(toMend("""
                --set layers   This needs a '=' and a value, such as --set layers=3.
                1 problem; nothing was run.
                """));
        assertThat(lab.run("circuit", "draw", "turns", "--set", "qubits=9")).isEqualTo(toMend("""
                turns   turns is for 8 qubits at most.
                1 problem; nothing was run.
                """));
        assertThat(lab.run("circuit", "draw", "LAB/nowhere.yaml")).isEqualTo(toMend("""
                LAB/nowhere.yaml   There is no such file.
                1 problem; nothing was run.
                """));
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        assertThat(lab.run("circuit", "evaluate", "turns", "--inputs", "1,2,3"))
                .isEqualTo(toMend("turns has 2 inputs, but --inputs gives 3.\n"));
        assertThat(lab.run("circuit", "evaluate", "turns", "--inputs", "1,2", "--weights", ""))
                .isEqualTo(toMend("turns has 3 weights, but --weights gives 0.\n"));
        assertThat(lab.run("circuit", "evaluate", "turns", "--inputs", "1,NaN"))
                .isEqualTo(
                        toMend(
                                "--inputs has 'NaN' where a number should be. Write them with commas, such as --inputs 0.1,-2,3e-4.\n"));
        assertThat(lab.run("circuit", "evaluate", "turns", "--inputs", "@LAB/none.txt"))
                .isEqualTo(toMend("There is no file LAB/none.txt.\n"));
        assertThat(lab.run("circuit", "inspect", "turns", "--samples", "1"))
                .isEqualTo(toMend("--samples must be between 2 and 1000000, not 1.\n"));
        assertThat(lab.run("circuit", "inspect", "turns", "--samples", "few")).isEqualTo(toMend("""
                --samples must be a whole number, not 'few'.
                ansatz circuit inspect --help shows what there is.
                """));
    }

    @Test
    void wordsThatMakeNoSenseAreRefused() {
        assertThat(lab.run("circuit")).isEqualTo(toMend("""
                Say what to do: draw, evaluate, export or inspect CIRCUIT.
                ansatz circuit --help shows what there is.
                """));
        assertThat(lab.run("circuit", "export", "turns", "--qasm", "4"))
                .isEqualTo(toMend("--qasm must be 2 or 3, not '4'.\n"));
        assertThat(lab.run("circuit", "export", "turns", "--weights", "1,2,3"))
                .isEqualTo(
                        toMend(
                                "OpenQASM 3 keeps inputs and weights as parameters; --inputs and --weights go with --qasm 2.\n"));
        assertThat(lab.run("circuit", "evaluate", "turns", "--simulator", "strnge"))
                .isEqualTo(toMend(
                        "There is no simulator 'strnge'. There are: statevector, strange. Did you mean 'strange'?\n"));
        assertThat(lab.run("circuit", "draw", "turns", "-o", "LAB/nowhere/turns.txt"))
                .isEqualTo(toMend("There is no folder LAB/nowhere to write turns.txt into.\n"));
        assertThat(lab.run("circuit", "draw", "turns", "-o", "LAB/home"))
                .isEqualTo(toMend("LAB/home is a folder; -o needs the name of a file.\n"));
    }

    private static JsonObject json(String... words) {
        Said said = lab.run(words);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        return JsonParser.parseString(said.out()).getAsJsonObject();
    }

    private static double[] numbers(JsonArray array) {
        var numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).getAsDouble();
        }
        return numbers;
    }

    private static void close(JsonArray found, double... wanted) {
        assertThat(numbers(found)).containsExactly(wanted, within(1e-14));
    }

    private static Said toMend(String err) {
        return new Said(2, "", err);
    }
}
