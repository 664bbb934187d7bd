package io.ansatz.runner.report;

import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.training.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

    void write() {
        page.heading("Data");
        var viewers = new LinkedHashMap<TrialRecord.Data, List<TrialRecord>>();
        for (TrialRecord trial : trials) {
            viewers.computeIfAbsent(trial.dataset(), data -> new ArrayList<>()).add(trial);
        }
        if (viewers.size() > 1) {
            page.paragraph("The trials did not all see the same data.");
        }
        viewers.forEach((data, who) -> {
            if (viewers.size() > 1) {
                page.add("<h3>What %s saw</h3>", Markup.count(who.size(), "trial"));
            }
            passport(data);
            if (!data.classes().isEmpty()) {
                classes(data.classes(), who);
            }
        });
    }

    private void passport(TrialRecord.Data data) {
        String images = data.images().entrySet().stream()
                .map(part -> part.getKey() + " " + Markup.count(part.getValue()))
                .collect(Collectors.joining(", "));
        page.add("<dl>");
        fact("source", data.source());
        fact("version", data.version());
        fact("digest", data.digest());
        fact("licence", data.licence());
        fact("images", images);
        page.fact("known issues", data.knownIssues().isEmpty() ? "none" : String.join(" ", data.knownIssues()));
        page.add("</dl>");
        promises(data);
    }

    private void promises(TrialRecord.Data data) {
        if (data.promises().isEmpty()) {
            return;
        }
        page.paragraph("What it promises, and whether that holds:");
        page.add("<dl>");
        data.promises().forEach((name, promise) -> page.fact(name, promise.words() + ": " + promise.sentence()));
        page.add("</dl>");
    }

    private void fact(String name, String value) {
        page.fact(name, value.isEmpty() ? UNKNOWN : value);
    }

    /** Counts come from what was judged, as a passport has none. */
    private void classes(List<String> names, List<TrialRecord> who) {
        Optional<TrialRecord.Result> result =
                who.stream().flatMap(trial -> trial.result().stream()).findFirst();
        page.beginTable(
                "Classes",
                List.of(
                        Page.Column.numbers("label"),
                        Page.Column.texts("class"),
                        Page.Column.numbers("validation images"),
                        Page.Column.numbers("test images")));
        for (int i = 0; i < names.size(); i++) {
            int label = i;
            page.add("<tr>");
            page.number(Integer.toString(label));
            page.cell(names.get(label));
            page.number(result.map(r -> images(r.metrics().validation(), label)).orElse(Page.NOTHING));
            page.number(result.map(r -> images(r.metrics().test(), label)).orElse(Page.NOTHING));
            page.add("</tr>");
        }
        page.endTable();
    }

    private static String images(Evaluation part, int label) {
        int[][] confusion = part.confusion();
        return label < confusion.length
                ? Markup.count(Arrays.stream(confusion[label]).sum())
                : Page.NOTHING;
    }
}
