package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendsTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    @Test
    void mapsMergeAndEverythingElseReplaces() {
        files.with("defaults/base.yaml", HELLO + "train: {epochs: 3, batch: 8}\ncontrols: [mlp, identity]\n");
        Experiment child = files.only("""
                        extends: defaults/base.yaml
                        name: child
                        model: {circuit: {layers: 5}}
                        train: {batch: 16}
                        controls: [identity]
                        """).experiment();

        assertThat(child.name()).isEqualTo("child");
        assertThat(child.model().circuit().orElseThrow().settings())
                .isEqualTo(new TestParts.AngleSettings(4, 5, Axis.Y));
        assertThat(child.train().epochs()).isEqualTo(3);
        assertThat(child.train().batch()).isEqualTo(16);
        assertThat(child.controls()).containsExactly(Control.IDENTITY);
    }

    @Test
    void theLaterFileWinsAndTheFileItselfWinsOverAll() {
        files.with("a.yaml", HELLO + "train: {epochs: 1, batch: 1, rate: 0.1}\n");
        files.with("b.yaml", "train: {epochs: 2, batch: 2}\n");

        Training train = files.only("extends: [a.yaml, b.yaml]\ntrain: {epochs: 3}\n")
                .experiment()
                .train();

        assertThat(train.epochs()).isEqualTo(3);
        assertThat(train.batch()).isEqualTo(2);
        assertThat(train.rate()).isEqualTo(0.1);
    }

    @Test
    void namesStartFromTheFolderOfTheFileThatSaysThem() {
        files.with("studies/deep/middle.yaml", "extends: ../../base.yaml\ntrain: {epochs: 7}\n");
        files.with("base.yaml", HELLO);

        assertThat(files.only("extends: studies/deep/middle.yaml")
                        .experiment()
                        .train()
                        .epochs())
                .isEqualTo(7);
    }

    @Test
    void aFileMayBeExtendedByTwoOthers() {
        files.with("root.yaml", HELLO);
        files.with("a.yaml", "extends: root.yaml\ntrain: {epochs: 2}");
        files.with("b.yaml", "extends: root.yaml\ntrain: {batch: 2}");

        Training train = files.only("extends: [a.yaml, b.yaml]").experiment().train();

        assertThat(train.epochs()).isEqualTo(2);
        assertThat(train.batch()).isEqualTo(2);
    }

    @Test
    void anotherPartTakesNoSettingsOver() {
        files.with("base.yaml", HELLO.replace("qubits: 4", "qubits: 5, layers: 3"));

        var circuit = files.only("extends: base.yaml\nmodel: {circuit: {use: amplitude}}")
                .experiment()
                .model()
                .circuit()
                .orElseThrow();

        assertThat(circuit.settings()).isEqualTo(new TestParts.AmplitudeSettings(6, true));
    }

    @Test
    void aProblemStandsInTheFileThatHoldsIt() {
        files.with("base.yaml", HELLO + "train: {epochs: many}\n");

        assertThat(files.problemsOf("extends: base.yaml\nseeds: few\n"))
                .containsExactly(
                        "hello.yaml:2:8 | seeds must be a number of seeds, such as 10, or a list of them, such as [1, 2, 3], not 'few'.",
                        "base.yaml:6:17 | train.epochs must be a whole number, not 'many'.");

        files.with("base.yaml", "train: [\n");
        assertThat(files.problemsOf("extends: base.yaml\nseeds: few\n"))
                .containsExactly(
                        "base.yaml:1:8 | The list that begins here is not closed by ']' (expected the node content, but found '<stream end>').");
    }

    @Test
    void missingFilesAreProblems() {
        files.with("sub/a.yaml", "");

        assertThat(files.problemsOf("extends: [bas.yaml]\n" + HELLO))
                .containsExactly(
                        "hello.yaml:1:11 | There is no file 'bas.yaml'. The names behind extends start from the folder of this file.");
        assertThat(files.problemsOf("extends: sub\n" + HELLO))
                .containsExactly("hello.yaml:1:10 | The file 'sub' cannot be read: it is a folder.");
        assertThat(files.problemsOf("extends: \"a\\0b\"\n" + HELLO))
                .containsExactly("hello.yaml:1:10 | No file can be called 'a\\x00b'.");
    }

    @Test
    void circlesAreProblems() {
        files.with("b.yaml", "extends: hello.yaml\n");

        assertThat(files.problemsOf("extends: b.yaml\n" + HELLO))
                .containsExactly("b.yaml:1:10 | extends leads in a circle: hello.yaml -> b.yaml -> hello.yaml.");
        assertThat(files.problemsOf("extends: ./hello.yaml\n" + HELLO))
                .containsExactly("hello.yaml:1:10 | extends leads in a circle: hello.yaml -> hello.yaml.");
    }

    @Test
    void extendsTakesNamesOnly() {
        assertThat(files.problemsOf("extends: {file: a.yaml}\n" + HELLO))
                .containsExactly(
                        "hello.yaml:1:10 | extends must be the name of a file or a list of such names, not a map.");
        assertThat(files.problemsOf("extends:\n" + HELLO))
                .containsExactly(
                        "hello.yaml:1:9 | extends must be the name of a file or a list of such names, not nothing.");
        assertThat(files.problemsOf("extends: [[a.yaml]]\n" + HELLO))
                .containsExactly("hello.yaml:1:11 | Each value of extends must be the name of a file, not a list.");
    }
}
