package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsReadInTheOrderOfIds() throws IOException {
        var sheet = new Sheet(List.of(
                image(2, Map.of("diagnosis_1", "Benign", "lesion_id", "IL_0000001", "patient_id", "IP_0000001")),
                image(1, Map.of("diagnosis_1", "Malignant, \"or so\""))));
        Files.writeString(folder.resolve("metadata.csv"), sheet.csv());

        assertThat(Picture.in(folder, Label.DIAGNOSIS_1))
                .containsExactly(
                        new Picture("ISIC_0000001", "CC-BY", "Malignant, \"or so\"", "", ""),
                        new Picture("ISIC_0000002", "CC-BY", "Benign", "IL_0000001", "IP_0000001"));
    }

    @Test
    void everyLabelIsAColumn() {
        for (Label label : Label.values()) {
            assertThat(Sheet.HEADER).contains(label.toString());
        }
    }

    @Test
    void aPatientWhoIsNotKnownLeavesTheLesionAndThatTheImage() {
        assertThat(new Picture("ISIC_0000001", "", "", "IL_0000001", "IP_0000001").group(Group.PATIENT))
                .isEqualTo("IP_0000001");
        assertThat(new Picture("ISIC_0000001", "", "", "IL_0000001", "").group(Group.PATIENT))
                .isEqualTo("IL_0000001");
        assertThat(new Picture("ISIC_0000001", "", "", "", "").group(Group.PATIENT))
                .isEqualTo("ISIC_0000001");
        assertThat(new Picture("ISIC_0000001", "", "", "", "IP_0000001").group(Group.LESION))
                .isEqualTo("ISIC_0000001");
    }

    private static Image image(int number, Map<String, String> metadata) {
        return new Image(
                "ISIC_%07d".formatted(number),
                "CC-BY",
                "A, B and \"C\"",
                URI.create("https://example.org/"),
                1,
                metadata);
    }
}
