package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void somethingMustBeAskedFor() {
        assertThatThrownBy(() -> new Query(Optional.empty(), List.of())).hasMessage("""
                        Nothing is asked for: a search or a collection must be named.
                        Maybe all images are wanted; they are about 60 GB, in one file: https://isic-archive.s3.us-east-1.amazonaws.com/snapshots/ISIC_images.zip""");
    }

    @Test
    void aSearchHasWords() {
        assertThatThrownBy(() -> Query.search("  "))
                .hasMessage("query must not be empty. Leave it out, or write * for all images.");
    }

    @Test
    void theFieldThatIsGoneIsRefusedWithThoseThatAreThere() {
        for (String search :
                List.of("diagnosis:melanoma", "sex:male AND diagnosis:x", "-diagnosis:nevus", "(diagnosis :a)")) {
            assertThatThrownBy(() -> Query.search(search))
                    .as(search)
                    .hasMessage(
                            "query asks for the field 'diagnosis', which the archive has no more. It has diagnosis_1, diagnosis_2, "
                                    + "diagnosis_3, diagnosis_4 and diagnosis_5, from coarse to fine; benign or malignant is diagnosis_1.");
        }
    }

    @Test
    void fieldsThatSoundLikeItAreNot() {
        assertThat(Query.search("diagnosis_1:Malignant").search()).hasValue("diagnosis_1:Malignant");
        assertThat(Query.search("my_diagnosis:x").search()).isPresent();
        assertThat(Query.search("diagnosis_3:\"diagnosis: none\"").search()).isPresent();
    }

    @Test
    void collectionsAreNamedOnceEach() {
        assertThat(Query.collections(" HAM10000", "66", "HAM10000").collections())
                .containsExactly("HAM10000", "66");
        assertThatThrownBy(() -> Query.collections("a", " "))
                .hasMessage("collections must hold names or numbers, not ''.");
    }

    @Test
    void aQueryIsWordsInASentence() {
        assertThat(new Query(Optional.of("sex:male"), List.of("A", "B"))).hasToString("'sex:male' in A, B");
        assertThat(Query.collections("A")).hasToString("all images in A");
    }

    @Test
    void nonCommercialImagesMustBeAskedForByName() {
        assertThat(new Request(Query.search("*")).licences()).containsExactlyInAnyOrder(Licence.CC_0, Licence.CC_BY);
        assertThatThrownBy(() -> new Request(Query.search("*"), Set.of()))
                .hasMessage("At least one licence must be allowed, of CC-0, CC-BY and CC-BY-NC.");
    }
}
