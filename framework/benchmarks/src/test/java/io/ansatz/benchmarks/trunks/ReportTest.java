package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Row ROW = new Row(
            Case.named("resnet18@224"),
            Way.CLASSIFY,
            Map.of(
                    Contender.ENGINE, new Measurement(250, 249, OptionalDouble.of(400), 1),
                    Contender.LAYERS, new Measurement(750, 740, OptionalDouble.of(1900), 1),
                    Contender.TORCH, new Measurement(500, 499, OptionalDouble.of(420), 1),
                    Contender.CHANNELS_LAST, new Measurement(300, 299, OptionalDouble.empty(), 1),
                    Contender.TWO_THREADS, new Measurement(125, 124, OptionalDouble.of(410), 1)));

    private final Report report = new Report(232, true);

    /** 8 images in a quarter of a second are 32 in one; at 3.63 billion operations each that is half of 232 GFLOP/s. */
    @Test
    void setsEveryContenderBesideThisEngine() {
        assertThat(text(report.headOfSteps(), report.step(ROW))).isEqualTo("""
                                                     this   images             of    DL4J's       x    torch,  channels       x x best
                case             way      batch    engine    per s  GFLOP/s  peak    layers  layers   default      last   torch  torch
                resnet18@224     classify     8       250     32.0      116  50 %       750    3.00       500       300    2.00   1.20""");
    }

    @Test
    void saysWhatItCosts() {
        assertThat(text(report.headOfCosts(), report.costs(ROW))).isEqualTo("""
                                                         this engine        DL4J's layers                torch        channels last
                case             way      batch          ms      MiB          ms      MiB          ms      MiB          ms      MiB
                resnet18@224     classify     8         249      400         740    1,900         499      420         299        -""");
    }

    @Test
    void saysWhatASecondThreadBrings() {
        assertThat(text(report.headOfThreads(), report.threads(ROW))).isEqualTo("""
                                                      one,      two,           images
                case             way      batch         ms        ms      x     per s
                resnet18@224     classify     8        250       125   2.00      64.0""");
    }

    @Test
    void leavesOutTheColumnsOfTorchWhereItIsNotHere() {
        var alone = new Report(232, false);

        assertThat(text(alone.headOfSteps(), alone.step(ROW))).isEqualTo("""
                                                     this   images             of    DL4J's       x
                case             way      batch    engine    per s  GFLOP/s  peak    layers  layers
                resnet18@224     classify     8       250     32.0      116  50 %       750    3.00""");
        assertThat(text(alone.headOfCosts(), alone.costs(ROW))).isEqualTo("""
                                                         this engine        DL4J's layers
                case             way      batch          ms      MiB          ms      MiB
                resnet18@224     classify     8         249      400         740    1,900""");
    }

    private static String text(List<String> head, String line) {
        return String.join("\n", head) + "\n" + line;
    }

    @Test
    void fitsInto120Columns() {
        var slow = new EnumMap<Contender, Measurement>(Contender.class);
        for (Contender contender : Contender.values()) {
            slow.put(contender, new Measurement(99_999, 99_999, OptionalDouble.of(99_999), 1));
        }
        var lines = new ArrayList<String>();
        lines.addAll(report.headOfSteps());
        lines.addAll(report.headOfCosts());
        lines.addAll(report.headOfThreads());
        for (Case chosen : Case.all()) {
            var row = new Row(chosen, Way.CLASSIFY, slow);
            lines.add(report.step(row));
            lines.add(report.costs(row));
            lines.add(report.threads(row));
        }

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}
