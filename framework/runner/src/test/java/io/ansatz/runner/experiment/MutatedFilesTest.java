package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file, the answer is an experiment or problems with places in it. */
class MutatedFilesTest {

    private static final String SOUND = """
            name: mutant
            dataset: {use: everything, count: 3, label: 'x', inner: &box {width: 1, height: 2.5}, inners: [*box]}
            model:
              backbone: {use: cnn5, freeze: [only], cut: only}
              scaling: tanh-pi
              circuit:
                use: angle-embedding
                qubits: ${train.epochs}
              head: {hidden: [16, 8]}
            train: {epochs: 3, batch: 16, rate: 1e-3, stop: {patience: 2, metric: val.auc}}
            controls:
              - mlp
              - identity
            seeds: [1, 2]
            sweep:
              model.circuit.layers: [1, 2]
              train.rate: [0.1, "${dataset.count}"]
            """;

    private static final List<String> SCRAPS = List.of(
            ":",
            ": ",
            "-",
            "- ",
            ",",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "#",
            " #",
            "&a ",
            "*a",
            "*box",
            "!",
            "!!int ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\t",
            "\n",
            "\n\n",
            "  ",
            "? ",
            "<<: ",
            "---\n",
            "...\n",
            "${",
            "${name}",
            "$${",
            "}",
            "0",
            "012",
            "1e999",
            "-1",
            "~",
            "null",
            "none",
            "use",
            "\\",
            "é",
            "𝛼",
            "\u0007",
            "\r",
            "extends: ",
            ".");

    @TempDir
    private Path folder;

    @Test
    void theFileIsSoundToBeginWith() {
        assertThat(new ExperimentFiles(folder)
                        .with("a.yaml", SOUND)
                        .read("a.yaml")
                        .variants())
                .hasSize(4);
    }

    @Test
    void noEditLeadsToAnythingButProblemsInTheFile() {
        var files = new ExperimentFiles(folder);
        var random = new SplittableRandom(20_261_121);
        int sound = 0;
        for (int i = 0; i < 1500; i++) {
            String text = mutate(SOUND, random);
            try {
                files.with("a.yaml", text).attempt("a.yaml");
                sound++;
            } catch (ProblemsException exception) {
                assertThat(exception.problems()).as(text).isNotEmpty();
                for (Problem problem : exception.problems()) {
                    assertThat(holds(text, problem.location()))
                            .as("%s in\n%s", problem, text)
                            .isTrue();
                }
            } catch (RuntimeException failure) {
                throw new AssertionError("This file brings the reader down:\n" + text, failure);
            }
        }
        // Comments, spaces and letters of free text may change without harm, but most edits must be noticed.
        assertThat(sound).isBetween(15, 750);
    }

    @Test
    void noAssignmentLeadsToAnythingButProblems() {
        var files = new ExperimentFiles(folder).with("a.yaml", SOUND);
        var random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            String set = mutate("model.head={hidden: [4, '2']}", random);
            try {
                files.attempt("a.yaml", set);
            } catch (ProblemsException exception) {
                assertThat(exception.problems())
                        .as(set)
                        .isNotEmpty()
                        .allMatch(problem ->
                                problem.location().source().startsWith("--set") || holds(SOUND, problem.location()));
            } catch (RuntimeException failure) {
                throw new AssertionError("This assignment brings the reader down: " + set, failure);
            }
        }
    }

    private boolean holds(String text, Location location) {
        String[] lines = text.split("\r\n|\r|\n", -1);
        return location.source().equals(folder.resolve("a.yaml").toString())
                && location.line() >= 1
                && location.line() <= lines.length
                && location.column() >= 1
                && location.column()
                        <= lines[location.line() - 1].codePointCount(0, lines[location.line() - 1].length()) + 1;
    }

    private static String mutate(String text, SplittableRandom random) {
        String mutant = text;
        int edits = 1 + random.nextInt(3);
        for (int edit = 0; edit < edits; edit++) {
            int from = random.nextInt(mutant.length());
            int to = Math.min(mutant.length(), from + random.nextInt(8));
            String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
            int other = random.nextInt(mutant.length());
            mutant = switch (random.nextInt(5)) {
                case 0 -> mutant.substring(0, from) + mutant.substring(to);
                case 1 -> mutant.substring(0, from) + scrap + mutant.substring(from);
                case 2 -> mutant.substring(0, from) + scrap + mutant.substring(to);
                case 3 -> mutant.substring(0, other) + mutant.substring(from, to) + mutant.substring(other);
                default -> mutant.substring(0, from) + mutant.substring(Math.min(mutant.length(), from + 1));
            };
        }
        return mutant;
    }
}
