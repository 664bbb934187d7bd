package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting that is one of several records, as the schedule of the learning rate is. */
class ScheduleTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    private Schedule read(String schedule, String... sets) {
        return files.only(file(schedule), sets).experiment().train().schedule();
    }

    private void refuses(String schedule, String... problems) {
        assertThat(files.problemsOf(file(schedule)))
                .as(schedule)
                .containsExactly(List.of(problems).stream()
                        .map(problem -> "hello.yaml:7:" + problem)
                        .toArray(String[]::new));
    }

    /** The schedule stands in line 7 and begins in column 13. */
    private static String file(String schedule) {
        return HELLO + "train:\n  schedule: " + schedule + "\n";
    }

    @Test
    void aWordAloneMeansItsDefaults() {
        assertThat(files.only(HELLO).experiment().train().schedule()).isEqualTo(new Schedule.Constant());
        assertThat(read("constant")).isEqualTo(new Schedule.Constant());
        assertThat(read("cosine")).isEqualTo(new Schedule.Cosine(0, Optional.empty(), 1));
        assertThat(read("plateau")).isEqualTo(new Schedule.Plateau(Selection.AUC, 0.1, 10, 0));
    }

    @Test
    void aMapOfOneWordHasItsSettings() {
        assertThat(read("{constant: {}}")).isEqualTo(new Schedule.Constant());
        assertThat(read("{cosine: {floor: 1e-5, restart: 10, stretch: 2}}"))
                .isEqualTo(new Schedule.Cosine(1e-5, Optional.of(10), 2));
        assertThat(read("{cosine: {restart: 10}}")).isEqualTo(new Schedule.Cosine(0, Optional.of(10), 1));
        assertThat(read("{steps: {at: [50, 75]}}")).isEqualTo(new Schedule.Steps(List.of(50, 75), 0.1));
        assertThat(read("{plateau: {metric: val.loss, factor: 0.5, patience: 3, floor: 1e-6}}"))
                .isEqualTo(new Schedule.Plateau(Selection.LOSS, 0.5, 3, 1e-6));
    }

    @Test
    void whatIsNoneOfThemIsAProblem() {
        refuses(
                "cosinus",
                "13 | train.schedule must be one of constant, cosine, steps, plateau, not 'cosinus'. Did you mean 'cosine'?");
        refuses("[cosine]", "13 | train.schedule must be one of constant, cosine, steps, plateau, not a list.");
        refuses("{}", "13 | train.schedule must be one of constant, cosine, steps, plateau, not an empty map.");
        refuses("", "12 | train.schedule has no value. Write one, or leave the line out.");
        refuses(
                "{step: {at: [3]}}",
                "14 | train.schedule cannot be 'step'. It is one of constant, cosine, steps, plateau. Did you mean 'steps'?");
        refuses(
                "{floor: 0.1}",
                "14 | train.schedule cannot be 'floor'. It is one of constant, cosine, steps, plateau.");
        refuses(
                "{cosine: {}, steps: {at: [3]}}",
                "26 | train.schedule must be one of constant, cosine, steps, plateau, not cosine and steps together.");
    }

    @Test
    void settingsOfOneOfThemAreCheckedInTheirPlaces() {
        refuses("steps", "13 | train.schedule.steps.at is missing (the epochs behind which the rate changes, from 1).");
        refuses(
                "{steps: {factor: 2}}",
                "21 | train.schedule.steps.at is missing (the epochs behind which the rate changes, from 1).");
        refuses("{steps: 3}", "21 | train.schedule.steps must be a map, not '3'.");
        refuses("{cosine: ~}", "22 | train.schedule.cosine has no value. Write one.");
        refuses(
                "{cosine: {flor: 0}}",
                "23 | train.schedule.cosine has no setting 'flor'. It has floor, restart, stretch. Did you mean 'floor'?");
        refuses("{constant: {rate: 1}}", "25 | train.schedule.constant has no setting 'rate'. It has no settings.");
        refuses("{cosine: {floor: -1}}", "30 | train.schedule.cosine.floor must be 0 or greater, not -1.0.");
        refuses("{cosine: {floor: 0.1}}", "30 | train.schedule.cosine.floor must be at most the rate, 0.001, not 0.1.");
        refuses(
                "{plateau: {floor: 0.1}}",
                "31 | train.schedule.plateau.floor must be at most the rate, 0.001, not 0.1.");
        refuses("{cosine: {restart: 0}}", "32 | train.schedule.cosine.restart must be at least 1, not 0.");
        refuses(
                "{cosine: {stretch: 2}}",
                "32 | train.schedule.cosine.stretch needs a restart: without one there is a single fall.");
        refuses("{cosine: {restart: 3, stretch: 0}}", "44 | train.schedule.cosine.stretch must be at least 1, not 0.");
        refuses("{steps: {at: []}}", "26 | train.schedule.steps.at must name at least one epoch.");
        refuses("{steps: {at: [0]}}", "26 | train.schedule.steps.at must hold epochs of at least 1, not 0.");
        refuses(
                "{steps: {at: [5, 5]}}",
                "26 | train.schedule.steps.at must name later and later epochs, not 5 behind 5.");
        refuses("{steps: {at: [5], factor: 0}}", "39 | train.schedule.steps.factor must be greater than 0, not 0.0.");
        refuses("{plateau: {factor: 1}}", "32 | train.schedule.plateau.factor must lie between 0 and 1, not be 1.0.");
        refuses("{plateau: {patience: 0}}", "34 | train.schedule.plateau.patience must be at least 1, not 0.");
    }

    @Test
    void whatIsShownReadsBackToTheSameSettings() {
        for (String schedule : List.of(
                "constant",
                "cosine",
                "{constant: {}}",
                "{cosine: {floor: 1e-5, restart: 10, stretch: 2}}",
                "{steps: {at: [5, 7], factor: 0.5}}",
                "plateau")) {
            Reading first = files.with("first.yaml", file(schedule)).read("first.yaml");

            for (String text : List.of(first.resolved().yaml(), first.resolved().yamlWithOrigins())) {
                Reading again = files.with("again.yaml", text).read("again.yaml");

                assertThat(again.variants().get(0).settings())
                        .isEqualTo(first.variants().get(0).settings());
                assertThat(again.resolved().yaml()).isEqualTo(first.resolved().yaml());
            }
        }
    }

    @Test
    void whatIsShownSaysWhereItComesFrom() {
        assertThat(shown("{cosine: {restart: 10}}")).contains("""
                  schedule:
                    cosine:
                      floor: 0.0                               # default
                      restart: 10                              # hello.yaml:7:32
                      stretch: 1                               # default
                """);
        assertThat(shown("constant")).contains("  schedule: constant                           # hello.yaml:7:13\n");
    }

    private String shown(String schedule) {
        return files.with("hello.yaml", file(schedule))
                .read("hello.yaml")
                .resolved()
                .yamlWithOrigins()
                .replace(folder + "/", "");
    }

    @Test
    void completeSettingsNameItAndWhatItIsSetTo() {
        assertThat(files.only(file("constant")).settings())
                .containsEntry("train.schedule", "constant")
                .isEqualTo(files.only(HELLO).settings());
        assertThat(files.only(file("cosine")).settings())
                .containsEntry("train.schedule", "cosine")
                .containsEntry("train.schedule.cosine.floor", "0.0")
                .containsEntry("train.schedule.cosine.stretch", "1")
                .doesNotContainKeys("train.schedule.cosine.restart");
    }

    @Test
    void whatIsLaidOverAFileLastIsWhatCounts() {
        assertThat(read("{steps: {at: [5]}}", "train.schedule=cosine"))
                .isEqualTo(new Schedule.Cosine(0, Optional.empty(), 1));
        assertThat(read("cosine", "train.schedule.steps.at=[5]")).isEqualTo(new Schedule.Steps(List.of(5), 0.1));
        assertThat(read("{steps: {at: [5]}}", "train.schedule.cosine.restart=3"))
                .isEqualTo(new Schedule.Cosine(0, Optional.of(3), 1));
        assertThat(read("{steps: {at: [5]}}", "train.schedule.steps.factor=0.5"))
                .isEqualTo(new Schedule.Steps(List.of(5), 0.5));
        assertThat(read("constant", "train.schedule.steps.at=[5]", "train.schedule.cosine.restart=3"))
                .isEqualTo(new Schedule.Cosine(0, Optional.of(3), 1));

        files.with("base.yaml", "train: {schedule: {steps: {at: [5]}}}\n")
                .with("upper.yaml", "extends: base.yaml\n" + HELLO + "train: {schedule: {plateau: {}}}\n");
        assertThat(files.read("upper.yaml")
                        .variants()
                        .get(0)
                        .experiment()
                        .train()
                        .schedule())
                .isEqualTo(new Schedule.Plateau(Selection.AUC, 0.1, 10, 0));
    }

    @Test
    void aSweepMayTryThemAll() {
        String text = file("{steps: {at: [5]}}")
                + "sweep: {train.schedule: [constant, {cosine: {}}, {steps: {at: [7]}}, plateau]}\n";

        var variants = files.with("hello.yaml", text).read("hello.yaml").variants();

        assertThat(variants)
                .extracting(variant -> variant.experiment().train().schedule())
                .containsExactly(
                        new Schedule.Constant(),
                        new Schedule.Cosine(0, Optional.empty(), 1),
                        new Schedule.Steps(List.of(7), 0.1),
                        new Schedule.Plateau(Selection.AUC, 0.1, 10, 0));
        assertThat(variants)
                .extracting(variant -> variant.point().get("train.schedule"))
                .containsExactly("constant", "{cosine: {}}", "{steps: {at: [7]}}", "plateau");
    }

    @Test
    void inAListItIsWrittenOnOneLine() {
        assertThat(Flow.text(List.of(new Schedule.Constant(), new Schedule.Steps(List.of(3), 0.5))))
                .isEqualTo("[constant, {steps: {at: [3], factor: 0.5}}]");
    }

    /** Settings of a part may be such records too, alone, in lists, or not at all. */
    private record Plan(Schedule must, List<Schedule> each, Optional<Schedule> perhaps) {}

    @Test
    void itMayStandWhereverASettingMay() {
        assertThat(plan("{must: cosine, each: [constant, {steps: {at: [3]}}], perhaps: none}"))
                .contains(new Plan(
                        new Schedule.Cosine(0, Optional.empty(), 1),
                        List.of(new Schedule.Constant(), new Schedule.Steps(List.of(3), 0.1)),
                        Optional.empty()));
        assertThat(plan("{must: constant, each: [], perhaps: constant}"))
                .contains(new Plan(new Schedule.Constant(), List.of(), Optional.of(new Schedule.Constant())));
        assertThat(plan("{each: []}")).isEmpty();
    }

    private static Optional<Plan> plan(String text) {
        var problems = new Problems();
        var map = (Tree.Mapping) YamlText.ofOption("here", text, problems).orElseThrow();
        return new SettingsBinder(new TestParts(), problems).bind(Plan.class, map, "It", List.of());
    }
}
