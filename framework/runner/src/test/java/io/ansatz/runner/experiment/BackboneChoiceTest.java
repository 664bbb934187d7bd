package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneChoiceTest {

    private static final Trunk WHOLE =
            new Trunk(new ImageShape(1, 4, 4), List.of(stage("stem"), stage("layer1"), stage("layer2"), stage("pool")));

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder, new Tower(), new Blocked());
    }

    @Test
    void whatIsFrozenAndCutStandsBesideTheSettingsOfThePart() {
        BackboneChoice backbone = backbone("{use: tower, floors: 3, freeze: [stem, layer1], cut: layer2}");

        assertThat(backbone.use().name()).isEqualTo("tower");
        assertThat(backbone.use().settings()).isEqualTo(new TowerSettings(3));
        assertThat(backbone.freeze()).containsExactly("layer1", "stem");
        assertThat(backbone.cut()).contains("layer2");
    }

    @Test
    void aBackboneLearnsAsAWholeUnlessToldOtherwise() {
        assertThat(backbone("{use: tower}"))
                .isEqualTo(new BackboneChoice(backbone("{use: tower}").use()));
        assertThat(backbone("{use: tower, freeze: none, cut: none}")).isEqualTo(backbone("{use: tower}"));
        assertThat(backbone("{use: tower, freeze: []}")).isEqualTo(backbone("{use: tower}"));
    }

    @Test
    void allIsAWordForEveryStage() {
        assertThat(backbone("{use: tower, freeze: all}")).isEqualTo(backbone("{use: tower, freeze: [all]}"));
        assertThat(backbone("{use: tower, freeze: all}").frozen(WHOLE))
                .containsExactlyInAnyOrder("stem", "layer1", "layer2", "pool");
        assertThat(backbone("{use: tower, freeze: [stem]}").frozen(WHOLE)).containsExactly("stem");
        assertThat(backbone("{use: tower}").frozen(WHOLE)).isEmpty();
    }

    @Test
    void theCutIsTheLastStageThatIsLeft() {
        BackboneChoice cut = backbone("{use: tower, cut: layer1, freeze: all}");

        assertThat(cut.upToCut(WHOLE).stages()).extracting(Stage::name).containsExactly("stem", "layer1");
        assertThat(cut.frozen(cut.upToCut(WHOLE))).containsExactlyInAnyOrder("stem", "layer1");
        assertThat(backbone("{use: tower}").upToCut(WHOLE)).isEqualTo(WHOLE);
    }

    @Test
    void whatIsWrittenReadsBackToTheSame() {
        for (String written : List.of(
                "{use: tower, floors: 3, freeze: all, cut: layer1}",
                "{use: tower, freeze: [stem, layer1]}",
                "{use: cnn5, freeze: none}")) {
            Reading first = files.with("a.yaml", with(written)).read("a.yaml");
            Reading again = files.with("b.yaml", first.resolved().yaml()).read("b.yaml");

            assertThat(again.resolved().yaml()).isEqualTo(first.resolved().yaml());
            assertThat(again.variants().get(0).experiment())
                    .extracting(Experiment::model)
                    .extracting(Model::backbone)
                    .extracting(BackboneChoice::freeze, BackboneChoice::cut)
                    .isEqualTo(List.of(
                            first.variants()
                                    .get(0)
                                    .experiment()
                                    .model()
                                    .backbone()
                                    .freeze(),
                            first.variants()
                                    .get(0)
                                    .experiment()
                                    .model()
                                    .backbone()
                                    .cut()));
            assertThat(again.variants().get(0).settings())
                    .isEqualTo(first.variants().get(0).settings());
        }
    }

    @Test
    void theOrderInWhichStagesAreNamedDoesNotMatter() {
        assertThat(files.only(with("{use: tower, freeze: [stem, layer1]}")).settings())
                .isEqualTo(
                        files.only(with("{use: tower, freeze: [layer1, stem]}")).settings())
                .containsEntry("model.backbone.freeze", "[layer1, stem]");
    }

    @Test
    void everyValueSaysWhereItComesFrom() {
        String shown = files.with("a.yaml", with("{use: tower, freeze: all}"))
                .read("a.yaml", "model.backbone.cut=layer1")
                .resolved()
                .yamlWithOrigins()
                .replace(folder + "/", "");

        assertThat(shown).contains("""
                  backbone:
                    use: tower                                 # a.yaml:4:19
                    floors: 2                                  # default of tower
                    weights: none                              # default
                    freeze: [all]                              # a.yaml:4:34
                    cut: layer1                                # --set model.backbone.cut
                """);
    }

    @Test
    void anotherBackboneBringsNoneOfTheOldWords() {
        BackboneChoice other = files.only(with("{use: tower, freeze: all, cut: stem}"), "model.backbone.use=cnn5")
                .experiment()
                .model()
                .backbone();

        assertThat(other).isEqualTo(new BackboneChoice(other.use()));
    }

    @Test
    void wordsOfTheFrameworkAreAmongThoseThatMayHaveBeenMeant() {
        refuses(
                "{use: tower, freze: all}",
                "26 | The backbone 'tower' has no setting 'freze'. It has floors, weights, freeze, cut. Did you mean 'freeze'?");
        refuses(
                "{use: tower, flors: 3}",
                "26 | The backbone 'tower' has no setting 'flors'. It has floors, weights, freeze, cut. Did you mean 'floors'?");
    }

    @Test
    void aWordOrAListIsAskedForWhereStagesAreFrozen() {
        refuses(
                "{use: tower, freeze: stem}",
                "34 | model.backbone.freeze must be all, none or a list, not 'stem'. Write [stem].");
        refuses(
                "{use: tower, freeze: al}",
                "34 | model.backbone.freeze must be all, none or a list, not 'al'. Did you mean 'all'?");
        refuses(
                "{use: tower, freeze: {stem: 1}}",
                "34 | model.backbone.freeze must be all, none or a list, not a map.");
        refuses("{use: tower, freeze: }", "33 | model.backbone.freeze has no value. Write one, or leave the line out.");
        refuses(
                "{use: tower, freeze: [[stem]]}",
                "35 | Each value of model.backbone.freeze must be a text, not a list.");
        refuses(
                "{use: tower, freeze: [all, stem]}",
                "34 | model.backbone.freeze must be all or a list of stages, not a list with all in it.");
        refuses(
                "{use: tower, freeze: [none]}",
                "34 | model.backbone.freeze must be none or a list of stages, not a list with none in it.");
        refuses("{use: tower, freeze: [stem, stem]}", "34 | model.backbone.freeze names one stage twice.");
        refuses("{use: tower, cut: [stem]}", "31 | model.backbone.cut must be a text, not a list.");
    }

    @Test
    void problemsOfThePartAndOfTheFrameworksWordsAreToldTogether() {
        refuses(
                "{use: tower, floors: many, freeze: stem, cut: [stem]}",
                "34 | model.backbone.floors must be a whole number, not 'many'.",
                "48 | model.backbone.freeze must be all, none or a list, not 'stem'. Write [stem].",
                "59 | model.backbone.cut must be a text, not a list.");
        refuses(
                "{use: towr, freeze: [a, a]}",
                "19 | There is no backbone 'towr'. There are: blocked, cnn5, tower. Did you mean 'tower'?",
                "33 | model.backbone.freeze names one stage twice.");
    }

    @Test
    void aPartWithASettingThatIsAWordOfTheFrameworkIsRefused() {
        refuses(
                "{use: blocked}",
                "19 | The backbone 'blocked' has a setting 'freeze', but beside every backbone that is a word of Ansatz. Its plugin must call it otherwise.");
    }

    @Test
    void stagesThatAreNotThereAreNamed() {
        assertThat(backbone("{use: tower, freeze: [stem, layer1], cut: layer1}").misfits(WHOLE))
                .isEmpty();
        assertThat(backbone("{use: tower, freeze: all, cut: pool}").misfits(WHOLE))
                .isEmpty();
        assertThat(backbone("{use: tower, freeze: [stam, layer1, roof], cut: layer3}")
                        .misfits(WHOLE))
                .containsExactly(
                        new BackboneChoice.Misfit(
                                "cut",
                                "model.backbone.cut names 'layer3', but tower has no such stage. It has stem, layer1, layer2, pool. Did you mean 'layer1'?"),
                        new BackboneChoice.Misfit(
                                "freeze",
                                "model.backbone.freeze names 'roof', but tower has no such stage. It has stem, layer1, layer2, pool."),
                        new BackboneChoice.Misfit(
                                "freeze",
                                "model.backbone.freeze names 'stam', but tower has no such stage. It has stem, layer1, layer2, pool. Did you mean 'stem'?"));
    }

    @Test
    void stagesBehindTheCutCannotBeFrozen() {
        assertThat(backbone("{use: tower, freeze: [stem, layer2], cut: layer1}").misfits(WHOLE))
                .containsExactly(new BackboneChoice.Misfit(
                        "freeze", "model.backbone.freeze names 'layer2', which lies behind the cut at layer1."));
    }

    private void refuses(String backbone, String... problems) {
        assertThat(files.problemsOf(with(backbone)))
                .as(backbone)
                .containsExactly(List.of(problems).stream()
                        .map(problem -> "hello.yaml:4:" + problem)
                        .toArray(String[]::new));
    }

    private BackboneChoice backbone(String written) {
        return files.only(with(written)).experiment().model().backbone();
    }

    private static String with(String backbone) {
        return HELLO.replace("{use: cnn5}", backbone);
    }

    private static Stage stage(String name) {
        return new Stage(name, List.of(new Operation.Relu()));
    }

    record TowerSettings(int floors) {}

    private static final class Tower implements Backbone<TowerSettings> {

        @Override
        public String name() {
            return "tower";
        }

        @Override
        public TowerSettings defaults() {
            return new TowerSettings(2);
        }

        @Override
        public Trunk draw(TowerSettings settings, ImageShape input) {
            throw new UnsupportedOperationException("Nobody draws here.");
        }
    }

    record BlockedSettings(int floors, boolean freeze) {}

    private static final class Blocked implements Backbone<BlockedSettings> {

        @Override
        public String name() {
            return "blocked";
        }

        @Override
        public BlockedSettings defaults() {
            return new BlockedSettings(2, true);
        }

        @Override
        public Trunk draw(BlockedSettings settings, ImageShape input) {
            throw new UnsupportedOperationException("Nobody draws here.");
        }
    }
}
