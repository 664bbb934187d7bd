package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetteringTest {

    @Test
    void whatFitsStaysWhole() {
        assertThat(Lettering.shortened("melanoma", 11, 100)).isEqualTo("melanoma");
    }

    @Test
    void whatDoesNotFitLosesItsEnd() {
        String shortened = Lettering.shortened("benign keratosis-like lesions", 11, 100);

        assertThat(shortened).startsWith("benign kera").endsWith("…");
        assertThat(Lettering.width(shortened, 11)).isLessThanOrEqualTo(100);
        assertThat(Lettering.shortened("benign", 11, 1)).isEqualTo("…");
    }

    @Test
    void chineseIsWideAndCharactersOutsideTheBasicPlaneStayWhole() {
        assertThat(Lettering.width("良性", 10)).isEqualTo(20);
        assertThat(Lettering.shortened("𠮷𠮷𠮷𠮷", 10, 35)).isEqualTo("𠮷𠮷…");
    }

    @Test
    void linesBreakBetweenWords() {
        assertThat(Lettering.wrapped("one two three four", 10, 60)).containsExactly("one two", "three four");
        assertThat(Lettering.wrapped("", 10, 60)).containsExactly("");
    }

    @Test
    void aWordWiderThanALineIsBroken() {
        assertThat(Lettering.wrapped("a 良性角化病样病变 b", 10, 40)).containsExactly("a", "良性角化", "病样病变", "b");
    }
}
