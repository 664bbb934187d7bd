package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.catalog.PluginForge;
import io.ansatz.runner.cli.Lab.Said;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCommandTest {

    private static final String REGISTRY = """
            package registry;

            import io.ansatz.api.*;
            import io.ansatz.api.dataset.*;
            import java.io.IOException;
            import java.util.*;
            import org.pf4j.Extension;

            @Extension
            @Meaning("images that are known and not here")
            public final class Registry implements DatasetSource<Registry.Settings> {

                public record Settings(boolean many) {}

                @Override
                public String name() {
                    return "registry";
                }

                @Override
                public Settings defaults() {
                    return new Settings(false);
                }

                @Override
                public Optional<Outline> outline(Settings settings) {
                    List<Integer> counts = settings.many()
                            ? List.of(1338, 847, 339, 634, 1035, 592, 741, 421, 1233) : List.of(114, 42);
                    return Optional.of(new Outline(new ImageShape(1, 8, 8),
                            List.of("a", "b", "c", "d", "e", "f", "g", "h", "i").subList(0, counts.size()),
                            new LabelCounts(List.of(), List.of(), counts)));
                }

                @Override
                public Dataset open(Settings settings) throws IOException {
                    throw new IOException("No image is here.");
                }
            }
            """;

    /** systems.md, finding 3. */
    @Test
    void aFigureThatNoCountGivesIsImpossible() {
        assertThat(claim("--accuracy 99.91 --n 7180")).isEqualTo(new Said(1, """
                accuracy 99.91 % of 7,180 images is impossible: no count of them gives it.
                  The nearest are 7,173 (99.9025 %) and 7,174 (99.9164 %).
                  7,174 (99.9164 %) would read so if its decimals were cut off instead of rounded.
                  The fewest images of which it is possible are 1,053.
                  95 % interval of 7,173: 99.7992 % to 99.9608 % (Clopper and Pearson), 99.7989 % to 99.9528 % (Wilson).
                  95 % interval of 7,174: 99.8182 % to 99.9693 % (Clopper and Pearson), 99.8178 % to 99.9617 % (Wilson).
                Impossible.
                """, ""));
    }

    /** systems.md, finding 2 and the table of S2. */
    @Test
    void soAreTheOtherPublishedFigures() {
        assertThat(claim("--accuracy 68.99 --n 7180").exit()).isEqualTo(1);
        assertThat(claim("--accuracy 72.60 --n 3421")).isEqualTo(new Said(1, """
                accuracy 72.60 % of 3,421 images is impossible: no count of them gives it.
                  The nearest are 2,483 (72.5811 %) and 2,484 (72.6103 %).
                  The fewest images of which it is possible are 73.
                  95 % interval of 2,483: 71.0527 % to 74.0708 % (Clopper and Pearson), 71.0615 % to 74.0501 % (Wilson).
                  95 % interval of 2,484: 71.0824 % to 74.0995 % (Clopper and Pearson), 71.0912 % to 74.0788 % (Wilson).
                Impossible.
                """, ""));
        assertThat(claim("--accuracy 96.16 --n 624")).isEqualTo(new Said(1, """
                accuracy 96.16 % of 624 images is impossible: no count of them gives it.
                  The nearest are 600 (96.1538 %) and 601 (96.3141 %).
                  The fewest images of which it is possible are 365.
                  95 % interval of 600: 94.3311 % to 97.5204 % (Clopper and Pearson), 94.3409 % to 97.4020 % (Wilson).
                  95 % interval of 601: 94.5205 % to 97.6494 % (Clopper and Pearson), 94.5299 % to 97.5315 % (Wilson).
                Impossible.
                """, ""));
        assertThat(claim("--accuracy 0.999 --n 10").out())
                .contains("  The nearest are 9 (0.90000) and 10 (1.00000).\n");
        assertThat(claim("--accuracy 0.999% --n 10").out())
                .contains("  The nearest are 0 (0.00000 %) and 1 (10.00000 %).\n");
    }

    @Test
    void aPossibleFigureIsToldWithItsIntervals() {
        assertThat(claim("--accuracy 99.91 --n 2185")).isEqualTo(new Said(0, """
                accuracy 99.91 % of 2,185 images is possible: 2,183 (99.9085 %) are right.
                  95 % interval of 2,183: 99.6697 % to 99.9889 % (Clopper and Pearson), 99.6669 % to 99.9749 % (Wilson).
                Possible.
                """, ""));
        assertThat(claim("--accuracy 0.9 --n 156 --majority 0.17")).isEqualTo(new Said(0, """
                accuracy 0.9 of 156 images is possible: from 133 (0.853) to 148 (0.949) are right.
                  95 % interval of 133: 0.787 to 0.904 (Clopper and Pearson), 0.788 to 0.900 (Wilson).
                  95 % interval of 148: 0.901 to 0.978 (Clopper and Pearson), 0.902 to 0.974 (Wilson).
                  Always answering the commonest class is right for 0.17. 133 right answers are more: if each were right with that probability, as many or more would come with p = 1.2e-77 (exact, one-sided).
                Possible.
                """, ""));
    }

    /** systems.md, S5/E4 and finding 7: the matrix is the only one, and the accuracy is below that of a constant answer. */
    @Test
    void figuresOfOneTestAreHeldTogether() {
        assertThat(claim("--accuracy 77.73 --n 9942 --positives 2212 --sensitivity 85.04 --specificity 75.64"
                        + " --balanced-accuracy 80.34 --auc 0.8906"))
                .isEqualTo(new Said(0, """
                accuracy 77.73 % of 9,942 images is possible: 7,728 (77.7308 %) are right.
                  95 % interval of 7,728: 76.8999 % to 78.5455 % (Clopper and Pearson), 76.9024 % to 78.5379 % (Wilson).
                  Always answering the commonest class is right for 77.7510 %. 7,728 right answers are not more: if each were right with that probability, as many or more would come with p = 0.525 (exact, one-sided).
                sensitivity 85.04 % of 2,212 images is possible: 1,881 (85.0362 %) are recognised.
                  95 % interval of 1,881: 83.4807 % to 86.4982 % (Clopper and Pearson), 83.4889 % to 86.4619 % (Wilson).
                specificity 75.64 % of 7,730 images is possible: 5,847 (75.6404 %) are recognised.
                  95 % interval of 5,847: 74.6674 % to 76.5939 % (Clopper and Pearson), 74.6709 % to 76.5844 % (Wilson).
                Together they are possible in one way: 1,881 true and 1,883 false positives, 5,847 true and 331 false negatives.
                Possible.
                """, ""));
    }

    /** systems.md, S3 on PathMNIST: described as perfectly separated, with 156 errors. */
    @Test
    void figuresThatAreEachPossibleMayBeImpossibleTogether() {
        assertThat(
                        claim(
                                "--accuracy 97.83 --n 7180 --positives 2185 --sensitivity 0.99 --specificity 0.97 --auc 100.00"))
                .satisfies(said -> assertThat(said.exit()).isEqualTo(1))
                .satisfies(said -> assertThat(said.out()).endsWith("""
                        Together they are impossible: AUC 100.00 % cannot stand beside sensitivity 0.99, specificity 0.97, accuracy 97.83 %, which leave it 96.1142 % to 99.9854 %.
                        Impossible.
                        """));
        assertThat(claim("--sensitivity 0.9 --auc 0.05 --n 20 --positives 10 --specificity 0.9")
                        .out())
                .endsWith("""
                        Together they are impossible: AUC 0.05 cannot stand beside sensitivity 0.9, specificity 0.9, which leave it 0.8100 to 0.9900.
                        Impossible.
                        """);
    }

    @Test
    void oneFigureMayHaveManyMatrices() {
        assertThat(claim("--balanced-accuracy 85.04 --n 9942 --positives 2212 --majority 0.5"))
                .isEqualTo(new Said(1, """
                majority 0.5 is impossible: the commonest class has 7,730 (0.778).
                It is possible in 1,023 ways, such as 1,550 true and 0 false positives, 7,730 true and 662 false negatives.
                Impossible.
                """, ""));
    }

    @Test
    void whatCannotBeCheckedIsSaid() {
        assertThat(claim("--accuracy x --n 10"))
                .isEqualTo(toMend(
                        "--accuracy must be a percentage, such as 99.91, or a share, such as 0.9991, not 'x'.\n"));
        assertThat(claim("--n 3")).isEqualTo(toMend("Give a figure to check, such as --accuracy 99.91.\n"));
        assertThat(claim("--n 0 --accuracy 1")).isEqualTo(toMend("--n must be at least 1, not 0.\n"));
        assertThat(claim("--n 5 --auc 1"))
                .isEqualTo(toMend("--auc needs --positives: how many of the images are positive.\n"));
        assertThat(claim("--n 5 --auc 1 --positives 5"))
                .isEqualTo(toMend("--positives must lie between 1 and 4, one less than --n, and not be 5.\n"));
        assertThat(claim("--accuracy 3"))
                .isEqualTo(
                        toMend(
                                "Say how many images were judged, with --n, or the test images of which data set, with --dataset.\n"));
        assertThat(claim("--accuracy 3 --n 5 --set variant=two")).isEqualTo(toMend("--set goes with --dataset.\n"));
        assertThat(claim("--accuracy 3 --n 5 --dataset registry"))
                .isEqualTo(
                        toMend(
                                "--dataset says how many images there are, and of which classes. Leave out --n, --positives and --majority.\n"));
        assertThat(claim("--n 5 --positives x")).isEqualTo(toMend("""
                --positives must be a whole number, not 'x'.
                ansatz check-claim --help shows what there is.
                """));
    }

    /** The counts are those of MedMNIST's PathMNIST and BreastMNIST; no image is there. */
    @Test
    void theTestImagesOfADataSetAreKnownWithoutIt(@TempDir Path folder) throws IOException {
        var lab = Lab.in(folder);
        PluginForge.plugin("registry")
                .source("registry.Registry", REGISTRY)
                .jar(lab.home().resolve("plugins/registry.jar"));

        assertThat(lab.run("check-claim", "--accuracy", "90.70", "--dataset", "registry", "--set", "many=true"))
                .isEqualTo(new Said(0, """
                registry many=true was published with 7,180 test images. Always answering the commonest class, 'a', is right for 1,338 (18.64 %).
                accuracy 90.70 % of 7,180 images is possible: 6,512 (90.6964 %) are right.
                  95 % interval of 6,512: 90.0009 % to 91.3586 % (Clopper and Pearson), 90.0025 % to 91.3467 % (Wilson).
                  Always answering the commonest class is right for 18.6351 %. 6,512 right answers are more: if each were right with that probability, as many or more would come with p < 1e-300 (exact, one-sided).
                Possible.
                """, ""));
        assertThat(lab.run("check-claim", "--accuracy", "0.7", "--sensitivity", "0.9", "--dataset", "registry")
                        .out())
                .startsWith("""
                registry was published with 156 test images. Always answering the commonest class, 'a', is right for 114 (73.08 %).
                Positive is label 1, 'b', with 42 of them.
                accuracy 0.7 of 156 images is possible""")
                .contains("sensitivity 0.9 of 42 images is possible");
        assertThat(lab.run("check-claim", "--accuracy", "0.7", "--dataset", "shades"))
                .isEqualTo(toMend("""
                        How many test images of each class shades should have is not known without its files, or was not published.
                        Say --n instead, and --positives or --majority if you know them.
                        """));
        assertThat(lab.run(
                        "check-claim",
                        "--accuracy",
                        "0.7",
                        "--dataset",
                        "registry",
                        "--set",
                        "split={folds: {count: 5}}"))
                .isEqualTo(toMend("Of images that were divided anew no counts are published. Say --n instead.\n"));
    }

    @Test
    void helpSaysHowAFigureIsRead() {
        assertThat(claim("--help").out()).contains("""

                They are if some count of right answers gives each of them, and one confusion matrix all. Ends with
                0 if so and with 1 if not.

                A figure with a percent sign or above 1 is a percentage, any other a share of 1. Its decimals
                count: 99.91 is everything that rounds to it, from 99.905 on and below 99.915 %. Of a mean over
                several runs, --n is the images of all runs together.

                """);
    }

    private static Said toMend(String err) {
        return new Said(2, "", err);
    }

    private static Said claim(String words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                ("check-claim " + words).split(" "));
        return new Said(exit, text(out), text(err));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
