package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private static final Request REQUEST = new Request(
            new Query(Optional.of("diagnosis_3:\"Melanoma Invasive\""), List.of("HAM10000", "66")),
            Set.of(Licence.values()));

    private static Receipt receipt(boolean signed, Optional<Summary> came) {
        return new Receipt(
                REQUEST, Access.ARCHIVE, signed, Instant.parse("2026-11-21T10:00:00Z"), OptionalLong.of(7), came);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Trouble.Content {
        Receipt complete = receipt(true, Optional.of(new Summary(3, 900, new TreeMap<>(Map.of("a \"b\"", 4)), 1)));
        Receipt begun = receipt(false, Optional.empty());

        assertThat(Receipt.read(complete.json())).isEqualTo(complete);
        assertThat(Receipt.read(begun.json())).isEqualTo(begun);
        assertThat(begun.json()).contains("\"complete\": false").doesNotContain("images");
    }

    @Test
    void onlyWhatIsCompleteServes() {
        Summary some = new Summary(3, 900, new TreeMap<>(), 0);
        Receipt open = receipt(false, Optional.empty());
        Receipt signed = receipt(true, Optional.empty());

        assertThat(receipt(false, Optional.of(some)).serves(open)).isTrue();
        assertThat(receipt(true, Optional.of(some)).serves(open)).isTrue();
        assertThat(receipt(true, Optional.of(some)).serves(signed)).isTrue();
        assertThat(receipt(false, Optional.of(some)).serves(signed)).isFalse();
        assertThat(open.serves(open)).isFalse();
    }

    @Test
    void whatDidNotComeIsSaid() {
        var withheld = new TreeMap<>(Map.of("CC-BY-ND", 1200));

        assertThat(receipt(false, Optional.of(new Summary(3, 900, withheld, 1))).remarks())
                .containsExactly(
                        "Left out: 1,200 images under 'CC-BY-ND', a licence that is not known here.",
                        "Left out: 1 image whose id is none.",
                        "The archive counted 7 images and listed 1,204. Maybe some were added or withdrawn meanwhile.");
        assertThat(receipt(false, Optional.of(new Summary(7, 900, new TreeMap<>(), 0)))
                        .remarks())
                .isEmpty();
        assertThat(receipt(false, Optional.empty()).remarks()).isEmpty();
    }

    @Test
    void whatWasEditedIsNoReceipt() {
        String json = receipt(false, Optional.empty()).json();

        assertThatThrownBy(() -> Receipt.read(json.replace("CC-BY-NC", "mine")))
                .hasMessage("it allows a licence that is not known here");
        assertThatThrownBy(() -> Receipt.read(json.replace("2026", "last year")))
                .isInstanceOf(Trouble.Content.class);
        assertThatThrownBy(() -> Receipt.read(json.replace("diagnosis_3", "diagnosis")))
                .isInstanceOf(Trouble.Content.class);
    }
}
