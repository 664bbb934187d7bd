package io.ansatz.plugins.medmnist;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be found in an image of {@code chestmnist}; the columns of its labels, in order. */
public enum Finding {
    ATELECTASIS,
    CARDIOMEGALY,
    EFFUSION,
    INFILTRATION,
    MASS,
    NODULE,
    PNEUMONIA,
    PNEUMOTHORAX,
    CONSOLIDATION,
    EDEMA,
    EMPHYSEMA,
    FIBROSIS,
    PLEURAL,
    HERNIA;

    /** The words of an experiment file, in order. */
    static List<String> words() {
        return Stream.of(values()).map(Finding::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The two classes that are told apart: without it, and with it. */
    List<String> classes() {
        return List.of("no " + word(), word());
    }
}
