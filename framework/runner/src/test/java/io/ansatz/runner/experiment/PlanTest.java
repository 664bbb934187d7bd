package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

    private static final Digests DIGESTS = new Digests("0.1.0", Map.of(), "images");

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    @Test
    void rolesStandTogetherThenSeedsThenPoints() throws IOException {
        Plan plan = plan(HELLO + """
                controls: [mlp, identity]
                seeds: [7, 3]
                sweep: {model.circuit.layers: [1, 2]}
                """);

        assertThat(plan.name()).isEqualTo("hello");
        assertThat(plan.trials())
                .extracting(Trial::title)
                .containsExactly(
                        "hybrid seed 7 layers=1",
                        "mlp seed 7 layers=1",
                        "identity seed 7 layers=1",
                        "hybrid seed 3 layers=1",
                        "mlp seed 3 layers=1",
                        "identity seed 3 layers=1",
                        "hybrid seed 7 layers=2",
                        "mlp seed 7 layers=2",
                        "identity seed 7 layers=2",
                        "hybrid seed 3 layers=2",
                        "mlp seed 3 layers=2",
                        "identity seed 3 layers=2");
        assertThat(keys(plan)).hasSize(12);
    }

    @Test
    void aTrialIsCalledByRoleSeedAndKey() throws IOException {
        Trial trial = plan(HELLO).trials().get(0);

        assertThat(trial.id()).isEqualTo("hybrid-s1-" + trial.key().substring(0, 12));
        assertThat(trial.key()).matches("[0-9a-f]{64}");
        assertThat(trial.point()).isEmpty();
    }

    @Test
    void axesThatEndInTheSameWordAreCalledInFull() throws IOException {
        Plan plan = plan(HELLO + """
                sweep:
                  model.circuit.use: [angle-embedding]
                  dataset.use: [phantoms]
                  train.rate: [1e-2]
                """);

        assertThat(plan.trials().get(0).title())
                .isEqualTo("hybrid seed 1 model.circuit.use=angle-embedding dataset.use=phantoms rate=1e-2");
    }

    @Test
    void theSameFileGivesTheSameKeys() throws IOException {
        assertThat(keys(plan(HELLO))).isEqualTo(keys(plan(HELLO)));
    }

    @Test
    void howAnExperimentIsWrittenDoesNotMatter() throws IOException {
        String other = """
                # The same, in another order and with defaults spelled out.
                seeds: [1]
                train: {rate: 1e-3, epochs: 10}
                model:
                  circuit: {qubits: 4, use: angle-embedding, axis: y}
                  scaling: tanh-pi
                  backbone: {use: cnn5}
                dataset: {size: 16, use: phantoms}
                name: hello
                """;

        assertThat(keys(plan(other))).isEqualTo(keys(plan(HELLO)));
    }

    @Test
    void everySettingIsInTheKey() throws IOException {
        var all = new HashSet<String>(keys(plan(HELLO)));
        List<String> sets = List.of(
                "dataset.size=17",
                "dataset.noise=0.2",
                "model.backbone.freeze=[only]",
                "model.backbone.freeze=all",
                "model.backbone.cut=only",
                "model.scaling=none",
                "model.circuit.qubits=3",
                "model.circuit.layers=1",
                "model.circuit.axis=x",
                "model.circuit={use: amplitude}",
                "model.simulator.use=strange",
                "model.head.hidden=[4]",
                "model.engine=onednn",
                "model.engine=deeplearning4j",
                "train.epochs=9",
                "train.batch=63",
                "train.rate=0.002",
                "train.stop={patience: 2}",
                "train.stop={patience: 3}",
                "train.stop={patience: 2, metric: val.loss}",
                "train.select=val.loss",
                "seeds=[2]");
        for (String set : sets) {
            all.addAll(keys(plan(HELLO, set)));
        }

        assertThat(all).hasSize(1 + sets.size());
    }

    @Test
    void whatStandsBehindTheNamesIsInTheKey() throws IOException {
        Set<String> usual = keys(plan(HELLO));

        assertThat(keys(plan(HELLO, new Digests("0.1.1", Map.of(), "images")))).doesNotContainAnyElementsOf(usual);
        assertThat(keys(plan(HELLO, new Digests("0.1.0", Map.of(), "others")))).doesNotContainAnyElementsOf(usual);
        for (String part : List.of("phantoms", "cnn5", "angle-embedding")) {
            assertThat(keys(plan(HELLO, new Digests("0.1.0", Map.of(part, "changed"), "images"))))
                    .as(part)
                    .doesNotContainAnyElementsOf(usual);
        }
        assertThat(keys(plan(HELLO, new Digests("0.1.0", Map.of("amplitude", "changed"), "images"))))
                .as("a part that is not used")
                .isEqualTo(usual);
    }

    @Test
    void weightsAreInTheKeyByTheirDigestAlone() throws IOException {
        Set<String> random = keys(plan(HELLO));
        Set<String> here = keys(plan(HELLO, "model.backbone.weights={file: a}"));

        assertThat(here).doesNotContainAnyElementsOf(random);
        assertThat(keys(plan(HELLO, "model.backbone.weights={file: elsewhere/a}")))
                .isEqualTo(here);
        assertThat(keys(plan(HELLO, "model.backbone.weights={file: b}"))).doesNotContainAnyElementsOf(here);
        assertThat(plan(HELLO, "model.backbone.weights={file: a}")
                        .trials()
                        .get(0)
                        .identity())
                .containsEntry("model.backbone.weights.digest", "values of a")
                .doesNotContainKey("model.backbone.weights.file");
    }

    @Test
    void filesThatHoldTheSameAreNotTwoPoints() throws IOException {
        String sweep = HELLO + "sweep: {model.backbone.weights: [{file: a}, {file: b}, {file: a-copy}]}\n";

        assertThatThrownBy(() -> plan(sweep))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "sweep comes to the same trials twice, at model.backbone.weights: {file: a} and at model.backbone.weights: {file: a-copy}: the files hold the same. Leave one out.");
        assertThat(keys(plan(sweep.replace(", {file: a-copy}", "")))).hasSize(2);
    }

    @Test
    void theIdentityIsCompleteAndInOrder() throws IOException {
        Trial mlp = plan(HELLO + "controls: [mlp]\n").trials().get(1);

        assertThat(mlp.identity().keySet())
                .containsExactly(
                        "role",
                        "seed",
                        "dataset.use",
                        "dataset.size",
                        "dataset.noise",
                        "dataset.split",
                        "dataset.per-class-seed",
                        "dataset.normalize",
                        "model.backbone.use",
                        "model.backbone.freeze",
                        "model.placement",
                        "model.placement.features.projection",
                        "model.scaling",
                        "model.circuit.use",
                        "model.circuit.qubits",
                        "model.circuit.layers",
                        "model.circuit.axis",
                        "model.simulator.use",
                        "model.simulator.precision",
                        "model.head.hidden",
                        "model.head.dropout",
                        "model.engine",
                        "train.epochs",
                        "train.batch",
                        "train.optimizer",
                        "train.rate",
                        "train.momentum",
                        "train.weight-decay",
                        "train.schedule",
                        "train.loss.weights",
                        "train.loss.focal",
                        "train.loss.smoothing",
                        "train.select",
                        "train.sampling",
                        "train.phases",
                        "framework",
                        "dataset.plugin",
                        "dataset.digest",
                        "model.backbone.plugin",
                        "model.circuit.plugin");
        assertThat(mlp.identity()).containsEntry("role", "mlp").containsEntry("dataset.digest", "images");
    }

    @Test
    void aNeckIsPartOfTheIdentityAndItsAbsenceIsNot() throws IOException {
        String withNeck = HELLO.replace("model:\n", "model:\n  neck: {use: two-ways}\n");
        Trial plain = plan(HELLO).trials().get(0);
        Trial necked = plan(withNeck).trials().get(0);

        var added = new ArrayList<>(necked.identity().keySet());
        added.removeAll(plain.identity().keySet());
        assertThat(added).containsExactly("model.neck.use", "model.neck.units", "model.neck.plugin");
        assertThat(keys(plan(HELLO.replace("model:\n", "model:\n  neck: none\n"))))
                .isEqualTo(keys(plan(HELLO)));
        assertThat(keys(plan(withNeck))).isNotEqualTo(keys(plan(HELLO)));
    }

    @Test
    void moreSeedsControlsAndPointsKeepTheOldKeys() throws IOException {
        String old = HELLO + """
                controls: [mlp]
                seeds: 2
                sweep: {model.circuit.layers: [1, 2]}
                """;
        Set<String> keys = keys(plan(old));
        assertThat(keys).hasSize(8);

        assertThat(keys(plan(old, "seeds=3"))).hasSize(12).containsAll(keys);
        assertThat(keys(plan(old, "seeds=[9, 2, 1]"))).hasSize(12).containsAll(keys);
        assertThat(keys(plan(old, "controls=[identity, mlp]"))).hasSize(12).containsAll(keys);
        assertThat(keys(plan(old, "sweep.model.circuit.layers=[2, 3, 1]")))
                .hasSize(12)
                .containsAll(keys);
        assertThat(keys(plan(old, "sweep.train.rate=[1e-2, 1e-3]"))).hasSize(16).containsAll(keys);
    }

    @Test
    void aPointOfASweepIsTheSameTrialAsAFileThatSaysSo() throws IOException {
        assertThat(keys(plan(HELLO + "sweep: {model.circuit.layers: [1, 2]}\n")))
                .containsAll(keys(plan(HELLO)));
    }

    @Test
    void theNameIsNotInTheKey() throws IOException {
        assertThat(keys(plan(HELLO, "name=other"))).isEqualTo(keys(plan(HELLO)));
    }

    private Plan plan(String text, String... sets) throws IOException {
        return plan(text, DIGESTS, sets);
    }

    private Plan plan(String text, Provenance provenance, String... sets) throws IOException {
        return Plan.of(files.with("hello.yaml", text).read("hello.yaml", sets), provenance);
    }

    private static Set<String> keys(Plan plan) {
        return plan.trials().stream().map(Trial::key).collect(Collectors.toSet());
    }

    /** @param plugins the digest of a part's plugin; "sound" where none is given */
    private record Digests(String framework, Map<String, String> plugins, String images) implements Provenance {

        @Override
        public String plugin(Part<?> part) {
            return plugins.getOrDefault(part.name(), "sound");
        }

        @Override
        public String dataset(DatasetChoice dataset) {
            return images;
        }

        @Override
        public String weights(Weights weights) {
            return "values of " + weights.source().replaceFirst(".*/", "").replaceFirst("-copy", "");
        }
    }
}
