package io.ansatz.runner.cli;

import static io.ansatz.runner.cli.Lab.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.catalog.PluginForge;
import io.ansatz.runner.cli.Lab.Said;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shades are sound data; of leaky ones a test image stands among those to learn from, and a lesion in both parts. */
class DataCommandTest {

    private static final String LEAKY = """
            package leaks;

            import io.ansatz.api.*;
            import io.ansatz.api.dataset.*;
            import java.util.*;
            import java.util.stream.*;
            import org.pf4j.Extension;

            @Extension
            @Meaning("squares of which some stand in two parts")
            public final class Leaky implements DatasetSource<Leaky.Settings> {

                public record Settings(boolean divided) {}

                @Override
                public String name() {
                    return "leaky";
                }

                @Override
                public Settings defaults() {
                    return new Settings(true);
                }

                @Override
                public List<Offer> offers() {
                    return List.of(new Offer("divided: true", "squares", "6 / 2 / 2", OptionalInt.of(2), "CC0"));
                }

                @Override
                public Dataset open(Settings settings) {
                    var shape = new ImageShape(1, 8, 8);
                    var pixels = new byte[10 * 64];
                    new Random(5).nextBytes(pixels);
                    System.arraycopy(pixels, 2 * 64, pixels, 9 * 64, 64);
                    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
                    var items = IntStream.range(0, 10).mapToObj(i -> "square-" + i).toList();
                    var groups = IntStream.range(0, 10).mapToObj(i -> "L" + (i == 8 ? 1 : i)).toList();
                    var all = new Split(Images.of(shape, pixels), labels, items, groups);
                    var passport = new Passport("drawn here", "3", "leaky", "CC0", "Nobody, 2026", List.of("dark", "light"),
                            List.of("It leaks."))
                            .groupedBy("lesion").withFlips(Set.of(Flip.HORIZONTAL))
                            .withPublished(new LabelCounts(List.of(3, 3), List.of(), List.of(2, 0)));
                    return settings.divided()
                            ? new Dataset(passport, all.only(0, 1, 2, 3, 4, 5), all.only(6, 7), all.only(8, 9))
                            : Dataset.undivided(passport, all);
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void buildTheLab() throws IOException {
        lab = Lab.in(folder);
        PluginForge.plugin("leaks").source("leaks.Leaky", LEAKY).jar(lab.home().resolve("plugins/leaks.jar"));
        lab.with("study.yaml", STUDY);
        lab.with("leaky.yaml", STUDY.replace("shades", "leaky"));
        lab.with("grid.yaml", STUDY + "sweep: {dataset.images: [24, 32]}\n");
    }

    @Test
    void listsWhatThereIs() {
        assertThat(lab.run("data", "list")).isEqualTo(new Said(0, """
                use     settings          images  classes  licence  what they show
                leaky   divided: true  6 / 2 / 2        2  CC0      squares
                shades                                              dark and light squares in noise
                """, ""));
    }

    @Test
    void describesADataSetWithItsCounts() {
        assertThat(lab.run("data", "describe", "leaky")).isEqualTo(new Said(0, """
                leaky
                  source    drawn here
                  version   3
                  digest    leaky
                  licence   CC0
                  citation  Nobody, 2026
                  images    1 x 8 x 8 each
                  groups    images of one lesion belong together
                  flips     horizontal mirror images show the same class
                  mind      It leaks.

                label  class  train  val  test
                    0  dark       3    1     1
                    1  light      3    1     1
                       all        6    2     2
                """, ""));
    }

    @Test
    void describesWhatNobodyDivided() {
        assertThat(lab.run("data", "describe", "leaky", "--set", "divided=false")
                        .out())
                .endsWith("""
                label  class  undivided
                    0  dark           5
                    1  light          5
                       all           10
                """);
        assertThat(lab.run("data", "describe", "leaky", "--set", "divided=false", "--set", "split={folds: {count: 5}}")
                        .out())
                .contains("  version   3, fold 1 of 5 with seed 1\n");
    }

    @Test
    void drawsASheetOfEachClass() throws IOException {
        assertThat(lab.run("data", "describe", "LAB/study.yaml", "--pictures", "LAB/sheets")
                        .out())
                .endsWith("""
                Wrote LAB/sheets/0-dark.png.
                Wrote LAB/sheets/1-light.png.
                """);

        BufferedImage dark = ImageIO.read(lab.path("sheets/0-dark.png").toFile());
        BufferedImage light = ImageIO.read(lab.path("sheets/1-light.png").toFile());
        // Twelve to learn from, eight to choose by and four to be judged on: a row each.
        assertThat(dark.getHeight()).isEqualTo(4 + 3 * (84 + 4) + 2 * 16);
        assertThat(dark.getWidth()).isEqualTo(4 + 12 * (84 + 4));
        assertThat(dark.getRGB(10, 10) & 0xff).isLessThan(120);
        assertThat(light.getRGB(10, 10) & 0xff).isGreaterThanOrEqualTo(120);
    }

    @Test
    void fetchesWhatIsThere() {
        assertThat(lab.run("data", "fetch", "shades"))
                .isEqualTo(new Said(0, "shades is here: 48 images of 1 x 6 x 6. Licence: none.\n", ""));
    }

    @Test
    void checksAndNamesWhatIsBroken() throws IOException {
        Said checked = lab.run("data", "check", "LAB/leaky.yaml", "--pictures", "LAB/pairs");

        assertThat(checked.exit()).isEqualTo(1);
        assertThat(checked.err()).isEmpty();
        assertThat(checked.out()).startsWith("""
                promise          verdict   what was found
                groups           violated  1 of 9 values of lesion stands in several parts, such as L1: square-1 (train) and square-8 (test).
                duplicates       violated  1 image stands in several parts, byte for byte, such as square-9 (test) and square-2 (train).
                near-duplicates  violated  1 of 2 test images and 0 of 2 validation images look like one of another part, such as square-9 (test) and square-2 (train).
                contradictions   violated  1 image is there several times with different labels, such as square-9 (test) and square-2 (train).
                labels           violated  test has [1, 1] images of the classes, and [2, 0] were published.
                Wrote LAB/pairs/groups.csv.
                """);
        assertThat(Files.readString(lab.path("pairs/duplicates.csv"))).isEqualTo("""
                part,item,other part,other item
                test,square-9,train,square-2
                """);
        assertThat(ImageIO.read(lab.path("pairs/duplicates.png").toFile()).getHeight())
                .isEqualTo(4 + 88 + 4);
    }

    @Test
    void soundDataEndWithZero() {
        assertThat(lab.run("data", "check", "shades").exit()).isZero();
    }

    @Test
    void strictDataThatBreaksAPromiseIsNotTrainedOn() {
        Said refused = lab.run("plan", "LAB/leaky.yaml", "--set", "dataset.strict=true");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith(
                        "--set dataset.strict   dataset is strict, and breaks a promise: 1 of 9 values of lesion stands in several parts,")
                .endsWith("5 problems; nothing was run.\n");
        assertThat(lab.run("plan", "LAB/leaky.yaml").exit()).isZero();
        assertThat(lab.run("plan", "LAB/study.yaml", "--set", "dataset.strict=true")
                        .exit())
                .isZero();
    }

    @Test
    void aRunSaysWhatIsBrokenBeforeItBegins() {
        Said run = lab.run("run", "LAB/leaky.yaml", "--set", "train.epochs=1", "--runs", "LAB/leaks");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("Mind leaky: 1 of 9 values of lesion stands in several parts,")
                .contains("\nMind leaky: test has [1, 1] images of the classes, and [2, 0] were published.\n");
        assertThat(Files.exists(lab.path("leaks/study"))).isTrue();
    }

    @Test
    void aMirrorImageThatShowsSomethingElseIsRefused() {
        Said refused = lab.run("plan", "LAB/leaky.yaml", "--set", "train.augment={flips: [horizontal, vertical]}");

        assertThat(refused.err())
                .contains(
                        "train.augment.flips names vertical, but that mirror image of leaky does not show the same class."
                                + " Those that do: horizontal.");
    }

    @Test
    void ofSeveralDataSetsOneMustBeChosen() {
        assertThat(lab.run("data", "check", "LAB/grid.yaml").err())
                .contains("has 2 different data sets in its sweep. Choose one with --set sweep=none");
    }

    @Test
    void saysWhatItCanDo() {
        assertThat(lab.run("data").err()).contains("Say what to do: list, or describe, fetch or check DATA.");
        assertThat(lab.run("data", "describe", "shads").err())
                .contains("There is no dataset 'shads'. There are: leaky, shades. Did you mean 'shades'?");
    }
}
