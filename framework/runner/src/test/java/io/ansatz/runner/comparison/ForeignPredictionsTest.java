package io.ansatz.runner.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignPredictionsTest {

    @TempDir
    private Path folder;

    @Test
    void aScoreIsTheProbabilityOfLabelOne() throws IOException {
        List<Run> runs = read("""
                item,label,score
                b,1,0.75
                a,0,0.25
                """);

        assertThat(runs).hasSize(1);
        Run run = runs.get(0);
        assertThat(run.seed()).isEqualTo("1");
        assertThat(run.items()).containsExactly("a", "b");
        assertThat(run.groups()).isEmpty();
        assertThat(run.predictions().labels()).containsExactly(0, 1);
        assertThat(run.predictions().probabilities()[1]).containsExactly(0.25f, 0.75f);
    }

    @Test
    void everySeedIsARunAndGroupsComeAlong() throws IOException {
        List<Run> runs = read("""
                seed,item,group,label,p0,p1,p2
                7,a,L1,2,0.1,0.2,0.7
                9,a,L1,2,0.2,0.2,0.6
                7,b,L1,0,0.8,0.1,0.1
                9,b,L1,0,0.9,0.1,0
                """);

        assertThat(runs).extracting(Run::seed).containsExactly("7", "9");
        assertThat(runs.get(1).groups()).containsExactly("L1", "L1");
        assertThat(runs.get(1).predictions().probabilities()[0]).containsExactly(0.2f, 0.2f, 0.6f);
    }

    @Test
    void whatIsNoPredictionIsNamed() {
        refuses("item,label,score\na,0,0.5\na,0,0.6\n", "%s says twice what it thinks of a with seed 1.");
        refuses("item,label,score\na,yes,0.5\n", "%s has no label from 0 in row 2, but 'yes'.");
        refuses("item,label,score\na,1,often\n", "%s has no number in row 2, but 'often'.");
        refuses("item,label,score\na,1,1.5\n", "%s has no probability in row 2, but 1.5.");
        refuses("item,label\na,1\n", "%s has no column 'score'. It has item, label.");
        refuses("item,label,score\n", "%s has no predictions.");
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessage(message.formatted(folder.resolve("predictions.csv")));
    }

    private List<Run> read(String text) throws IOException {
        return ForeignPredictions.read(Files.writeString(folder.resolve("predictions.csv"), text));
    }
}
