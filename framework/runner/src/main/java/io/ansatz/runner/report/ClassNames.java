package io.ansatz.runner.report;

import java.util.List;
import java.util.stream.Collectors;

/** What the classes of a data set are called in a chart: by number and name, since names may be long, alike, or missing. */
record ClassNames(List<String> names) {

    private static final int FEW = 6;
    private static final int WIDEST = 180;

    ClassNames {
        names = List.copyOf(names);
    }

    /** The number of a class and its name. */
    String of(int label) {
        String name = label < names.size() ? names.get(label) : "";
        return name.isBlank() ? Integer.toString(label) : label + " " + name;
    }

    /** A few classes in a sentence; of many, how many more there are. */
    String list(List<Integer> labels) {
        String few = labels.stream()
                .limit(FEW)
                .map(label -> Lettering.shortened(of(label), Chart.TEXT, WIDEST))
                .collect(Collectors.joining(", "));
        return labels.size() <= FEW ? few : few + " and " + (labels.size() - FEW) + " more";
    }
}
