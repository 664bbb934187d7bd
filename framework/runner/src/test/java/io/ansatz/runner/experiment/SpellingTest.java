package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void aSwapIsOneMistake() {
        assertThat(Spelling.distance("angel", "angle")).isEqualTo(1);
        assertThat(Spelling.distance("qubit", "qubits")).isEqualTo(1);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("ca", "abc")).isEqualTo(3);
    }

    @Test
    void onlyNearWordsAreSuggested() {
        List<String> words = List.of("epochs", "batch", "rate");

        assertThat(Spelling.nearest("epoch", words)).contains("epochs");
        assertThat(Spelling.nearest("rat", words)).contains("rate");
        assertThat(Spelling.nearest("BATCH", words)).contains("batch");
        assertThat(Spelling.nearest("loss", words)).isEmpty();
        assertThat(Spelling.nearest("x", List.of("y"))).isEmpty();
        assertThat(Spelling.question("epoch", words)).isEqualTo(" Did you mean 'epochs'?");
        assertThat(Spelling.question("x", words)).isEmpty();
    }
}
