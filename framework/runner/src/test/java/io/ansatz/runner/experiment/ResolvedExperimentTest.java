package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedExperimentTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    @Test
    void everyDefaultIsWrittenOut() {
        assertThat(files.with("hello.yaml", HELLO).read("hello.yaml").resolved().yaml())
                .isEqualTo("""
                        name: hello
                        dataset:
                          use: phantoms
                          size: 16
                          noise: 0.1
                          split: given
                          per-class: none
                          per-class-seed: 1
                          normalize: half
                          strict: false
                        model:
                          backbone:
                            use: cnn5
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
                            use: angle-embedding
                            qubits: 4
                            layers: 2
                            axis: y
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
                          epochs: 10
                          batch: 64
                          optimizer: adam
                          rate: 0.001
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
                        """);
    }

    @Test
    void everyValueSaysWhereItComesFrom() {
        files.with("base.yaml", "train: {epochs: 3, stop: {patience: 2}}\ncontrols: [mlp]\n")
                .with("hello.yaml", "extends: base.yaml\n" + HELLO + "sweep: {train.batch: [8, 16]}\n");

        String shown = files.read("hello.yaml", "train.rate=1e-2")
                .resolved()
                .yamlWithOrigins()
                .replace(folder + "/", "");

        assertThat(shown).isEqualTo("""
                        name: hello                                    # hello.yaml:2:7
                        dataset:
                          use: phantoms                                # hello.yaml:3:16
                          size: 16                                     # hello.yaml:3:32
                          noise: 0.1                                   # default of phantoms
                          split: given                                 # default
                          per-class: none                              # default
                          per-class-seed: 1                            # default
                          normalize: half                              # default
                          strict: false                                # default
                        model:
                          backbone:
                            use: cnn5                                  # hello.yaml:5:19
                            weights: none                              # default
                            freeze: []                                 # default
                            cut: none                                  # default
                          adapter: none                                # default
                          neck: none                                   # default
                          placement:
                            features:
                              projection: linear                       # default
                          scaling: tanh-pi                             # default
                          circuit:
                            use: angle-embedding                       # hello.yaml:6:18
                            qubits: 4                                  # hello.yaml:6:43
                            layers: 2                                  # default of angle-embedding
                            axis: y                                    # default of angle-embedding
                          simulator:
                            use: statevector                           # default
                            precision: float                           # default
                            shots: none                                # default
                            noise: none                                # default
                            trajectories: none                         # default
                          head:
                            hidden: []                                 # default
                            dropout: 0.0                               # default
                          engine: auto                                 # default
                        train:
                          epochs: 3                                    # base.yaml:1:17
                          batch: 64                                    # default
                          optimizer: adam                              # default
                          rate: 0.01                                   # --set train.rate
                          momentum: 0.0                                # default
                          weight-decay: 0.0                            # default
                          schedule: constant                           # default
                          loss:
                            weights: none                              # default
                            focal: 0.0                                 # default
                            smoothing: 0.0                             # default
                          clip: none                                   # default
                          stop:
                            patience: 2                                # base.yaml:1:37
                            metric: val.auc                            # default
                          select: val.auc                              # default
                          sampling: shuffled                           # default
                          augment: none                                # default
                          phases: []                                   # default
                        controls: [mlp]                                # base.yaml:2:11
                        seeds: 1                                       # default
                        compare:
                          metrics: [auc, balanced-accuracy, accuracy]  # default
                          margins:
                            auc: 0.005                                 # default
                            others: 0.01                               # default
                          alpha: 0.05                                  # default
                          family: study                                # default
                          resamples: 10000                             # default
                        tracking:
                          mlflow: embedded                             # default
                        sweep:
                          train.batch: [8, 16]                         # hello.yaml:7:22
                        """);
    }

    @Test
    void whatIsWrittenReadsBackToTheSameExperiment() {
        String text = """
                name: 'on'
                dataset:
                  use: everything
                  count: ${seed-of-count}
                  ratio: 1.5e-9
                  folder: "it's: $${HOME}, #1\\n\\ttab \\u0007 \\u20ac é"
                  colour: leaf.green
                  sizes: [1, 2]
                  words: [no, '', '~', none, "a, b", "[x]", '- y', '012', -, é]
                  label: 'x: y'
                  inners: [{width: 1, height: 2}]
                  helper: {use: amplitude}
                model:
                  backbone: {use: cnn5}
                  neck: {use: two-ways, units: 3}
                  circuit: {use: angle-embedding, axis: x}
                train: {stop: {patience: 4}}
                controls: [identity, mlp]
                seeds: [5, 3]
                sweep:
                  model.circuit: [{use: amplitude, qubits: "3"}, {layers: 1}]
                  train.rate: ['${dataset.ratio}', 1e-2]
                """.replace("${seed-of-count}", "'${env:COUNT}'");
        files.withVariable("COUNT", "12").with("hello.yaml", text);
        Reading first = files.read("hello.yaml");

        Reading plain = files.with("again.yaml", first.resolved().yaml()).read("again.yaml");
        Reading commented =
                files.with("again.yaml", first.resolved().yamlWithOrigins()).read("again.yaml");

        assertThat(plain.resolved().yaml()).isEqualTo(first.resolved().yaml());
        assertThat(commented.resolved().yaml()).isEqualTo(first.resolved().yaml());
        assertThat(first.variants()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(plain.variants().get(i).settings())
                    .isEqualTo(first.variants().get(i).settings());
            assertThat(plain.variants().get(i).experiment().seeds()).containsExactly(5L, 3L);
        }
    }

    @Test
    void completeSettingsAreOneTextPerPath() {
        var settings = files.only(HELLO
                        + "train: {rate: 1e-3, stop: {patience: 3}}\ncontrols: [mlp]\nseeds: 4\n"
                        + "# a comment\n")
                .settings();

        assertThat(settings.toString().replace(", ", "\n").replaceAll("[{}]", ""))
                .isEqualTo("""
                        dataset.use=phantoms
                        dataset.size=16
                        dataset.noise=0.1
                        dataset.split=given
                        dataset.per-class-seed=1
                        dataset.normalize=half
                        model.backbone.use=cnn5
                        model.backbone.freeze=[]
                        model.placement=features
                        model.placement.features.projection=linear
                        model.scaling=tanh-pi
                        model.circuit.use=angle-embedding
                        model.circuit.qubits=4
                        model.circuit.layers=2
                        model.circuit.axis=y
                        model.simulator.use=statevector
                        model.simulator.precision=float
                        model.head.hidden=[]
                        model.head.dropout=0.0
                        model.engine=auto
                        train.epochs=10
                        train.batch=64
                        train.optimizer=adam
                        train.rate=0.001
                        train.momentum=0.0
                        train.weight-decay=0.0
                        train.schedule=constant
                        train.loss.weights=none
                        train.loss.focal=0.0
                        train.loss.smoothing=0.0
                        train.stop.patience=3
                        train.stop.metric=val.auc
                        train.select=val.auc
                        train.sampling=shuffled
                        train.phases=[]""");
    }

    @Test
    void settingsThatAreLeftOutHaveNoPath() {
        assertThat(files.only(HELLO).settings())
                .doesNotContainKeys("train.stop", "train.stop.patience", "name", "seeds");
        assertThat(files.only(HELLO, "model.head.hidden=[128, 64]").settings())
                .containsEntry("model.head.hidden", "[128, 64]");
    }
}
