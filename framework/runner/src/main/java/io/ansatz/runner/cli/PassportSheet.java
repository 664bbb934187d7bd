package io.ansatz.runner.cli;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Passport;
import io.ansatz.runner.experiment.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is known of a data set, for reading. */
final class PassportSheet {

    private final String name;
    private final Dataset dataset;

    PassportSheet(String name, Dataset dataset) {
        this.name = name;
        this.dataset = dataset;
    }

    List<String> lines() {
        Passport passport = dataset.passport();
        var lines = new ArrayList<String>();
        lines.add(name);
        lines.add(fact("source", passport.source()));
        lines.add(fact("version", passport.version()));
        lines.add(fact("digest", passport.digest()));
        lines.add(fact("licence", passport.licence()));
        lines.add(fact("citation", passport.citation().isEmpty() ? "none" : passport.citation()));
        lines.add(fact("images", "%s each".formatted(dataset.shape())));
        lines.add(fact("groups", groups(passport)));
        lines.add(fact("flips", flips(passport)));
        for (String issue : passport.knownIssues()) {
            lines.add(fact("mind", issue));
        }
        lines.add("");
        lines.addAll(counts().lines());
        return lines;
    }

    private static String fact(String what, String words) {
        return "  %-9s %s".formatted(what, words);
    }

    private static String groups(Passport passport) {
        return passport.groupedBy()
                .map("images of one %s belong together"::formatted)
                .orElse("not known");
    }

    private static String flips(Passport passport) {
        return passport.flips()
                .map(harmless -> harmless.isEmpty()
                        ? "no mirror image shows the same class"
                        : harmless.stream().map(Word::of).collect(Collectors.joining(" and "))
                                + " mirror images show the same class")
                .orElse("not known");
    }

    private Table counts() {
        int classes = dataset.classes();
        int[] train = dataset.train().counts(classes);
        int[] validation = dataset.validation().counts(classes);
        int[] test = dataset.test().counts(classes);
        Table table = dataset.divided()
                ? new Table("label", "class", "train", "val", "test")
                : new Table("label", "class", "undivided");
        for (int label = 0; label < classes; label++) {
            String words = dataset.passport().classes().get(label);
            if (dataset.divided()) {
                table.row(
                        Integer.toString(label),
                        words,
                        count(train[label]),
                        count(validation[label]),
                        count(test[label]));
            } else {
                table.row(Integer.toString(label), words, count(train[label]));
            }
        }
        if (dataset.divided()) {
            table.row(
                    "",
                    "all",
                    count(dataset.train().size()),
                    count(dataset.validation().size()),
                    count(dataset.test().size()));
        } else {
            table.row("", "all", count(dataset.train().size()));
        }
        return table;
    }

    private static String count(int images) {
        return String.format(Locale.ROOT, "%,d", images);
    }
}
