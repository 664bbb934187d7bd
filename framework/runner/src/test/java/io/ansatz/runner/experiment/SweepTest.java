package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    private List<Variant> variants(String text, String... sets) {
        return files.with("hello.yaml", text).read("hello.yaml", sets).variants();
    }

    private void refuses(String text, String... problems) {
        assertThat(files.problemsOf(text)).containsExactly(problems);
    }

    @Test
    void theFirstAxisTurnsSlowest() {
        List<Variant> variants = variants(HELLO + "sweep: {model.circuit.layers: [1, 2], train.rate: [1e-3, 3e-4]}");

        assertThat(variants)
                .extracting(Variant::point)
                .extracting(Object::toString)
                .containsExactly(
                        "{model.circuit.layers=1, train.rate=1e-3}",
                        "{model.circuit.layers=1, train.rate=3e-4}",
                        "{model.circuit.layers=2, train.rate=1e-3}",
                        "{model.circuit.layers=2, train.rate=3e-4}");
        assertThat(variants.get(1).experiment().train().rate()).isEqualTo(3e-4);
        assertThat(variants.get(2).experiment().model().circuit().orElseThrow().settings())
                .isEqualTo(new TestParts.AngleSettings(4, 2, Axis.Y));
        assertThat(variants.get(3).settings()).containsEntry("train.rate", "0.0003");
    }

    @Test
    void anAxisOfPartsGivesEachItsOwnSettings() {
        List<Variant> variants = variants(
                HELLO + "sweep: {model.circuit.qubits: [3, 5], model.circuit.use: [angle-embedding, amplitude]}");

        assertThat(variants)
                .extracting(variant -> (Object)
                        variant.experiment().model().circuit().orElseThrow().settings())
                .containsExactly(
                        new TestParts.AngleSettings(3, 2, Axis.Y),
                        new TestParts.AmplitudeSettings(3, true),
                        new TestParts.AngleSettings(5, 2, Axis.Y),
                        new TestParts.AmplitudeSettings(5, true));
    }

    @Test
    void valuesMayBeListsAndMaps() {
        List<Variant> variants = variants(
                HELLO + "sweep: {model.head.hidden: [[], [8, 4]], model.circuit: [{use: amplitude}, {layers: 1}]}");

        assertThat(variants)
                .extracting(variant -> variant.point().toString())
                .containsExactly(
                        "{model.head.hidden=[], model.circuit={use: amplitude}}",
                        "{model.head.hidden=[], model.circuit={layers: 1}}",
                        "{model.head.hidden=[8, 4], model.circuit={use: amplitude}}",
                        "{model.head.hidden=[8, 4], model.circuit={layers: 1}}");
        assertThat(variants.get(3).experiment().model().circuit().orElseThrow().settings())
                .isEqualTo(new TestParts.AngleSettings(4, 1, Axis.Y));
    }

    @Test
    void valuesMayHoldReferences() {
        files.withVariable("RATE", "0.5");

        assertThat(variants(HELLO + "sweep: {train.rate: [\"${env:RATE}\", 0.1]}"))
                .extracting(Variant::point)
                .containsExactly(Map.of("train.rate", "0.5"), Map.of("train.rate", "0.1"));
    }

    @Test
    void assignmentsReachASweep() {
        String text = HELLO + "sweep: {train.rate: [0.1, 0.2]}";

        assertThat(variants(text, "sweep=none")).hasSize(1);
        assertThat(variants(text, "sweep.train.rate=[0.1, 0.2, 0.3]")).hasSize(3);
        assertThat(variants(text, "sweep.train.epochs=[1, 2, 3]")).hasSize(6);
    }

    @Test
    void aBadValueIsAProblemAtItsOwnPlace() {
        refuses(
                HELLO + "sweep:\n  train.rate: [0.1, fast]\n  model.circuit.layers: [1, 2, two]\n",
                "hello.yaml:7:21 | train.rate must be a number, not 'fast'.",
                "hello.yaml:8:32 | model.circuit.layers must be a whole number, not 'two'.");
        refuses(
                HELLO + "sweep: {model.circuit.qubits: [4, 99]}",
                "hello.yaml:6:35 | model.circuit.qubits must be between 1 and 12, not 99.");
    }

    @Test
    void aProblemOfAFewPointsNamesTheFirst() {
        refuses(
                HELLO + "sweep: {model.circuit.qubits: [4, 8], model.circuit.layers: [1, 6, 7]}",
                "hello.yaml:5:12 | A circuit of 8 qubits and 6 layers is too large. It happens in the sweep at model.circuit.qubits: 8, model.circuit.layers: 6.",
                "hello.yaml:5:12 | A circuit of 8 qubits and 7 layers is too large. It happens in the sweep at model.circuit.qubits: 8, model.circuit.layers: 7.");
        refuses(
                HELLO.replace("qubits: 4", "layers: 2")
                        + "sweep: {model.circuit.use: [angle-embedding, amplitude], model.circuit.layers: [1, 2]}",
                "hello.yaml:6:58 | The circuit 'amplitude' has no setting 'layers'. It has qubits, normalise.");
    }

    @Test
    void aProblemOfTheFileIsToldOnce() {
        refuses(
                HELLO + "seeds: few\nsweep: {train.rate: [0.1, 0.2]}",
                "hello.yaml:6:8 | seeds must be a number of seeds, such as 10, or a list of them, such as [1, 2, 3], not 'few'.");
    }

    @Test
    void anUnknownPathIsAProblem() {
        refuses(
                HELLO + "sweep: {model.circuit.layer: [1, 2]}",
                "hello.yaml:6:9 | The circuit 'angle-embedding' has no setting 'layer'. It has qubits, layers, axis. Did you mean 'layers'?");
        refuses(
                HELLO + "sweep: {modle.circuit.layers: [1, 2]}",
                "hello.yaml:6:9 | An experiment has no setting 'modle'. It has name, dataset, model, train, controls, seeds, compare, tracking, extends, sweep. Did you mean 'model'?");
        refuses(
                HELLO + "sweep: {train..rate: [1]}",
                "hello.yaml:6:9 | sweep needs a path such as train.rate here, not 'train..rate'.");
    }

    @Test
    void someThingsAreNoAxis() {
        refuses(
                HELLO + "sweep: {seeds: [1, 2]}",
                "hello.yaml:6:9 | sweep cannot vary seeds: every point is run with every seed anyway.");
        refuses(
                HELLO + "sweep: {controls: [[mlp]]}",
                "hello.yaml:6:9 | sweep cannot vary controls: every control is trained at every point anyway.");
        refuses(
                HELLO + "sweep: {name: [a, b]}",
                "hello.yaml:6:9 | sweep cannot vary name: all points of a sweep share one name, so that they can be compared.");
        refuses(
                HELLO + "sweep: {sweep.train.rate: [1, 2]}",
                "hello.yaml:6:9 | sweep cannot vary sweep.train.rate: a sweep cannot hold another.");
        refuses(
                HELLO + "sweep: {extends: [a.yaml]}",
                "hello.yaml:6:9 | sweep cannot vary extends: files are joined before the sweep is laid out.");
        refuses(
                HELLO + "sweep: {method: random, trials: 40, axes: {}}",
                "hello.yaml:6:9 | sweep knows no 'method': it is always a grid of paths with lists of values, such as {train.rate: [0.01, 0.001]}.",
                "hello.yaml:6:25 | sweep knows no 'trials': it is always a grid of paths with lists of values, such as {train.rate: [0.01, 0.001]}.",
                "hello.yaml:6:37 | sweep knows no 'axes': it is always a grid of paths with lists of values, such as {train.rate: [0.01, 0.001]}.");
    }

    @Test
    void anAxisIsAList() {
        refuses(
                HELLO + "sweep: {train.rate: 0.1}",
                "hello.yaml:6:21 | sweep needs a list of values for train.rate, not '0.1'. Write [0.1].");
        refuses(
                HELLO + "sweep: {train: {rate: [0.1]}}",
                "hello.yaml:6:16 | sweep needs a list of values for train, not a map. Write the whole path as one key, such as train.rate.");
        refuses(
                HELLO + "sweep: {train.rate: }",
                "hello.yaml:6:20 | sweep needs a list of values for train.rate, not nothing.");
        refuses(HELLO + "sweep: {train.rate: []}", "hello.yaml:6:21 | sweep needs at least one value for train.rate.");
        refuses(
                HELLO + "sweep: [0.1]",
                "hello.yaml:6:8 | sweep must be a map from paths to lists of values, such as {train.rate: [0.01, 0.001]}, not a list.");
        refuses(
                HELLO + "sweep:",
                "hello.yaml:6:7 | sweep must be a map from paths to lists of values, such as {train.rate: [0.01, 0.001]}, not nothing.");
        refuses(
                HELLO + "sweep: {}",
                "hello.yaml:6:8 | sweep must be a map from paths to lists of values, such as {train.rate: [0.01, 0.001]}, not an empty one.");
    }

    @Test
    void twoPointsMustDiffer() {
        refuses(
                HELLO + "sweep: {train.epochs: [1, 2], train.rate: [1e-3, 0.001]}",
                "hello.yaml:6:50 | sweep comes to the same experiment twice, at train.epochs: 1, train.rate: 1e-3 and at train.epochs: 1, train.rate: 0.001. Leave one out.");
    }

    @Test
    void aSweepHasAnEnd() {
        String values =
                IntStream.rangeClosed(1, 101).mapToObj(Integer::toString).collect(Collectors.joining(", "));

        refuses(
                HELLO + "sweep: {train.epochs: [%s], train.batch: [%s]}".formatted(values, values),
                "hello.yaml:6:8 | sweep has 10,201 points, and 10,000 are the most. Spread them over several files.");
    }

    @Test
    void aThousandPointsAreAThousandExperiments() {
        var epochs = new ArrayList<String>();
        var batches = new ArrayList<String>();
        for (int i = 1; i <= 40; i++) {
            epochs.add(Integer.toString(i));
        }
        for (int i = 1; i <= 25; i++) {
            batches.add(Integer.toString(i));
        }

        List<Variant> variants = variants(HELLO
                + "sweep: {train.epochs: [%s], train.batch: [%s]}"
                        .formatted(String.join(", ", epochs), String.join(", ", batches)));

        assertThat(variants).hasSize(1000).extracting(Variant::settings).doesNotHaveDuplicates();
    }
}
