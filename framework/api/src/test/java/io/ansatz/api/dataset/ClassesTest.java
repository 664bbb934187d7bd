package io.ansatz.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassesTest {

    private static final NamedClass BENIGN = new NamedClass("benign", Optional.of(List.of("nv", "bkl")));
    private static final NamedClass MELANOMA = new NamedClass("mel", Optional.empty());

    @Test
    void labelsAreGatheredIntoNamedClasses() throws IOException {
        var classes = Classes.of(List.of(BENIGN, MELANOMA), List.of("mel", "nv", "nv", "bkl", "vasc"), "here");

        assertThat(classes.names()).containsExactly("benign", "mel");
        assertThat(classes.of("nv")).isZero();
        assertThat(classes.of("bkl")).isZero();
        assertThat(classes.of("mel")).isOne();
        assertThat(classes.hold("vasc")).isFalse();
    }

    @Test
    void whereNoneIsNamedEveryLabelIsAClass() throws IOException {
        var classes = Classes.of(List.of(), List.of("nv", "bkl", "nv"), "here");

        assertThat(classes.names()).containsExactly("bkl", "nv");
        assertThat(classes.of("nv")).isOne();
        assertThat(classes.leftOut(List.of("nv", "bkl", "nv"))).isEmpty();
    }

    @Test
    void imagesOfNoClassAreCounted() throws IOException {
        var classes = Classes.of(List.of(BENIGN, MELANOMA), List.of("mel", "nv", "bkl"), "here");

        assertThat(classes.leftOut(List.of("vasc", "nv", "df", "vasc")))
                .hasValue("Images of no class were left out: 1 of 'df', 2 of 'vasc'.");
    }

    @Test
    void labelsThatNoImageHasAreRefused() {
        assertThatThrownBy(() -> Classes.of(List.of(BENIGN, MELANOMA), List.of("nv", "mel"), "/lesions"))
                .isInstanceOf(IOException.class)
                .hasMessage("classes takes images of 'benign' from 'bkl', but nothing in /lesions is labelled so. "
                        + "There are mel, nv.");
    }

    @Test
    void oneLabelIsTooFew() {
        assertThatThrownBy(() -> Classes.of(List.of(), List.of("nv", "nv"), "/lesions"))
                .isInstanceOf(IOException.class)
                .hasMessage("/lesions has images of 'nv' only, and classification needs two classes.");
    }

    @Test
    void classesThatDoNotGoTogetherAreRefused() {
        Classes.requireDistinct(List.of());
        Classes.requireDistinct(List.of(BENIGN, MELANOMA));
        assertRefused("classes must name two at least, or none to take every label.", BENIGN);
        assertRefused("classes names 'benign' twice.", BENIGN, BENIGN);
        assertRefused("classes takes images from 'nv' twice.", BENIGN, new NamedClass("nv", Optional.empty()));
        assertThatThrownBy(() -> new NamedClass("benign", Optional.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from must name a label at least.");
    }

    private static void assertRefused(String message, NamedClass... named) {
        assertThatThrownBy(() -> Classes.requireDistinct(List.of(named)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
