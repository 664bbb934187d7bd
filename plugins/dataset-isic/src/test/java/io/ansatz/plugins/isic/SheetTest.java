package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SheetTest {

    private static Image image(int number, String attribution, Map<String, String> metadata) {
        return new Image(
                "ISIC_%07d".formatted(number), "CC-BY", attribution, URI.create("https://example.org/"), 1, metadata);
    }

    private static String row(Image image) {
        return new Sheet(List.of(image)).csv().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        assertThat(row(image(1, "A, B and \"C\"", Map.of("sex", "male"))))
                .isEqualTo("ISIC_0000001,,,CC-BY,\"A, B and \"\"C\"\"\",,,,,,male,,,,,");
    }

    @Test
    void everyImageIsOneLineWhateverItsAttributionHolds() {
        String hostile = "A\r\nISIC_0000009,\u0000x\u001b[31m\u0085y\u2028z\t";

        String csv = new Sheet(List.of(image(1, hostile, Map.of()), image(2, "B", Map.of()))).csv();

        assertThat(csv)
                .isEqualTo(String.join(",", Sheet.HEADER) + "\n"
                        + "ISIC_0000001,,,CC-BY,\"A ISIC_0000009, x [31m y z\",,,,,,,,,,,\n"
                        + "ISIC_0000002,,,CC-BY,B,,,,,,,,,,,\n");
        assertThat(Sheet.ids(csv)).containsExactly("ISIC_0000001", "ISIC_0000002");
    }

    @Test
    void everyColumnOfAnImageStandsInTheTable() {
        assertThat(Sheet.HEADER).containsAll(Image.COLUMNS).hasSize(Image.COLUMNS.size() + 3);
    }

    @Test
    void theMostFrequentAttributionComesFirstAndAnonymousLast() {
        var images = new ArrayList<Image>();
        for (String name : List.of("Anonymous", "C", "A", "Anonymous", "B", "B", "Anonymous")) {
            images.add(image(images.size(), name, Map.of()));
        }

        assertThat(new Sheet(images).attributions()).isEqualTo("B\n\nA\n\nC\n\nAnonymous\n");
    }
}
