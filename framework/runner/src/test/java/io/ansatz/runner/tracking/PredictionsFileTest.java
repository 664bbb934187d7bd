package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.tracking.PredictionsFile.Said;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionsFileTest {

    private static final Predictions VALIDATION =
            new Predictions(new float[][] {{0.25f, 0.75f}, {1e-10f, 1}}, new int[] {1, 0});

    private static final Predictions TEST = new Predictions(new float[][] {{0.1f, 0.9f}}, new int[] {1});

    private static final String TEXT = """
            part,item,group,label,p0,p1
            val,a/1.jpg,L1,1,0.25,0.75
            val,"a/""2"",3.jpg",L2,0,1.0E-10,1.0
            test,test/0,,1,0.1,0.9
            """;

    @Test
    void everyImageHasARow() {
        assertThat(PredictionsFile.text(
                        new Said(VALIDATION, List.of("a/1.jpg", "a/\"2\",3.jpg"), List.of("L1", "L2")),
                        new Said(TEST, List.of("test/0"), List.of())))
                .isEqualTo(TEXT);
    }

    @Test
    void whatIsWrittenReadsBackToTheLastDigit() throws IOException {
        Map<String, Said> parts = PredictionsFile.read(TEXT);

        assertThat(parts).containsOnlyKeys("val", "test");
        assertThat(parts.get("val").predictions().probabilities()).isDeepEqualTo(VALIDATION.probabilities());
        assertThat(parts.get("val").predictions().labels()).containsExactly(1, 0);
        assertThat(parts.get("test").predictions().probabilities()).isDeepEqualTo(TEST.probabilities());
        assertThat(parts.get("val").items()).containsExactly("a/1.jpg", "a/\"2\",3.jpg");
        assertThat(parts.get("val").groups()).containsExactly("L1", "L2");
        assertThat(parts.get("test").groups()).isEmpty();
    }

    @Test
    void aRowThatIsNoneIsSaid() {
        assertThatThrownBy(() -> PredictionsFile.read(TEXT + "test,1,,0\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Line 5 of predictions.csv is no row of predictions.");
        assertThatThrownBy(() -> PredictionsFile.read(TEXT + "test,test/1,,0,0.1\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Line 5 of predictions.csv is no row of predictions.");
        assertThatThrownBy(() -> PredictionsFile.read(TEXT + "test,one,,0,much,0.5\n"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("predictions.csv has a word where a number should be (");
    }

    @Test
    void aRowOfOtherClassesIsSaid() {
        assertThatThrownBy(() -> PredictionsFile.read(TEXT + "test,one,,0,0.5\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("Line 5 of predictions.csv is no row of predictions.");
        assertThatThrownBy(() -> PredictionsFile.read(TEXT + "test,one,,2,0.5,0.5\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("predictions.csv has label 2 in part test, but 2 classes.");
        assertThatThrownBy(() -> PredictionsFile.read(TEXT + "test,one,,0,NaN,0.5\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("predictions.csv has a probability in part test that is not a number.");
    }
}
