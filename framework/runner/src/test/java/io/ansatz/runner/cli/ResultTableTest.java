package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.execution.Report;
import io.ansatz.runner.execution.Study;
import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.experiment.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private static final Trial HYBRID = SampleTrial.hybrid(1, Map.of());
    private static final Trial MLP = SampleTrial.mlp(1);

    @Test
    void rolesStandInTheOrderOfThePlan() {
        var report = new Report(
                List.of(
                        SampleTrial.finished(HYBRID, 0.8754, OptionalDouble.of(0.93), true),
                        SampleTrial.finished(MLP, 1, OptionalDouble.empty(), true)),
                List.of(),
                List.of(),
                false);

        assertThat(print(report, HYBRID, MLP)).isEqualTo("""

                role    seed  accuracy    AUC  parameters  seconds
                hybrid     1     0.875  0.930      90,036     12.3
                mlp        1     1.000      -      90,036     12.3

                Judged on 200 test images, of which 95 are positive (0.475); always answering the commonest class scores an accuracy of 0.525.
                """);
    }

    @Test
    void aSweepHasAColumnForItsPoints() {
        Trial one = SampleTrial.hybrid(2, Map.of("train.rate", "1e-3"));
        Trial two = SampleTrial.hybrid(2, Map.of("train.rate", "3e-4"));
        var report = new Report(
                List.of(
                        SampleTrial.finished(one, 0.5, OptionalDouble.of(0.5), true),
                        SampleTrial.finished(two, SampleTrial.evaluation(80, 0.5, OptionalDouble.of(0.5)), false)),
                List.of(),
                List.of(),
                false);

        assertThat(print(report, one, two)).isEqualTo("""

                role    seed  point      accuracy    AUC  parameters  seconds
                hybrid     2  rate=1e-3     0.500  0.500      90,036     12.3
                hybrid     2  rate=3e-4     0.500  0.500      90,036     12.3

                Judged on 200 test images, of which 95 are positive (0.475); always answering the commonest class scores an accuracy of 0.525.
                Judged on 80 test images, of which 38 are positive (0.475); always answering the commonest class scores an accuracy of 0.525.
                1 trial was done before and not trained again.
                """);
    }

    @Test
    void whatIsNotThereIsExplained() {
        var report = new Report(
                List.of(), List.of(new Report.Failure(HYBRID, "It broke.\nMaybe it was old.")), List.of(MLP), false);

        assertThat(print(report, HYBRID, MLP)).isEqualTo("""

                1 of 2 trials failed:
                  hybrid seed 1
                    It broke.
                    Maybe it was old.
                Another process is training mlp seed 1.
                """);
    }

    private static String print(Report report, Trial... trials) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var study = new Study(
                new Plan("sample", List.of(trials)), Path.of("sample.yaml"), Path.of("runs/sample"), "", Map.of());
        new ResultTable(study, report).print(new Terminal(stream, stream, 0));
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
