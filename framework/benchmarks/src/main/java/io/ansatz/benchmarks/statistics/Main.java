package io.ansatz.benchmarks.statistics;

import io.ansatz.runner.statistics.SampleSize;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up studies by the thousand and prints, in percent, how often each statistic held what it promises. */
public final class Main {

    private static final long SEED = 20_240_601;
    private static final int RESAMPLES = 2000;
    private static final List<Integer> SEEDS = List.of(5, 6, 8, 10, 20);
    private static final List<Integer> FAMILIES = List.of(1, 7);

    /** Differences of small test parts are about as wide, and the margin of accuracy is a point. */
    private static final double DEVIATION = 0.02;

    private static final double MARGIN = 0.01;

    private final PrintStream out;
    private final int studies;

    private Main(PrintStream out, int studies) {
        this.out = out;
        this.studies = studies;
    }

    /** {@code --quick} makes up 200 studies of each kind and not 1,000; {@code --long} 10,000. */
    public static void main(String[] words) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> asked = List.of(words);
        if (!List.of("--quick", "--long").containsAll(asked)) {
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
                    .println("The words are --quick and --long, not '%s'.".formatted(String.join(" ", asked)));
            System.exit(2);
        }
        int studies = asked.contains("--quick") ? 200 : asked.contains("--long") ? 10_000 : 1000;
        new Main(out, studies).measure();
    }

    private void measure() {
        out.println("%,d studies in every line, alpha 0.05, all figures in percent. At 95 %% of %,d, chance is +-%.1f."
                .formatted(studies, studies, 196 * Math.sqrt(0.95 * 0.05 / studies)));
        equal();
        atTheMargin();
        different();
        enough();
        items();
    }

    private void equal() {
        out.println();
        out.println("Both sides equal      n  family  better or worse  mean holds  shift holds");
        for (Noise noise : Noise.values()) {
            for (int n : SEEDS) {
                for (int family : FAMILIES) {
                    var tally = seeds(new SeedStudy(noise, n, family, 0, DEVIATION, MARGIN));
                    out.println("%-18s %4d %7d %16s %11s %12s"
                            .formatted(noise, n, family, tally.claimed(), tally.means(), tally.shifts()));
                }
            }
        }
    }

    /** Narrow, or else nothing would ever be called equivalent. For rounded differences the margin is two images. */
    private void atTheMargin() {
        out.println();
        out.println("Apart by the margin   n  margin/deviation  equivalent by ranks  by Student");
        double margin = 2.0 / Noise.IMAGES;
        for (Noise noise : Noise.values()) {
            for (double ratio : noise == Noise.ROUNDED ? List.of(2.0, 5.0) : List.of(2.0)) {
                for (int n : SEEDS) {
                    var tally = seeds(new SeedStudy(noise, n, 1, margin, margin / ratio, margin));
                    out.println(line(
                            "%-18s %4d %17.0f %20s %11s",
                            noise, n, ratio, tally.equivalentByRanks(), tally.equivalentByStudent()));
                }
            }
        }
    }

    private void different() {
        out.println();
        out.println(
                "Apart by 1 deviation  n  family  better     equal, margin 1 deviation: equivalent by ranks  by Student");
        for (Noise noise : Noise.values()) {
            for (int n : SEEDS) {
                for (int family : FAMILIES) {
                    var apart = seeds(new SeedStudy(noise, n, family, DEVIATION, DEVIATION, MARGIN));
                    var equal = seeds(new SeedStudy(noise, n, family, 0, DEVIATION, DEVIATION));
                    out.println("%-18s %4d %7d %7s %51s %11s"
                            .formatted(
                                    noise,
                                    n,
                                    family,
                                    apart.better(),
                                    equal.equivalentByRanks(),
                                    equal.equivalentByStudent()));
                }
            }
        }
    }

    /** Power with as many seeds as the formula says, which aims at 80. */
    private void enough() {
        out.println();
        out.println("As many seeds as asked for    difference/deviation  family    n  better");
        for (int family : FAMILIES) {
            for (double ratio : List.of(1.5, 1.0, 0.7, 0.5)) {
                int n = SampleSize.seeds(1, ratio, SeedStudy.ALPHA / family).orElseThrow();
                var tally = seeds(new SeedStudy(Noise.NORMAL, n, family, ratio * DEVIATION, DEVIATION, MARGIN / 10));
                out.println(line("%50.1f %7d %4d %7s", ratio, family, n, tally.better()));
            }
        }
    }

    private void items() {
        out.println();
        out.println(
                "The same images             AUCs: DeLong  bootstrap     one AUC: log odds  symmetric    McNemar: p  mid-p");
        List<ItemStudy> kinds = List.of(
                new ItemStudy("156, equal", 42, 114, 1, 1.8, 1.8),
                new ItemStudy("156", 42, 114, 1, 2.4, 1.8),
                new ItemStudy("624", 234, 390, 1, 2.4, 1.8),
                new ItemStudy("156 in groups of 3", 42, 114, 3, 2.4, 1.8),
                new ItemStudy("624 in groups of 3", 234, 390, 3, 2.4, 1.8));
        List<ItemStudy.Tally> tallies = kinds.stream().map(this::items).toList();
        for (int i = 0; i < kinds.size(); i++) {
            var tally = tallies.get(i);
            out.println("%-27s %12s %10s %21s %10s %13s %6s"
                    .formatted(
                            kinds.get(i).word(),
                            tally.delong(),
                            tally.resampled(),
                            tally.auc(),
                            tally.symmetric(),
                            tally.mcnemar(),
                            tally.midP()));
        }
        out.println();
        out.println("Bootstrap of the difference  %s   (percentile, accelerated; %,d resamples)"
                .formatted(
                        String.join(
                                "  ",
                                Stream.of(Measure.values())
                                        .map(Measure::toString)
                                        .toList()),
                        RESAMPLES));
        for (int i = 0; i < kinds.size(); i++) {
            var tally = tallies.get(i);
            var text = new StringBuilder();
            for (Measure measure : Measure.values()) {
                text.append("  %s %s"
                        .formatted(
                                tally.percentile().get(measure),
                                tally.accelerated().get(measure)));
            }
            out.println("%-27s%s".formatted(kinds.get(i).word(), text));
        }
    }

    private SeedStudy.Tally seeds(SeedStudy study) {
        return each(study::run).reduce(SeedStudy.Tally.none(), SeedStudy.Tally::and);
    }

    private ItemStudy.Tally items(ItemStudy study) {
        return each(random -> study.run(random, RESAMPLES)).reduce(ItemStudy.Tally.none(), ItemStudy.Tally::and);
    }

    /** Each study has a generator of its own, so the figures do not depend on the number of threads. */
    private <T> Stream<T> each(Function<SplittableRandom, T> study) {
        var root = new SplittableRandom(SEED);
        List<SplittableRandom> generators =
                IntStream.range(0, studies).mapToObj(i -> root.split()).toList();
        return generators.parallelStream().map(study);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
