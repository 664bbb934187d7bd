package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.catalog.PluginForge;
import io.ansatz.runner.cli.Lab.Said;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.network.Engine;
import io.ansatz.runner.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
    }

    @Test
    void helpSaysWhatThereIs() {
        assertThat(lab.run("--help")).isEqualTo(new Said(0, HELP, ""));
    }

    @Test
    void nothingToDoIsAnsweredWithTheHelp() {
        assertThat(lab.run()).isEqualTo(new Said(2, "", HELP));
    }

    @Test
    void theVersionIsSaid() {
        Said said = lab.run("--version");

        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .matches("ansatz \\d+\\.\\d+\\.\\d+ \\(Java %s, .+\\)\n"
                        .formatted(System.getProperty("java.version").replace("+", "\\+")));
    }

    @Test
    void wordsThatAreNotUnderstoodAreNamed() {
        assertThat(lab.run("rnu", "x")).isEqualTo(toMend("""
                ansatz has no command 'rnu'. It has run, compare, ui, sync, diff, reproduce, check-claim, plan, validate, check, config, data, plugins, circuit. Did you mean 'run'?
                ansatz --help shows what there is.
                """));
        assertThat(lab.run("plugins", "lst")).isEqualTo(toMend("""
                ansatz plugins has no command 'lst'. It has list, describe, verify, new. Did you mean 'list'?
                ansatz plugins --help shows what there is.
                """));
        assertThat(lab.run("run", "a.yaml", "--sett", "x")).isEqualTo(toMend("""
                ansatz run has no option --sett. Did you mean '--set'?
                ansatz run --help shows what there is.
                """));
        assertThat(lab.run("run", "a.yaml", "b.yaml")).isEqualTo(toMend("""
                ansatz run has no use for 'b.yaml'.
                ansatz run --help shows what there is.
                """));
        assertThat(lab.run("run")).isEqualTo(toMend("""
                ansatz run needs a FILE.
                ansatz run --help shows what there is.
                """));
        assertThat(lab.run("run", "a.yaml", "--runs")).isEqualTo(toMend("""
                --runs needs a FOLDER behind it.
                ansatz run --help shows what there is.
                """));
        assertThat(lab.run("config")).isEqualTo(toMend("""
                Say what to show: ansatz config show FILE.
                ansatz config --help shows what there is.
                """));
        assertThat(lab.run("plugins")).isEqualTo(toMend("""
                Say what to do: list, describe KIND:NAME, verify, or new KIND NAME.
                ansatz plugins --help shows what there is.
                """));
    }

    @Test
    void aSoundFileIsValid() throws IOException {
        lab.with("sound.yaml", STUDY);
        lab.with("grid.yaml", STUDY + "controls: [mlp]\nseeds: 3\nsweep: {train.rate: [1e-2, 1e-3]}\n");

        assertThat(lab.run("validate", "LAB/sound.yaml"))
                .isEqualTo(new Said(0, "LAB/sound.yaml is valid: 1 trial.\n", ""));
        assertThat(lab.run("validate", "LAB/grid.yaml"))
                .isEqualTo(new Said(0, "LAB/grid.yaml is valid: 12 trials.\n", ""));
    }

    @Test
    void allProblemsOfAFileAreSaidTogether() throws IOException {
        lab.with("bad.yaml", """
                name: bad
                dataset: {use: shadse}
                model:
                  backbone: {use: tiny}
                  circuit: {use: turns, qubit: 2, layers: three}
                """);

        assertThat(lab.run("validate", "LAB/bad.yaml")).isEqualTo(toMend("""
                LAB/bad.yaml:2:16   There is no dataset 'shadse'. There is only shades. Did you mean 'shades'?
                LAB/bad.yaml:5:25   The circuit 'turns' has no setting 'qubit'. It has qubits, layers. Did you mean 'qubits'?
                LAB/bad.yaml:5:43   model.circuit.layers must be a whole number, not 'three'.
                3 problems; nothing was run.
                """));
    }

    @Test
    void manyFilesAreValidatedTogether() throws IOException {
        lab.with("sound.yaml", STUDY);
        lab.with("base.yaml", STUDY.replace("qubits: 2", "qubits: many"));
        lab.with("one.yaml", "extends: [base.yaml]\nname: one\n");
        lab.with("other.yaml", "extends: [base.yaml]\nname: other\nseed: 1\n");

        assertThat(lab.run("validate", "LAB/one.yaml", "LAB/sound.yaml", "LAB/other.yaml", "LAB/nowhere.yaml"))
                .isEqualTo(new Said(2, "LAB/sound.yaml is valid: 1 trial.\n", """
                        LAB/base.yaml:5:33   model.circuit.qubits must be a whole number, not 'many'.
                        LAB/other.yaml:3:1   An experiment has no setting 'seed'. It has name, dataset, model, train, controls, seeds, compare, tracking, extends, sweep. Did you mean 'seeds'?
                        LAB/nowhere.yaml     There is no such file.
                        3 problems; nothing was run.
                        """));
    }

    @Test
    void aCircuitThatCannotBeDrawnIsAProblemOfTheFile() throws IOException {
        lab.with("wide.yaml", STUDY.replace("qubits: 2", "qubits: 9"));

        assertThat(lab.run("validate", "LAB/wide.yaml")).isEqualTo(toMend("""
                LAB/wide.yaml:5:12   turns is for 8 qubits at most.
                1 problem; nothing was run.
                """));
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThat(lab.run("run", "LAB/nowhere.yaml")).isEqualTo(toMend("""
                LAB/nowhere.yaml   There is no such file.
                1 problem; nothing was run.
                """));
    }

    @Test
    void imagesTooSmallForTheBackboneAreAProblemOfTheFile() throws IOException {
        lab.with("small.yaml", STUDY + "sweep: {dataset.size: [5, 6]}\n");
        String problem = """
                LAB/small.yaml:4:13   tiny needs images of at least 6 x 6 pixels, not 5 x 5.
                1 problem; nothing was run.
                """;

        assertThat(lab.run("plan", "LAB/small.yaml")).isEqualTo(toMend(problem));
        assertThat(lab.run("run", "LAB/small.yaml", "--runs", "LAB/none")).isEqualTo(toMend(problem));
        assertThat(lab.path("none")).doesNotExist();
    }

    @Test
    void stagesThatAreNotThereAreProblemsWhereTheFileNamesThem() throws IOException {
        lab.with("stages.yaml", STUDY.replace("{use: tiny}", "{use: tiny, freeze: [onyl], cut: last}"));

        assertThat(lab.run("validate", "LAB/stages.yaml").exit()).isZero();
        assertThat(lab.run("plan", "LAB/stages.yaml")).isEqualTo(toMend("""
                LAB/stages.yaml:4:46   model.backbone.cut names 'last', but tiny has no such stage. It has only.
                LAB/stages.yaml:4:33   model.backbone.freeze names 'onyl', but tiny has no such stage. It has only. Did you mean 'only'?
                2 problems; nothing was run.
                """));
    }

    @Test
    void aMapThatTheNeckCannotReadIsAProblemOfTheNeck() throws IOException {
        lab.with("large.yaml", STUDY.replace("circuit:", "neck: {use: mean}\n  circuit:"));

        assertThat(lab.run("plan", "LAB/large.yaml", "--set", "dataset.size=8")).isEqualTo(toMend("""
                LAB/large.yaml:5:9   mean is for maps of 6 places at most, not of 2 x 3 x 3.
                1 problem; nothing was run.
                """));
    }

    @Test
    void thePlanCountsWhatLearnsAndSaysWhatIsFrozenAtRandom() throws IOException {
        lab.with("frozen.yaml", STUDY.replace("{use: tiny}", "{use: tiny, freeze: all}"));

        String plan = lab.run("plan", "LAB/frozen.yaml", "--runs", "LAB/none").out();

        // Of the 44 that learn otherwise, 2 filters of 3 x 3 with a bias do not.
        assertThat(plan).contains("\nthe whole backbone is frozen as it is drawn at random\n");
        assertThat(plan).contains("\nhybrid seed 1  to do         24      3 ");
    }

    @Test
    void weightsThatDoNotFitAreAProblemWhereTheFileNamesThem() throws IOException {
        lab.with("weights.yaml", STUDY.replace("{use: tiny}", "{use: tiny, weights: {file: some.safetensors}}"));

        assertThat(lab.run("validate", "LAB/weights.yaml").exit()).isZero();
        assertThat(lab.run("plan", "LAB/weights.yaml")).isEqualTo(toMend("""
                LAB/weights.yaml:4:34   There is no file LAB/some.safetensors.
                1 problem; nothing was run.
                """));

        new WeightFile().made("conv.weight", 2, 3, 3, 3).write(lab.path("some.safetensors"));
        Said said = lab.run("run", "LAB/weights.yaml", "--runs", "LAB/none");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err().replaceAll("\n +", "\n")).isEqualTo("""
                LAB/weights.yaml:4:34   LAB/some.safetensors does not fit tiny.
                It lacks 1 of 2 arrays:
                conv.bias
                Of another shape is:
                conv.weight: 2 x 3 x 3 x 3 in the file, 2 x 1 x 3 x 3 here
                1 problem; nothing was run.
                """);
        assertThat(lab.path("none")).doesNotExist();
    }

    @Test
    void thePlanSaysWithWhichWeightsABackboneBegins() throws IOException {
        lab.with(
                "given.yaml",
                STUDY.replace("{use: tiny}", "{use: tiny, weights: {file: tiny.safetensors}, freeze: all}"));
        new WeightFile().made("conv.weight", 2, 1, 3, 3).made("conv.bias", 2).write(lab.path("tiny.safetensors"));

        assertThat(lab.run("plan", "LAB/given.yaml", "--runs", "LAB/none").out())
                .containsPattern("\nthe backbone begins with LAB/tiny.safetensors, SHA-256 [0-9a-f]{12}…\n")
                .doesNotContain("at random");
    }

    @Test
    void aNeckOfDeeplearning4jsLayersIsPlannedAndRun() throws IOException {
        lab.with("neck.yaml", STUDY.replace("circuit:", "neck: {use: mean}\n  circuit:"));

        assertThat(lab.run("plan", "LAB/neck.yaml", "--runs", "LAB/none").out())
                .contains("hybrid seed 1  to do         43      3");
        assertThat(lab.run("run", "LAB/neck.yaml", "--runs", "LAB/necked").exit())
                .isZero();
    }

    @Test
    void dataThatIsNotThereIsAProblemOfTheFile() throws IOException {
        lab.with("gone.yaml", STUDY.replace("{use: shades}", "{use: shades, file: gone.npz}"));

        assertThat(lab.run("plan", "LAB/gone.yaml")).isEqualTo(toMend("""
                LAB/gone.yaml:2:10   There is no file gone.npz.
                1 problem; nothing was run.
                """));
    }

    @Test
    void aPartThatBreaksIsABugWithItsTrace() throws IOException {
        lab.with("broken.yaml", STUDY.replace("{use: tiny}", "{use: tiny, broken: true}"));

        Said said = lab.run("plan", "LAB/broken.yaml");

        assertThat(said.exit()).isEqualTo(70);
        assertThat(said.err()).startsWith("""
                This is a bug in Ansatz or in a plugin; please report it with these lines.
                java.lang.IllegalStateException: The backbone lost its way.
                \tat lab.Tiny.draw(Tiny.java:""");
    }

    @Test
    void thePlanIsATableOfTrials() throws IOException {
        lab.with("plan.yaml", STUDY + "controls: [mlp, identity]\nseeds: 2\n");

        assertThat(lab.run("plan", "LAB/plan.yaml", "--runs", "LAB/none"))
                .isEqualTo(new Said(0, """
                study: 6 trials, 0 done, 6 to do
                shades: 24 training, 16 validation and 8 test images of 1 x 6 x 6, 2 classes
                  groups not verifiable: Nothing says which images belong together, such as those of one patient.
                  duplicates verified: No image stands in two parts, byte for byte.
                  near-duplicates verified: No two images of different parts look alike.
                  contradictions verified: No two images are the same, so no labels can contradict each other.
                  labels not verifiable: How many images of each class there should be was not published.
                %s
                mlp has 4 parameters in the place of the circuit's 3: with 2 values in and 2 out, 4 is as near as two dense layers come.

                trial            state  classical  block  effective  circuits/epoch  memory
                hybrid seed 1    to do         44      3          2              64    1 MB
                mlp seed 1       to do         44      4          4               -    1 MB
                identity seed 1  to do         44      0          0               -    1 MB
                hybrid seed 2    to do         44      3          2              64    1 MB
                mlp seed 2       to do         44      4          4               -    1 MB
                identity seed 2  to do         44      0          0               -    1 MB

                classical       trainable parameters outside the block
                block           those of the circuit, or of what a control puts in its place
                effective       those of them that can change an output
                circuits/epoch  circuit runs, one per place and pass: forward and backward to learn, forward to validate
                memory          an estimate of what training takes beside the Java heap
                """.formatted(Engine.planned(EngineChoice.AUTO)), ""));
        assertThat(lab.path("none")).doesNotExist();
    }

    @Test
    void thePlanSaysWhyAControlIsNotOfTheCircuitsSize() throws IOException {
        lab.with("uneven.yaml", STUDY + "controls: [linear, fourier]\n");

        assertThat(lab.run("plan", "LAB/uneven.yaml", "--runs", "LAB/none").out())
                .contains(
                        "\nfourier has 8 parameters in the place of the circuit's 3: with 2 values in and 2 out, 8 is as near as"
                                + " cosines and a dense layer come.\n",
                        "\nlinear has 4 parameters in the place of the circuit's 3: with 2 values in and 2 out, 4 is as near as one"
                                + " dense layer comes.\n");
    }

    @Test
    void aControlThatWouldBeTheHybridAgainIsAProblem() throws IOException {
        lab.with("again.yaml", STUDY.replace("qubits: 2", "qubits: 1") + "controls: [mlp, separable]\n");

        Said refused = new Said(2, "", """
                LAB/again.yaml:7:11   controls names separable, but the circuit has no gates between wires: it would be the hybrid again.
                1 problem; nothing was run.
                """);
        assertThat(lab.run("validate", "LAB/again.yaml")).isEqualTo(refused);
        assertThat(lab.run("plan", "LAB/again.yaml", "--runs", "LAB/none")).isEqualTo(refused);
    }

    @Test
    void thePlanCountsWhatEachCircuitCanLearn() throws IOException {
        lab.with("circuits.yaml", STUDY + "controls: [separable, frozen]\n");

        assertThat(lab.run("plan", "LAB/circuits.yaml", "--runs", "LAB/none").out())
                .contains("""

                        trial             state  classical  block  effective  circuits/epoch  memory
                        hybrid seed 1     to do         44      3          2              64    1 MB
                        separable seed 1  to do         44      3          2              64    1 MB
                        frozen seed 1     to do         44      0          0              64    1 MB

                        """);
    }

    @Test
    void anMlpOfTheCircuitsSizeNeedsNoRemark() throws IOException {
        lab.with("even.yaml", STUDY.replace("qubits: 2", "qubits: 2, layers: 3") + "controls: [mlp]\n");

        assertThat(lab.run("plan", "LAB/even.yaml", "--runs", "LAB/none").out())
                .contains("mlp seed 1     to do         44      7")
                .doesNotContain("mlp has");
    }

    @Test
    void thePlanSaysHowNoiseIsComputed() throws IOException {
        lab.with("noisy.yaml", STUDY + "sweep: {model.simulator.noise.depolarizing: [0.01, 0.02]}\n");

        assertThat(lab.run("plan", "LAB/noisy.yaml", "--runs", "LAB/none", "--set", "model.simulator.shots=1024")
                        .out())
                .contains(
                        "\nsimulator: exact channels on a density matrix of 2 qubits, 1,024 shots per measurement\n\n");
    }

    @Test
    void aCircuitTooLargeForItsNoiseIsAProblemOfTheSimulator() throws IOException {
        lab.with(
                "large.yaml",
                STUDY.replace("qubits: 2", "qubits: 7, layers: 50000")
                        .replace("model:\n", "model:\n  simulator: {noise: {depolarizing: 0.01}}\n"));

        Said said = lab.run("validate", "LAB/large.yaml");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .startsWith(
                        "LAB/large.yaml:4:14   Density matrices of 7 qubits, one for each of 700008 gates, take 183,503 MB")
                .contains(" MB. Draw trajectories instead.\n1 problem; nothing was run.");
    }

    @Test
    void theWholeExperimentIsShown() throws IOException {
        lab.with("shown.yaml", STUDY);

        assertThat(lab.run("config", "show", "LAB/shown.yaml")).isEqualTo(new Said(0, """
                name: study
                dataset:
                  use: shades
                  size: 6
                  images: 24
                  file: none
                  split: given
                  per-class: none
                  per-class-seed: 1
                  normalize: half
                  strict: false
                model:
                  backbone:
                    use: tiny
                    broken: false
                    weights: none
                    freeze: []
                    cut: none
                  adapter: none
                  neck: none
                  placement:
                    features:
                      projection: linear
                  scaling: tanh-pi
                  circuit:
                    use: turns
                    qubits: 2
                    layers: 1
                  simulator:
                    use: statevector
                    precision: float
                    shots: none
                    noise: none
                    trajectories: none
                  head:
                    hidden: []
                    dropout: 0.0
                  engine: auto
                train:
                  epochs: 2
                  batch: 8
                  optimizer: adam
                  rate: 0.02
                  momentum: 0.0
                  weight-decay: 0.0
                  schedule: constant
                  loss:
                    weights: none
                    focal: 0.0
                    smoothing: 0.0
                  clip: none
                  stop: none
                  select: val.auc
                  sampling: shuffled
                  augment: none
                  phases: []
                controls: []
                seeds: 1
                compare:
                  metrics: [auc, balanced-accuracy, accuracy]
                  margins:
                    auc: 0.005
                    others: 0.01
                  alpha: 0.05
                  family: study
                  resamples: 10000
                tracking:
                  mlflow: embedded
                """, ""));
        assertThat(lab.run("config", "show", "--origin", "LAB/shown.yaml", "--set", "train.rate=1e-3")
                        .out())
                .contains("    qubits: 2                                  # LAB/shown.yaml:5:33\n")
                .contains("    layers: 1                                  # default of turns\n")
                .contains("  rate: 0.001                                  # --set train.rate\n")
                .contains("seeds: 1                                       # default\n");
    }

    @Test
    void partsAreListed() {
        assertThat(lab.run("plugins", "list")).isEqualTo(new Said(0, """
                kind      use     plugin     meaning
                circuit   turns   lab 1.0    turns every qubit, and one of them in vain
                backbone  tiny    lab 1.0    one convolution
                neck      mean    necks 1.0  the mean of each channel, and a dense layer
                dataset   shades  lab 1.0    dark and light squares in noise
                """, ""));
    }

    @Test
    void aCircuitIsDescribedAndDrawn() {
        assertThat(lab.run("plugins", "describe", "circuit:turns")).isEqualTo(new Said(0, """
                circuit:turns   (plugin lab 1.0)
                turns every qubit, and one of them in vain

                setting  default  type          meaning
                qubits         2  whole number  how many wires there are
                layers         1  whole number

                With its defaults: 2 qubits, 2 inputs, 3 weights, 2 outputs, depth 4.

                0: ──RY(x0)──RY(w0)──●──RZ(w2)──⟨Z⟩
                                     │
                1: ──RY(x1)──RY(w1)──X──────────⟨Z⟩
                """, ""));
    }

    @Test
    void aBackboneIsDescribedByItsStages() {
        assertThat(lab.run("plugins", "describe", "backbone:tiny")).isEqualTo(new Said(0, """
                backbone:tiny   (plugin lab 1.0)
                one convolution

                setting  default  type           meaning
                broken   false    true or false

                Beside its settings it has weights, freeze and cut, as every backbone has.
                With its defaults, images of 3 x 224 x 224 pass the stages only; 2 x 111 x 111 come out.
                """, ""));
    }

    @Test
    void aPartThatIsNotThereIsSaidWithWhatIs() {
        assertThat(lab.run("plugins", "describe", "circut:turns"))
                .isEqualTo(
                        toMend(
                                "There is no kind 'circut'. There are circuit, backbone, neck, dataset. Did you mean 'circuit'?\n"));
        assertThat(lab.run("plugins", "describe", "circuit:truns"))
                .isEqualTo(toMend("There is no circuit 'truns'. There is only turns. Did you mean 'turns'?\n"));
        assertThat(lab.run("plugins", "describe", "tinny"))
                .isEqualTo(
                        toMend(
                                "'tinny' has no kind. Write kind:name, such as circuit:angle-embedding. Did you mean 'backbone:tiny'?\n"));
        assertThat(lab.run("plugins", "describe", "elephant"))
                .isEqualTo(toMend("'elephant' has no kind. Write kind:name, such as circuit:angle-embedding.\n"));
    }

    @Test
    void aRunIsToldInLinesAndTheSecondTimeInATableAlone() throws IOException {
        lab.with("run.yaml", STUDY + "controls: [identity]\n");

        Said first = lab.run("run", "LAB/run.yaml", "--runs", "LAB/runs");
        Said second = lab.run("run", "LAB/run.yaml", "--runs", "LAB/runs");

        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isZero();
        assertThat(withoutNumbers(first.out()).replaceAll("learned [0-9,]+", "learned #"))
                .matches(".*DL4J .*\n(?s).*")
                .endsWith("""
                hybrid seed 1: begins
                hybrid seed 1: epoch 1/2  loss #  val.accuracy #  val.auc #  # s
                hybrid seed 1: epoch 2/2  loss #  val.accuracy #  val.auc #  # s
                hybrid seed 1: learned # images/s: data # %, backbone # %, circuit # %, logging # %, rest # %
                hybrid seed 1: done in # s, kept epoch # of 2
                identity seed 1: begins
                identity seed 1: epoch 1/2  loss #  val.accuracy #  val.auc #  # s
                identity seed 1: epoch 2/2  loss #  val.accuracy #  val.auc #  # s
                identity seed 1: learned # images/s: data # %, backbone # %, circuit # %, logging # %, rest # %
                identity seed 1: done in # s, kept epoch # of 2

                role      seed  accuracy    AUC  parameters  seconds
                hybrid       1     #  #          47      #
                identity     1     #  #          44      #

                Judged on 8 test images, of which 4 are positive (#); always answering the commonest class scores an accuracy of #.
                It cannot be told whether hybrid or identity is better in AUC: the one seed of hybrid and the one seed of identity did not converge.
                Everything lies in LAB/runs/study; report.html shows it together.
                """ + withoutNumbers(COMPARE));
        assertThat(second.exit()).isZero();
        assertThat(second.err()).isEmpty();
        String table =
                first.out().substring(first.out().indexOf("\nrole"), first.out().indexOf("It cannot"));
        assertThat(second.out()).isEqualTo(table + """
                2 trials were done before and not trained again.
                It cannot be told whether hybrid or identity is better in AUC: the one seed of hybrid and the one seed of identity did not converge.
                Everything lies in LAB/runs/study; report.html shows it together.
                """ + COMPARE);
        assertThat(lab.run("plan", "LAB/run.yaml", "--runs", "LAB/runs").out())
                .startsWith("study: 2 trials, 2 done, 0 to do\n")
                .contains("hybrid seed 1    done ", "identity seed 1  done ");
    }

    @Test
    void everyControlRuns() throws IOException {
        lab.with("all.yaml", STUDY + "controls: [mlp, linear, fourier, identity, separable, frozen, shuffled-input]\n");

        Said said = lab.run("run", "LAB/all.yaml", "--runs", "LAB/every");

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(withoutNumbers(said.out())).contains("""

                role            seed  accuracy    AUC  parameters  seconds
                hybrid             1     #  #          47      #
                mlp                1     #  #          48      #
                linear             1     #  #          48      #
                fourier            1     #  #          52      #
                identity           1     #  #          44      #
                separable          1     #  #          47      #
                frozen             1     #  #          44      #
                shuffled-input     1     #  #          47      #
                """);
    }

    @Test
    void aTrialThatFailsIsSaidAndTheExitCodeTellsIt() throws IOException {
        lab.with("fails.yaml", STUDY + "sweep: {train.rate: [1e38, 0.02]}\n");

        Said said = lab.run("run", "LAB/fails.yaml", "--runs", "LAB/failing");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(withoutNumbers(said.err())).isEqualTo("""
                hybrid seed 1 rate=1e38: failed
                  Epoch 1, batch # of 3: the training loss is NaN.
                  Maybe the rate # is too high.
                """);
        assertThat(withoutNumbers(said.out())).endsWith("""

                role    seed  point      accuracy    AUC  parameters  seconds
                hybrid     1  rate=#     #  #          47      #

                Judged on 8 test images, of which 4 are positive (#); always answering the commonest class scores an accuracy of #.
                1 of 2 trials failed:
                  hybrid seed 1 rate=1e38
                    Epoch 1, batch # of 3: the training loss is NaN.
                    Maybe the rate # is too high.
                Everything lies in LAB/failing/study; report.html shows it together.
                """ + withoutNumbers(COMPARE));
    }

    @Test
    void aFolderForRunsThatIsAFileIsSaid() throws IOException {
        lab.with("run.yaml", STUDY).with("taken", "");

        Said said = lab.run("run", "LAB/run.yaml", "--runs", "LAB/taken");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).isEqualTo("LAB/taken/study cannot be written (Not a directory).\n");
    }

    @Test
    void aBrokenPluginIsAWarningAndTheOthersWork(@TempDir Path other) throws IOException {
        var broken = Lab.in(other);
        PluginForge.plugin("empty").jar(other.resolve("home/plugins/empty.jar"));

        Said said = broken.run("plugins", "list");

        assertThat(said.exit()).isZero();
        assertThat(said.err()).isEqualTo("""
                LAB/home/plugins/empty.jar   The plugin empty 1.0 offers nothing: it has no META-INF/extensions.idx.
                    Maybe it was compiled on JDK 23 or newer without annotation processing (<proc>full</proc>).
                """);
        assertThat(said.out()).contains("circuit   turns   lab 1.0");
    }

    @Test
    void withoutAnyPluginTheProblemSaysSo(@TempDir Path other) throws IOException {
        var empty = Lab.in(other);
        Files.delete(other.resolve("home/plugins/lab.jar"));
        empty.with("study.yaml", STUDY);

        Said said = empty.run("validate", "LAB/study.yaml");

        assertThat(said).isEqualTo(toMend("""
                LAB/study.yaml:2:16   There is no dataset 'shades'. No dataset is installed.
                LAB/study.yaml:4:19   There is no backbone 'tiny'. No backbone is installed.
                LAB/study.yaml:5:18   There is no circuit 'turns'. No circuit is installed.
                3 problems; nothing was run.
                """));
    }

    private static Said toMend(String err) {
        return new Said(2, "", err);
    }

    /** Numbers with a point in them are results or times; they differ from machine to machine. */
    private static String withoutNumbers(String text) {
        return text.replaceAll("(kept epoch|batch) \\d", "$1 #").replaceAll("\\d+\\.\\d+(E\\d+)?", "#");
    }

    /** What a run ends with. */
    private static final String COMPARE = """
            Compare in MLflow, which `ansatz ui` starts:
              configurations  http://127.0.0.1:5000/#/experiments/1/runs?viewStateShareKey=ansatz-configuration&orderByKey=metrics.%60test%2Fauc%60&orderByAsc=false
              trials          http://127.0.0.1:5000/#/experiments/1/runs?viewStateShareKey=ansatz-trial&orderByKey=metrics.%60test%2Fauc%60&orderByAsc=false
            """;

    private static final String HELP = """
            Usage: ansatz [-hV] [COMMAND]
            Runs hybrid quantum-classical image-classification experiments beside their classical controls,
            from one YAML file.
              -h, --help      Shows this help.
              -V, --version   Shows the version.
            Commands:
              run          Trains every trial of an experiment that is not done yet, and shows the results.
              compare      Says of every hybrid and control which is better, how sure that is, and how many
                             seeds it would take.
              ui           Starts MLflow on the runs here, if it is installed; opens their report if not.
              sync         Sends to MLflow what it lacks of the runs here. What it has is not sent again.
              diff         Explains why two runs differ: settings, code, data, weights, surroundings, results.
              reproduce    Trains a finished trial again from its folder, and compares the results byte by byte.
              check-claim  Says whether published figures are possible, of so many images.
              plan         Shows the trials of an experiment, which are done, and what each costs; trains
                             nothing.
              validate     Checks experiment files and reports all their problems; opens no data and trains
                             nothing.
              check        Lets every network of an experiment learn one batch, to see that it can; writes
                             nothing. Where the images are not here, generated ones stand in.
              config       Shows what an experiment file comes to.
              data         Lists, describes, fetches or checks data sets.
              plugins      Shows, proves and begins what can stand behind use: in an experiment file.
              circuit      Draws, evaluates, exports or inspects one circuit.

            Start with:  ansatz run experiments/hello.yaml

            Exit codes: 0 all is done, 1 a trial is not, 2 something must be mended first, 70 a bug in Ansatz.
            """;
}
