package io.ansatz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Machine MACHINE =
            new Machine("Abacus", 2, "JVM 17", "512-bit vector", 344, 100, 50, 25, 60, 12.5);

    private final Report report = new Report(MACHINE);

    /**
     * A step of 1,024 circuits in 0.15 ms, at 5,000 operations each, is 34.1 GFLOP/s; 4.88 us on the twin is 33.3 times 0.146;
     * 250 us on Strange is 5,120 times 0.0488. On twice the peak 0.2 ms become 0.1.
     */
    @Test
    void setsEveryFigureBesideWhatItIsComparedWith() {
        var result = new Result(
                Workload.named("a-4-1024"),
                5000,
                new Timing(150_000, 140_000, 190_000),
                Optional.of(new Timing(50_000, 50_000, 50_000)),
                OptionalDouble.of(4880),
                OptionalDouble.of(250_000));

        assertThat(String.join("\n", report.headOfSteps()) + "\n" + report.step(result))
                .isEqualTo("""
                A step: forward, and back to the slopes of inputs and weights; float, one thread. Times are medians.

                                            8 of 10    us per             of   x plain    forward        x      reach   at this
                case   batch       ms        within   circuit  GFLOP/s  peak      twin  alone, ms  Strange         ms      peak
                a       1024    0.150   0.140-0.190     0.146     34.1  10 %     ~33.3     0.0500    5,120  0.200 yes 0.100  no""");
        assertThat(String.join("\n", report.headOfOthers())
                        + "\n"
                        + report.others(result, new Timing(450_000, 0, 0), new Timing(600_000, 0, 0)))
                .isEqualTo("""
                        The same step in double, and in float with loops of plain Java; and single circuits elsewhere.

                                        double            of      x     loops            of        x  plain twin     Strange
                        case   batch        ms GFLOP/s  peak  float        ms GFLOP/s  peak  vectors          us forward, us
                        a       1024     0.450    11.4  11 %   3.00     0.600    8.53   2 %     4.00        4.88         250""");
    }

    @Test
    void leavesOutWhatWasNotTimed() {
        var timing = new Timing(7e7, 6e7, 8e7);
        var result = new Result(
                Workload.named("e-20-1"),
                1.2e9,
                timing,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());

        assertThat(report.step(result))
                .isEqualTo(
                        "e 20       1     70.0     60.0-80.0    70,000     17.1   5 %         -          -        -    200 yes   100 yes");
    }

    @Test
    void aTwinThatDidTheSameBatchIsNotScaled() {
        var timing = new Timing(10_000, 10_000, 10_000);
        var result = new Result(
                Workload.named("a-4-64"),
                5000,
                timing,
                Optional.of(timing),
                OptionalDouble.of(5000),
                OptionalDouble.of(1e6));

        assertThat(report.step(result))
                .isEqualTo(
                        "a         64   0.0100 0.0100-0.0100     0.156     32.0   9 %      32.0     0.0100    6,400");
    }

    @Test
    void fitsInto120Columns() {
        var timing = new Timing(5e9, 4.5e9, 5.5e9);
        var lines = new ArrayList<String>();
        lines.addAll(MACHINE.lines());
        lines.addAll(report.headOfSteps());
        lines.addAll(report.notesOnSteps());
        lines.addAll(report.headOfOthers());
        for (Workload workload : Workload.all()) {
            var result = new Result(
                    workload, 1e9, timing, Optional.of(timing), OptionalDouble.of(9e9), OptionalDouble.of(9e9));
            lines.add(report.step(result));
            lines.add(report.others(result, timing, timing));
        }

        assertThat(List.copyOf(lines)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}
