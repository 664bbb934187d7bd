package io.ansatz.plugins.isic;

import java.util.Locale;

/** What images that must not stand in two parts have in common. */
public enum Group {
    LESION,
    /** Whoever it is may have several lesions. */
    PATIENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
