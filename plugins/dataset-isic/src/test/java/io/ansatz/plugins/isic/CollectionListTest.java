package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.plugins.isic.CollectionList.Entry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectionListTest {

    private final CollectionList list = new CollectionList(List.of(
            new Entry(212, "HAM10000"), new Entry(249, "BCN20000 "), new Entry(1, "Twice"), new Entry(2, "twice")));

    @Test
    void capitalLettersDoNotMatter() throws IOException {
        assertThat(list.number("ham10000")).isEqualTo(212);
        assertThat(list.number("BCN20000")).isEqualTo(249);
    }

    @Test
    void aSlipIsGuessedAt() {
        assertThatThrownBy(() -> list.number("HAM1000O"))
                .hasMessage("The archive shows no collection 'HAM1000O'.\nMaybe 'HAM10000' is meant.");
    }

    @Test
    void somethingElseIsNot() {
        assertThatThrownBy(() -> list.number("HIBA Skin Lesions"))
                .hasMessage(
                        "The archive shows no collection 'HIBA Skin Lesions'.\nMaybe it is not public, and asks for a token in ANSATZ_ISIC_TOKEN.");
        assertThatThrownBy(() -> new CollectionList(List.of()).number("x"))
                .hasMessage(
                        "The archive shows no collection 'x'.\nMaybe it is not public, and asks for a token in ANSATZ_ISIC_TOKEN.");
    }

    @Test
    void twoOfOneNameAreToldApartByNumber() {
        assertThatThrownBy(() -> list.number("Twice"))
                .hasMessage("The archive shows 2 collections 'Twice'. Give the number instead: one of [1, 2].");
    }
}
