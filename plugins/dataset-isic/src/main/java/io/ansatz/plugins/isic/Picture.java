package io.ansatz.plugins.isic;

import io.ansatz.api.dataset.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An image that was brought, and what is said of it in the table beside it. Empty is what the archive does not know.
 *
 * @param label what it shows, by the column that was asked for
 */
record Picture(String id, String licence, String label, String lesion, String patient) {

    /** The images of a folder, in the order of their ids, whenever they came to the archive. */
    static List<Picture> in(Path folder, Label label) throws IOException {
        Table table = Table.read(folder.resolve(Archive.METADATA));
        List<String> ids = table.column("isic_id");
        List<String> licences = table.column("copyright_license");
        List<String> labels = table.column(label.toString());
        List<String> lesions = table.column("lesion_id");
        List<String> patients = table.column("patient_id");
        var pictures = new ArrayList<Picture>();
        for (int row = 0; row < table.rows(); row++) {
            pictures.add(
                    new Picture(ids.get(row), licences.get(row), labels.get(row), lesions.get(row), patients.get(row)));
        }
        pictures.sort(Comparator.comparing(Picture::id));
        return pictures;
    }

    /** What it shares with those that must stand in the same part; the next smaller thing where that is not known. */
    String group(Group by) {
        if (by == Group.PATIENT && !patient.isEmpty()) {
            return patient;
        }
        return lesion.isEmpty() ? id : lesion;
    }
}
