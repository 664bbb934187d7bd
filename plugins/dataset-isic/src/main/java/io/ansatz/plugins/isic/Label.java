package io.ansatz.plugins.isic;

import java.util.Locale;

/** Which of its metadata is the label of an image. An experiment file calls them as the archive does. */
public enum Label {
    /** Benign, malignant, or what nobody knows. */
    DIAGNOSIS_1,
    DIAGNOSIS_2,
    DIAGNOSIS_3,
    DIAGNOSIS_4,
    /** The finest. */
    DIAGNOSIS_5,
    SEX,
    ANATOM_SITE_GENERAL,
    IMAGE_TYPE;

    /** The field of the archive, and the column of the table. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
