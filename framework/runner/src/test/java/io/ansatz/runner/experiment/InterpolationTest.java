package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpolationTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    private TestParts.EverySetting everything(String settings, String... sets) {
        var experiment = files.only(
                        HELLO.replace(
                                "{use: phantoms, size: 16}",
                                "\n  use: everything\n  " + settings.replace("\n", "\n  ")),
                        sets)
                .experiment();
        return (TestParts.EverySetting) experiment.dataset().use().settings();
    }

    @Test
    void variablesAndValuesArePutIntoTexts() {
        files.withVariable("DATA", "/data/2024");

        assertThat(everything("folder: ${env:DATA}/${name}-${dataset.count}\ncount: 7")
                        .folder())
                .isEqualTo("/data/2024/hello-7");
    }

    @Test
    void whatIsPutInIsReadByTheTypeThatIsAskedFor() {
        files.withVariable("RATE", "1e-2");

        assertThat(files.only(HELLO + "train: {rate: \"${env:RATE}\", epochs: '${model.circuit.qubits}'}")
                        .experiment()
                        .train())
                .satisfies(train -> assertThat(train.rate()).isEqualTo(0.01))
                .satisfies(train -> assertThat(train.epochs()).isEqualTo(4));

        files.withVariable("RATE", "fast");
        assertThat(files.problemsOf(HELLO + "train: {rate: \"${env:RATE}\"}"))
                .containsExactly("hello.yaml:6:15 | train.rate must be a number, not 'fast'.");
    }

    @Test
    void referencesSeeAssignmentsAndOtherReferences() {
        String settings = "folder: ${dataset.label}\nlabel: ${dataset.count}x\ncount: 7";

        assertThat(everything(settings).folder()).isEqualTo("7x");
        assertThat(everything(settings, "dataset.count=9").folder()).isEqualTo("9x");
    }

    @Test
    void aSecondDollarKeepsTheCharacters() {
        assertThat(everything("folder: $${name} costs 5$ $$").folder()).isEqualTo("${name} costs 5$ $$");
    }

    @Test
    void whatIsPutInIsNotReadAgain() {
        files.withVariable("TRICK", "${name}");

        assertThat(everything("folder: ${env:TRICK}").folder()).isEqualTo("${name}");
    }

    @Test
    void aNameBehindExtendsMayHoldAVariable() {
        files.withVariable("BASE", "base").with("base.yaml", HELLO);

        assertThat(files.only("extends: ${env:BASE}.yaml\nname: child")
                        .experiment()
                        .name())
                .isEqualTo("child");
        assertThat(files.problemsOf("extends: ${env:OTHER}.yaml\nname: child"))
                .containsExactly("hello.yaml:1:10 | '${env:OTHER}': the environment variable 'OTHER' is not set.");
    }

    @Test
    void aReferenceMustNameOneValue() {
        assertThat(files.problemsOf(HELLO + "train: {rate: \"${env:RATE}\"}"))
                .containsExactly("hello.yaml:6:15 | '${env:RATE}': the environment variable 'RATE' is not set.");
        assertThat(files.problemsOf(HELLO + "seeds: ${model.circuit.qubit}"))
                .containsExactly(
                        "hello.yaml:6:8 | '${model.circuit.qubit}': nothing is written at model.circuit.qubit. Did you mean 'model.circuit.qubits'?");
        assertThat(files.problemsOf(HELLO + "seeds: ${model.circuit}"))
                .containsExactly(
                        "hello.yaml:6:8 | '${model.circuit}': there is a map at model.circuit, and only a single value can be put into a text.");
        assertThat(files.problemsOf(HELLO + "seeds: ${sys:user.name}"))
                .containsExactly(
                        "hello.yaml:6:8 | '${sys:user.name}' is neither '${env:NAME}' nor '${path.to.value}'.");
        assertThat(files.problemsOf(HELLO + "seeds: ${}"))
                .containsExactly("hello.yaml:6:8 | '${}' is neither '${env:NAME}' nor '${path.to.value}'.");
    }

    @Test
    void aReferenceMustBeClosed() {
        assertThat(files.problemsOf(HELLO + "seeds: ${name"))
                .containsExactly(
                        "hello.yaml:6:8 | The '${' in '${name' is not closed by '}'. Write '$${' if the characters themselves are meant.");
        assertThat(files.problemsOf(HELLO + "train: {rate: ${env:RATE}}")).containsExactly("""
                        hello.yaml:6:16 | A ',' or '}' is missing before this (expected ',' or '}', but got {).
                        Maybe the ${…} needs quotes: inside brackets and braces it must be "${…}".""");
    }

    @Test
    void circlesAreToldOnce() {
        assertThat(files.problemsOf(HELLO + "seeds: ${seeds}"))
                .containsExactly("hello.yaml:6:8 | '${seeds}' leads in a circle: seeds -> seeds.");
        assertThat(files.problemsOf(HELLO + "seeds: ${train.epochs}\ntrain: {epochs: \"${seeds}\"}"))
                .containsExactly("hello.yaml:7:17 | '${seeds}' leads in a circle: seeds -> train.epochs -> seeds.");
    }

    @Test
    void textsThatGrowWithoutEndAreRefused() {
        var bomb = new StringBuilder("x0: xxxxxxxxxx\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("x%d: %s\n".formatted(i, "${x%d}".formatted(i - 1).repeat(10)));
        }
        assertThat(files.problemsOf(HELLO + bomb))
                .contains(
                        "hello.yaml:10:5 | '${x3}${x3}${x3}${x3}${x3}${x3}${x3}${x3}${x3}${x3}' grows beyond 10,000 characters.");

        var chain = new StringBuilder("x0: x\n");
        for (int i = 60; i > 0; i--) {
            chain.append("x%d: ${x%d}\n".formatted(i, i - 1));
        }
        assertThat(files.problemsOf(HELLO + chain))
                .contains("hello.yaml:56:6 | '${x10}' leads on through more than 50 others.");
    }
}
