package io.ansatz.runner.report;

import io.ansatz.runner.guard.Verdict;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.Promise;
import io.ansatz.runner.training.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known of the images of a study; where its trials saw different ones, of each of them. */
final class Passports {

    /** What stands where nothing was written down. */
    static final String UNKNOWN = "not recorded";

    private final List<TrialRecord> trials;
    private final Page page;

    Passports(List<TrialRecord> trials, Page page) {
        this.trials = trials;
        this.page = page;
    }

    /** Whether the guard found that something does not hold. */
    static boolean isBroken(TrialRecord.Promise promise) {
        return promise.verdict().equals(Verdict.VIOLATED.toString());
    }

    void write() {
        page.heading("Data");
        var viewers = new LinkedHashMap<String, List<TrialRecord>>();
        for (TrialRecord trial : trials) {
            viewers.computeIfAbsent(trial.dataset().digest(), digest -> new ArrayList<>())
                    .add(trial);
        }
        if (viewers.size() > 1) {
            page.paragraph("The trials did not all see the same data.");
        }
        viewers.values().forEach(who -> {
            if (viewers.size() > 1) {
                page.add("<h3>What %s saw</h3>", Markup.count(who.size(), "trial"));
            }
            // The newest journal tells the most.
            TrialRecord.Data data = who.get(who.size() - 1).dataset();
            passport(data);
            classes(data, who);
            guard(data.promises());
        });
    }

    private void passport(TrialRecord.Data data) {
        page.add("<dl>");
        fact("source", data.source());
        fact("version", data.version());
        fact("digest", data.digest());
        fact("licence", data.licence());
        page.fact("citation", orElse(data.citation(), "nothing to cite"));
        fact("images", parts(data.images()));
        page.fact("groups", groups(data));
        page.fact("known issues", data.knownIssues().isEmpty() ? "none" : String.join(" ", data.knownIssues()));
        page.add("</dl>");
    }

    private static String orElse(Optional<String> told, String nothing) {
        return told.map(text -> text.isEmpty() ? nothing : text).orElse(UNKNOWN);
    }

    private static String parts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(part -> part.getKey() + " " + Markup.count(part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String groups(TrialRecord.Data data) {
        String key = orElse(data.groupedBy(), "not known which images belong together");
        return data.groups().isEmpty() ? key : "by %s: %s".formatted(key, parts(data.groups()));
    }

    private void fact(String name, String value) {
        page.fact(name, value.isEmpty() ? UNKNOWN : value);
    }

    /** A column for each part of which the images of the classes are told; in older journals, of those that were judged. */
    private void classes(TrialRecord.Data data, List<TrialRecord> who) {
        List<String> names = data.classes();
        if (names.isEmpty()) {
            return;
        }
        Map<String, List<Integer>> labels = data.labels().isEmpty() ? judged(who) : data.labels();
        var columns = new ArrayList<Page.Column>();
        columns.add(Page.Column.numbers("label"));
        columns.add(Page.Column.texts("class"));
        var parts = new LinkedHashSet<>(data.images().keySet());
        parts.addAll(labels.keySet());
        parts.forEach(part -> columns.add(Page.Column.numbers(part + " images")));
        page.beginTable("Classes", columns);
        for (int i = 0; i < names.size(); i++) {
            int label = i;
            page.add("<tr>");
            page.number(Integer.toString(label));
            page.cell(names.get(label));
            for (String part : parts) {
                List<Integer> counts = labels.getOrDefault(part, List.of());
                page.number(label < counts.size() ? Markup.count(counts.get(label)) : UNKNOWN);
            }
            page.add("</tr>");
        }
        page.endTable();
    }

    private static Map<String, List<Integer>> judged(List<TrialRecord> who) {
        var labels = new LinkedHashMap<String, List<Integer>>();
        who.stream().flatMap(trial -> trial.result().stream()).findFirst().ifPresent(result -> {
            labels.put("val", counts(result.metrics().validation()));
            labels.put("test", counts(result.metrics().test()));
        });
        return labels;
    }

    private static List<Integer> counts(Evaluation part) {
        return Arrays.stream(part.confusion())
                .map(answers -> Arrays.stream(answers).sum())
                .toList();
    }

    private void guard(Map<String, Promise> promises) {
        page.add("<h3>Guard</h3>");
        if (promises.isEmpty()) {
            page.note("Whether the data keep what they promise is " + UNKNOWN + ".");
            return;
        }
        long broken = promises.values().stream().filter(Passports::isBroken).count();
        if (broken > 0) {
            page.add(
                    "<p class=\"warn\"><strong>%s of %s %s violated.</strong> Read the results with that in mind.</p>",
                    Markup.count(broken), Markup.count(promises.size(), "promise"), broken == 1 ? "is" : "are");
        }
        page.beginTable(
                "Guard",
                List.of(
                        Page.Column.texts("promise"),
                        Page.Column.texts("verdict"),
                        Page.Column.texts("what was found")));
        promises.forEach((name, promise) -> {
            page.add("<tr>");
            page.word(name);
            if (isBroken(promise)) {
                page.add("<td class=\"word\"><strong class=\"warn\">%s</strong></td>", promise.words());
            } else {
                page.word(promise.words());
            }
            page.add("<td>%s</td>", promise.sentence());
            page.add("</tr>");
        });
        page.endTable();
    }
}
