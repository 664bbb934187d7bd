package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import io.ansatz.runner.experiment.TestParts.AmplitudeSettings;
import io.ansatz.runner.experiment.TestParts.AngleSettings;
import io.ansatz.runner.experiment.TestParts.CnnSettings;
import io.ansatz.runner.experiment.TestParts.PhantomSettings;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.network.TwoWays;
import io.ansatz.simulator.noise.Noise;
import io.ansatz.simulator.noise.ReadoutError;
import io.ansatz.simulator.statevector.Precision;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentReaderTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    @Test
    void whatAFileLeavesOutHasADefault() {
        Variant variant = files.only(HELLO);

        assertThat(variant.point()).isEmpty();
        Experiment hello = variant.experiment();
        assertThat(hello.name()).isEqualTo("hello");
        assertThat(hello.dataset().name()).isEqualTo("phantoms");
        assertThat(hello.dataset().use().settings()).isEqualTo(new PhantomSettings(16, 0.1));
        assertThat(hello.model().backbone().use().settings()).isEqualTo(new CnnSettings());
        assertThat(hello.model().placement()).isEqualTo(new Placement.Features(Projection.LINEAR));
        assertThat(hello.model().scaling()).isEqualTo(Scaling.TANH_PI);
        assertThat(hello.model().circuit().orElseThrow().name()).isEqualTo("angle-embedding");
        assertThat(hello.model().circuit().orElseThrow().settings()).isEqualTo(new AngleSettings(4, 2, Axis.Y));
        assertThat(hello.model().simulator().use()).isEqualTo(SimulatorChoice.Kind.STATEVECTOR);
        assertThat(hello.model().head().hidden()).isEmpty();
        assertThat(hello.train())
                .isEqualTo(new Training(10, 64, Training.Optimizer.ADAM, 0.001, Optional.empty(), Selection.AUC));
        assertThat(hello.controls()).isEmpty();
        assertThat(hello.seeds()).containsExactly(1L);
    }

    @Test
    void whatAFileSaysHolds() {
        Experiment hello = files.only("""
                        name: breast-angle
                        dataset: {use: phantoms, size: 32, noise: 0.25}
                        model:
                          backbone: {use: cnn5}
                          placement: features
                          scaling: tanh-half-pi
                          circuit: {use: angle-embedding, qubits: 6, layers: 3, axis: x}
                          simulator: {use: strange}
                          head: {hidden: [128, 64]}
                        train: {epochs: 20, batch: 32, optimizer: adam, rate: 3e-4,
                                stop: {patience: 6, metric: val.loss}, select: val.balanced-accuracy}
                        controls: [mlp, identity]
                        seeds: 3
                        """).experiment();

        assertThat(hello.dataset().use().settings()).isEqualTo(new PhantomSettings(32, 0.25));
        assertThat(hello.model().scaling()).isEqualTo(Scaling.TANH_HALF_PI);
        assertThat(hello.model().circuit().orElseThrow().settings()).isEqualTo(new AngleSettings(6, 3, Axis.X));
        assertThat(hello.model().simulator().use()).isEqualTo(SimulatorChoice.Kind.STRANGE);
        assertThat(hello.model().head().hidden()).containsExactly(128, 64);
        assertThat(hello.train())
                .isEqualTo(new Training(
                        20,
                        32,
                        Training.Optimizer.ADAM,
                        0.0003,
                        Optional.of(new Training.Stop(6, Selection.LOSS)),
                        Selection.BALANCED_ACCURACY));
        assertThat(hello.controls()).containsExactly(Control.MLP, Control.IDENTITY);
        assertThat(hello.seeds()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void seedsAreANumberOrAList() {
        assertThat(files.only(HELLO + "seeds: 4").experiment().seeds()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(files.only(HELLO + "seeds: [7, 0]").experiment().seeds()).containsExactly(7L, 0L);

        assertThat(files.problemsOf(HELLO + "seeds: three"))
                .containsExactly(
                        "hello.yaml:6:8 | seeds must be a number of seeds, such as 10, or a list of them, such as [1, 2, 3], not 'three'.");
        assertThat(files.problemsOf(HELLO + "seeds: 0"))
                .containsExactly("hello.yaml:6:8 | seeds must be at least 1, not '0'.");
        assertThat(files.problemsOf(HELLO + "seeds: 20000"))
                .containsExactly("hello.yaml:6:8 | seeds must be at most 10000, not '20000'.");
        assertThat(files.problemsOf(HELLO + "seeds: 010"))
                .containsExactly("hello.yaml:6:8 | seeds must be a whole number, not '010'. Write 10.");
        assertThat(files.problemsOf(HELLO + "seeds: []"))
                .containsExactly("hello.yaml:6:8 | seeds must name at least one seed.");
        assertThat(files.problemsOf(HELLO + "seeds: [1, 2, 1]"))
                .containsExactly("hello.yaml:6:8 | seeds names one seed twice.");
        assertThat(files.problemsOf(HELLO + "seeds: [1, -2]"))
                .containsExactly("hello.yaml:6:8 | seeds must be 0 or greater, not -2.");
        assertThat(files.problemsOf(HELLO + "seeds: {first: 1}"))
                .containsExactly("hello.yaml:6:8 | seeds must be a list, not a map.");
    }

    @Test
    void theSimulatorIsExactUnlessAskedForShotsOrNoise() {
        assertThat(simulator("{}")).isEqualTo(new SimulatorChoice(SimulatorChoice.Kind.STATEVECTOR));
        assertThat(simulator("{shots: none, noise: none}"))
                .isEqualTo(new SimulatorChoice(SimulatorChoice.Kind.STATEVECTOR));
        assertThat(simulator("{shots: 1024}").shots()).contains(1024);
        assertThat(simulator("{noise: {depolarizing: 0.01, readout: {one-as-zero: 0.03}}, trajectories: 500}"))
                .isEqualTo(new SimulatorChoice(
                        SimulatorChoice.Kind.STATEVECTOR,
                        Precision.FLOAT,
                        Optional.empty(),
                        Optional.of(new Noise(0.01, 0, 0, new ReadoutError(0, 0.03))),
                        Optional.of(500)));
        assertThat(simulator("{noise: {amplitude-damping: 0.1, phase-damping: 1}}")
                        .noise())
                .contains(new Noise(0, 0.1, 1, new ReadoutError(0, 0)));
    }

    @Test
    void shotsAndNoiseAreOfTheTrialsKeyWhereTheyAre() {
        assertThat(files.only(HELLO).settings().keySet())
                .filteredOn(path -> path.startsWith("model.simulator"))
                .containsExactly("model.simulator.use", "model.simulator.precision");

        var settings = files.only(withSimulator("{shots: 10, noise: {phase-damping: 0.1}}"))
                .settings();

        assertThat(settings)
                .containsEntry("model.simulator.shots", "10")
                .containsEntry("model.simulator.noise.depolarizing", "0.0")
                .containsEntry("model.simulator.noise.phase-damping", "0.1")
                .containsEntry("model.simulator.noise.readout.zero-as-one", "0.0")
                .doesNotContainKey("model.simulator.trajectories");
    }

    @Test
    void aSimulatorThatCannotBeIsAProblemWhereItIsWritten() {
        refusesSimulator("{shots: 0}", "22 | model.simulator.shots must be at least 1, not 0.");
        refusesSimulator("{shots: many}", "22 | model.simulator.shots must be a whole number, not 'many'.");
        refusesSimulator(
                "{noise: {depolarizing: 1.5}}",
                "37 | model.simulator.noise.depolarizing must lie between 0 and 1, not be 1.5.");
        refusesSimulator(
                "{noise: {amplitude-damping: -1}}",
                "42 | model.simulator.noise.amplitude-damping must lie between 0 and 1, not be -1.0.");
        refusesSimulator(
                "{noise: {readout: {zero-as-one: 2}}}",
                "46 | model.simulator.noise.readout.zero-as-one must lie between 0 and 1, not be 2.0.");
        refusesSimulator(
                "{noise: {amplitudeDamping: 0.1}}",
                "23 | model.simulator.noise has no setting 'amplitudeDamping'. It has depolarizing, amplitude-damping, phase-damping, readout. Did you mean 'amplitude-damping'?");
        refusesSimulator(
                "{noise: 0.1}",
                "22 | model.simulator.noise must be a map or none, not '0.1'. It has depolarizing, amplitude-damping, phase-damping, readout.");
        refusesSimulator(
                "{use: strange, shots: 10}",
                "36 | model.simulator.shots needs {use: statevector}; strange has neither shots nor noise.");
        refusesSimulator(
                "{use: strange, noise: {depolarizing: 0.1}}",
                "36 | model.simulator.noise needs {use: statevector}; strange has neither shots nor noise.");
        refusesSimulator(
                "{trajectories: 10}",
                "29 | model.simulator.trajectories need noise between the gates: depolarizing, amplitude-damping or phase-damping above 0.");
        refusesSimulator(
                "{noise: {depolarizing: 0.1}, trajectories: 0}",
                "57 | model.simulator.trajectories must be at least 1, not 0.");
    }

    private SimulatorChoice simulator(String choice) {
        return files.only(withSimulator(choice)).experiment().model().simulator();
    }

    private void refusesSimulator(String choice, String problem) {
        assertThat(files.problemsOf(withSimulator(choice))).containsExactly("hello.yaml:6:" + problem);
    }

    @Test
    void aProblemOfASimulatorThatIsNotWrittenStandsAtTheCircuit() {
        assertThat(files.only(withSimulator("{use: statevector}"))
                        .problemWith("model.simulator", "model.circuit", "Too large.")
                        .location()
                        .line())
                .isEqualTo(6);
        assertThat(files.only(HELLO)
                        .problemWith("model.simulator", "model.circuit", "Too large.")
                        .location())
                .isEqualTo(files.only(HELLO).problemWith("model.circuit", "").location());
    }

    private static String withSimulator(String choice) {
        return HELLO + "  simulator: " + choice + "\n";
    }

    @Test
    void earlyStoppingWatchesTheAreaUnderTheCurveUnlessToldOtherwise() {
        Training train =
                files.only(HELLO + "train: {stop: {patience: 3}}").experiment().train();

        assertThat(train.stop()).contains(new Training.Stop(3, Selection.AUC));
    }

    @Test
    void allProblemsAreToldTogetherInTheOrderOfTheFile() {
        String text = """
                name: my experiment
                dataset: {use: phantom}
                model:
                  backbone: {use: cnn5}
                  circuit: {use: angle-embedding, qubit: 4, layers: three}
                trian: {}
                """;

        assertThat(files.problemsOf(text, "train.rate=fast"))
                .containsExactly(
                        "hello.yaml:1:7 | name must be made of letters, digits, '.', '_' and '-', not 'my experiment': runs are kept in a folder of that name.",
                        "hello.yaml:2:16 | There is no dataset 'phantom'. There are: everything, phantoms. Did you mean 'phantoms'?",
                        "hello.yaml:5:35 | The circuit 'angle-embedding' has no setting 'qubit'. It has qubits, layers, axis. Did you mean 'qubits'?",
                        "hello.yaml:5:53 | model.circuit.layers must be a whole number, not 'three'.",
                        "hello.yaml:6:1 | An experiment has no setting 'trian'. It has name, dataset, model, train, controls, seeds, compare, tracking, extends, sweep. Did you mean 'train'?",
                        "--set train.rate | train.rate must be a number, not 'fast'.");
    }

    @Test
    void whatMustBeWrittenIsAskedFor() {
        assertThat(files.problemsOf("controls: [mlp]\n"))
                .containsExactly(
                        "hello.yaml:1:1 | name is missing (the name under which runs are kept and compared).",
                        "hello.yaml:1:1 | dataset is missing (the images). Add dataset: {use: …} with one of everything, phantoms.",
                        "hello.yaml:1:1 | model.backbone is missing (turns the image into features). Add backbone: {use: …} with cnn5.",
                        "hello.yaml:1:1 | model.circuit is missing (the quantum circuit; none for a network without one). Add circuit: {use: …} with one of amplitude, angle-embedding.");
        assertThat(files.problemsOf(HELLO + "train: {stop: {metric: val.auc}}"))
                .containsExactly(
                        "hello.yaml:6:15 | train.stop.patience is missing (how many epochs without improvement are borne).");
    }

    @Test
    void aNameMustBeAFolderName() {
        assertThat(files.problemsOf(HELLO.replace("name: hello", "name: my hello")))
                .containsExactly(
                        "hello.yaml:1:7 | name must be made of letters, digits, '.', '_' and '-', not 'my hello': runs are kept in a folder of that name.");
        assertThat(files.only(HELLO.replace("name: hello", "name: no"))
                        .experiment()
                        .name())
                .isEqualTo("no");
    }

    @Test
    void aRecordsRefusalStandsAtTheValueItNames() {
        assertThat(files.problemsOf(HELLO.replace("qubits: 4", "qubits: 40")))
                .containsExactly("hello.yaml:5:43 | model.circuit.qubits must be between 1 and 12, not 40.");
        assertThat(files.problemsOf(HELLO.replace("qubits: 4", "qubits: 12, layers: 9")))
                .containsExactly("hello.yaml:5:12 | A circuit of 12 qubits and 9 layers is too large.");
        assertThat(files.problemsOf(HELLO + "train: {stop: {patience: 0}}"))
                .containsExactly("hello.yaml:6:26 | train.stop.patience must be at least 1, not 0.");
        assertThat(files.problemsOf(HELLO + "train: {rate: -1, epochs: 5}"))
                .containsExactly("hello.yaml:6:15 | train.rate must be greater than 0, not -1.0.");
        assertThat(files.problemsOf(HELLO + "train: {optimizer: sgd, momentum: 1}"))
                .containsExactly("hello.yaml:6:35 | train.momentum must be at least 0 and below 1, not 1.0.");
        assertThat(files.problemsOf(HELLO + "train: {optimizer: adamw, momentum: 0.9}"))
                .containsExactly(
                        "hello.yaml:6:37 | train.momentum is for the optimizer sgd; adamw has a momentum of its own.");
        assertThat(files.problemsOf(HELLO + "train: {loss: {weights: balance, focal: -1}}"))
                .containsExactly(
                        "hello.yaml:6:25 | train.loss.weights must be one of none, balanced, not 'balance'. Did you mean 'balanced'?",
                        "hello.yaml:6:41 | train.loss.focal must be 0 or greater, not -1.0.");
        assertThat(files.problemsOf(HELLO + "train: {loss: {smoothing: 1}}"))
                .containsExactly("hello.yaml:6:27 | train.loss.smoothing must be at least 0 and below 1, not 1.0.");
        assertThat(files.problemsOf(HELLO + "train: {weight-decay: -1}"))
                .containsExactly("hello.yaml:6:23 | train.weight-decay must be 0 or greater, not -1.0.");
        assertThat(files.problemsOf(HELLO.replace("name", "name: hello\nold_name")
                                .replace("old_name: hello\n", "") + "controls: [mlp, mlp]"))
                .containsExactly("hello.yaml:6:11 | controls names one control twice.");
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  head: {hidden: [8, 0]}\n")))
                .containsExactly("hello.yaml:4:18 | model.head.hidden must hold widths of at least 1, not 0.");
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  head: {dropout: 1}\n")))
                .containsExactly("hello.yaml:4:19 | model.head.dropout must be at least 0 and below 1, not 1.0.");
        assertThat(files.problemsOf(HELLO + "train: {clip: 0}"))
                .containsExactly("hello.yaml:6:15 | train.clip must be greater than 0, not 0.0.");
    }

    @Test
    void aCircuitMayBeLeftOutButNotPassedOver() {
        String silent = "name: hello\ndataset: {use: phantoms}\nmodel:\n  backbone: {use: cnn5}\n";

        assertThat(files.problemsOf(silent))
                .containsExactly(
                        "hello.yaml:4:3 | model.circuit is missing (the quantum circuit; none for a network without one). Add circuit: {use: …} with one of amplitude, angle-embedding.");
        assertThat(files.only(silent + "  circuit: none\n").experiment().model().circuit())
                .isEmpty();
        assertThat(files.problemsOf(silent + "  circuit: none\ncontrols: [mlp]"))
                .containsExactly(
                        "hello.yaml:6:11 | controls stand in the place of a circuit, but model.circuit is none.");
        assertThat(files.problemsOf(silent + "  circuit: none\n  placement: patches"))
                .containsExactly(
                        "hello.yaml:6:14 | model.placement says where the circuit stands, but circuit is none.");
    }

    @Test
    void placementsHaveSettingsOfTheirOwn() {
        assertThat(placement("patches")).isEqualTo(new Placement.Patches(Projection.LINEAR));
        assertThat(placement("{patches: {projection: normalised}}"))
                .isEqualTo(new Placement.Patches(Projection.NORMALISED));
        assertThat(files.only(HELLO, "model.placement={input: {stride: 1, threshold: 0.5}}", "model.scaling=none")
                        .experiment()
                        .model()
                        .placement())
                .isEqualTo(new Placement.Input(Optional.of(1), Optional.of(0.5)));
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  placement: input\n")))
                .containsExactly(
                        "hello.yaml:4:3 | model.scaling must be none or pi where the circuit reads pixels, which are between 0 and 1; not tanh-pi.");
    }

    private Placement placement(String text) {
        return files.only(HELLO, "model.placement=" + text).experiment().model().placement();
    }

    @Test
    void whatIsNotBuiltYetIsAnUnknownSetting() {
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  waist: {use: bilstm}\n")))
                .containsExactly(
                        "hello.yaml:4:3 | model has no setting 'waist'. It has backbone, adapter, neck, placement, scaling, circuit, simulator, head, engine.");
    }

    @Test
    void theRulesOfComparisonAreReadAndChecked() {
        Comparing rules = files.only(
                        HELLO + "compare: {metrics: [mcc, brier], margins: {others: 0.02}, family: hybrid}")
                .experiment()
                .compare();

        assertThat(rules)
                .isEqualTo(new Comparing(
                        List.of(Metric.MCC, Metric.BRIER),
                        new Comparing.Margins(0.005, 0.02),
                        0.05,
                        Comparing.Family.HYBRID,
                        10_000));
        assertThat(files.problemsOf(HELLO + "compare: {metrics: [auk], margins: {auc: 0}, alpha: 0.5, resamples: 1}"))
                .containsExactly(
                        "hello.yaml:6:21 | Each value of compare.metrics must be one of auc, average-precision, accuracy, balanced-accuracy, mcc, f1,"
                                + " sensitivity-at-95-specificity, specificity-at-95-sensitivity, brier, ece, accuracy-at-80-coverage, aurc, loss, not 'auk'. Did you mean 'auc'?",
                        "hello.yaml:6:42 | compare.margins.auc must be between 0 and 1, not 0.0.",
                        "hello.yaml:6:53 | compare.alpha must be above 0 and below 0.5, not 0.5.");
    }

    @Test
    void aNeckMayBeNamedOrLeftOut() {
        String withNeck = HELLO.replace("model:\n", "model:\n  neck: {use: two-ways, units: 3}\n");

        assertThat(files.only(HELLO).experiment().model().neck()).isEmpty();
        assertThat(files.only(withNeck)
                        .experiment()
                        .model()
                        .neck()
                        .orElseThrow()
                        .settings())
                .isEqualTo(new TwoWays.Settings(3));
        assertThat(files.only(withNeck, "model.neck=none").experiment().model().neck())
                .isEmpty();
        assertThat(files.with("hello.yaml", withNeck + "sweep: {model.neck: [none, {units: 4}, {use: two-ways}]}")
                        .read("hello.yaml")
                        .variants())
                .extracting(variant -> variant.experiment()
                        .model()
                        .neck()
                        .map(use -> ((TwoWays.Settings) use.settings()).units())
                        .orElse(0))
                .containsExactly(0, 4, 3);
    }

    @Test
    void aNeckThatDoesNotMakeSenseIsAProblem() {
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  neck: {use: bilstm}\n")))
                .containsExactly("hello.yaml:4:15 | There is no neck 'bilstm'. There is only two-ways.");
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  neck: {units: 2}\n")))
                .containsExactly("hello.yaml:4:9 | model.neck does not say which neck to use. Add use: with two-ways.");
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  neck: two-ways\n")))
                .containsExactly(
                        "hello.yaml:4:9 | model.neck must be a map or none, not 'two-ways'. Write {use: two-ways}.");
        assertThat(files.problemsOf(HELLO.replace("model:\n", "model:\n  neck: {use: two-ways, unit: 2}\n")))
                .containsExactly(
                        "hello.yaml:4:25 | The neck 'two-ways' has no setting 'unit'. It has units. Did you mean 'units'?");
        assertThat(files.problemsOf(
                        HELLO.replace("model:\n", "model:\n  placement: patches\n  neck: {use: two-ways}\n")))
                .containsExactly(
                        "hello.yaml:5:9 | model.neck must be none with placement: patches, where the circuit reads each place of the map itself; not two-ways.");
    }

    @Test
    void runsAreTrackedBesideThemselvesUnlessAServerIsNamed() {
        assertThat(files.only(HELLO).experiment().tracking().server()).isEmpty();
        assertThat(files.only(HELLO + "tracking: {mlflow: 'https://mlflow.example.org:8443/lab'}")
                        .experiment()
                        .tracking()
                        .server())
                .contains(URI.create("https://mlflow.example.org:8443/lab"));
        assertThat(files.only(HELLO + "tracking: {mlflow: 'http://127.0.0.1:5000'}")
                        .settings())
                .isEqualTo(files.only(HELLO).settings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:5000", "databricks", "file:///tmp/runs", "http://", "http://a b", "http://a?b=c"})
    void whatIsNoAddressOfAServerIsAProblem(String text) {
        assertThat(files.problemsOf(HELLO + "tracking: {mlflow: '" + text + "'}"))
                .containsExactly(
                        "hello.yaml:6:20 | tracking.mlflow must be embedded or the address of an MLflow server, such as http://127.0.0.1:5000.");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        assertThat(files.problemsOf(HELLO + "tracking: {mlflow: 'http://ada:geheim@127.0.0.1:5000'}"))
                .containsExactly(
                        "hello.yaml:6:20 | tracking.mlflow must be an address without a name and password. They belong into the"
                                + " environment: MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.");
    }

    @Test
    void partsAreNamedBehindUse() {
        assertThat(files.problemsOf(HELLO.replace("use: angle-embedding", "use: angel-embedding")))
                .containsExactly(
                        "hello.yaml:5:18 | There is no circuit 'angel-embedding'. There are: amplitude, angle-embedding. Did you mean 'angle-embedding'?");
        assertThat(files.problemsOf(HELLO.replace("use: cnn5", "use: resnet18")))
                .containsExactly("hello.yaml:4:19 | There is no backbone 'resnet18'. There is only cnn5.");
        assertThat(files.problemsOf(HELLO.replace("use: angle-embedding, ", "")))
                .containsExactly(
                        "hello.yaml:5:12 | model.circuit does not say which circuit to use. Add use: with one of amplitude, angle-embedding.");
        assertThat(files.problemsOf(HELLO.replace("{use: cnn5}", "cnn5")))
                .containsExactly("hello.yaml:4:13 | model.backbone must be a map, not 'cnn5'. Write {use: cnn5}.");
        assertThat(files.problemsOf(HELLO.replace("{use: cnn5}", "[cnn5]")))
                .containsExactly("hello.yaml:4:13 | model.backbone must be a map, not a list.");
        assertThat(files.problemsOf(HELLO.replace("{use: cnn5}", "{use: }")))
                .containsExactly("hello.yaml:4:18 | model.backbone.use has no value. Write one.");
        assertThat(files.problemsOf(HELLO.replace("{use: cnn5}", "{use: [cnn5]}")))
                .containsExactly("hello.yaml:4:19 | model.backbone.use must be a text, not a list.");
        assertThat(files.problemsOf(HELLO.replace("{use: cnn5}", "{use: cnn5, depth: 5}")))
                .containsExactly(
                        "hello.yaml:4:25 | The backbone 'cnn5' has no setting 'depth'. It has weights, freeze, cut.");
    }

    @Test
    void assignmentsAreLaidOverTheFile() {
        Experiment hello = files.only(
                        HELLO,
                        "train.rate=1e-2",
                        "model.head.hidden=[32, 16]",
                        "train={epochs: 3}",
                        "train.epochs=4",
                        "seeds=2")
                .experiment();

        assertThat(hello.train().rate()).isEqualTo(0.01);
        assertThat(hello.train().epochs()).isEqualTo(4);
        assertThat(hello.model().head().hidden()).containsExactly(32, 16);
        assertThat(hello.seeds()).containsExactly(1L, 2L);
    }

    @Test
    void assigningAnotherPartDropsTheSettingsOfTheOld() {
        var circuit = files.only(HELLO + "", "model.circuit.qubits=5", "model.circuit.use=amplitude")
                .experiment()
                .model()
                .circuit()
                .orElseThrow();

        assertThat(circuit.settings()).isEqualTo(new AmplitudeSettings(5, true));
        assertThat(files.only(HELLO, "model.circuit.use=amplitude")
                        .experiment()
                        .model()
                        .circuit()
                        .orElseThrow()
                        .settings())
                .isEqualTo(new AmplitudeSettings(6, true));
    }

    @Test
    void badAssignmentsAreToldByTheirPath() {
        assertThat(files.problemsOf(HELLO, "train.rate"))
                .containsExactly("--set train.rate | This needs a '=' and a value, such as --set train.rate=0.01.");
        assertThat(files.problemsOf(HELLO, "train.rate="))
                .containsExactly("--set train.rate | There is no value behind the '='.");
        assertThat(files.problemsOf(HELLO, "train..rate=1"))
                .containsExactly("--set train..rate | 'train..rate' is no path, such as train.rate.");
        assertThat(files.problemsOf(HELLO, "=1")).containsExactly("--set | '' is no path, such as train.rate.");
        assertThat(files.problemsOf(HELLO, "extends=a.yaml"))
                .containsExactly(
                        "--set extends | extends cannot be set here: files are joined first. Write it into the file.");
        assertThat(files.problemsOf(HELLO, "model.head.hidden=[1, 2"))
                .containsExactly(
                        "--set model.head.hidden | The list that begins here is not closed by ']' (expected ',' or ']', but got <stream end>).");
        assertThat(files.problemsOf(HELLO, "train={rate: 1, rate: 2}"))
                .containsExactly("--set train | The key 'rate' is here a second time. Keep one of them.");
        assertThat(files.problemsOf(HELLO, "train.rat=1"))
                .containsExactly(
                        "--set train.rat | train has no setting 'rat'. It has epochs, batch, optimizer, rate, momentum, weight-decay, schedule, loss, clip, stop, select, sampling, augment, phases. Did you mean 'rate'?");
        assertThat(files.problemsOf(HELLO, "train.rate.x=1"))
                .containsExactly("--set train.rate.x | train.rate must be a number, not a map.");
        assertThat(files.problemsOf(HELLO, "train.epochs=0"))
                .containsExactly("--set train.epochs | train.epochs must be at least 1, not 0.");
        assertThat(files.problemsOf(HELLO, "train.rate=null"))
                .containsExactly("--set train.rate | train.rate has no value. Write one, or leave the line out.");
    }

    @Test
    void theOptionalIsLeftOutWithNone() {
        String text = HELLO + "train: {stop: {patience: 6}}";

        assertThat(files.only(text, "train.stop=none").experiment().train().stop())
                .isEmpty();
        assertThat(files.problemsOf(text, "train.stop=never"))
                .containsExactly(
                        "--set train.stop | train.stop must be a map or none, not 'never'. It has patience, metric.");
        assertThat(files.problemsOf(HELLO + "train:\n  stop:\n"))
                .containsExactly("hello.yaml:7:8 | train.stop has no value. Write one, or none to go without.");
    }

    @Test
    void aMissingFileIsAProblem() {
        assertThat(files.problems("nowhere.yaml")).containsExactly("nowhere.yaml | There is no such file.");
        assertThat(files.with("sub/a.yaml", "").problems("sub"))
                .containsExactly("sub | This file cannot be read: it is a folder.");
    }

    @Test
    void theSameExperimentHasTheSameSettingsHoweverItIsWritten() {
        files.with("base.yaml", "train: {rate: 0.001, batch: 64}\nname: x\ncontrols: [mlp]\n");
        Variant one = files.only(HELLO + "seeds: 5\ntrain: {rate: 1e-3}");
        Variant other = files.only("""
                extends: base.yaml
                seeds: [4]
                train: {stop: none}
                model:
                  circuit:
                    axis: "y"
                    qubits: 4
                    use: angle-embedding
                  head: {hidden: []}
                  backbone: {use: 'cnn5'}
                dataset: {noise: .1, size: 16, use: phantoms}
                """);

        assertThat(other.settings()).isEqualTo(one.settings());
        assertThat(List.copyOf(other.settings().keySet()))
                .isEqualTo(List.copyOf(one.settings().keySet()));
        assertThat(files.only(HELLO + "train: {rate: 0.0011}").settings()).isNotEqualTo(one.settings());
    }
}
