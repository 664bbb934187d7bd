package io.ansatz.runner.report;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the trials of a study ran on, and the plugins that their parts came from. */
final class Environment {

    /** So much of a digest tells files apart. */
    private static final int SHORT = 12;

    private final List<TrialRecord> trials;
    private final Page page;

    Environment(List<TrialRecord> trials, Page page) {
        this.trials = trials;
        this.page = page;
    }

    /** A plugin of a trial. */
    private record Plugin(String id, String version, String digest) {}

    void write() {
        page.heading("Surroundings");
        page.note(
                "Nothing here decides a result, all of it may explain one. Where trials differ, it says how many were so.");
        var names = new LinkedHashSet<String>();
        trials.forEach(trial -> names.addAll(trial.surroundings().keySet()));
        names.removeIf(name -> name.startsWith(TrialRecord.PLUGIN));
        page.add("<dl>");
        for (String name : names) {
            page.fact(name, values(trials, trial -> trial.surrounding(name).orElse(Passports.UNKNOWN)));
        }
        page.add("</dl>");
        plugins();
    }

    private void plugins() {
        var users = new LinkedHashMap<Plugin, Integer>();
        for (TrialRecord trial : trials) {
            trial.plugins()
                    .forEach((id, digest) -> users.merge(
                            new Plugin(
                                    id,
                                    trial.surrounding(TrialRecord.PLUGIN + id).orElse(Passports.UNKNOWN),
                                    digest),
                            1,
                            Integer::sum));
        }
        if (users.isEmpty()) {
            return;
        }
        page.add("<h3>Plugins</h3>");
        page.note("The code of a plugin is part of what a trial is: with another digest it is another trial.");
        page.beginTable(
                "Plugins",
                List.of(
                        Page.Column.texts("plugin"),
                        Page.Column.texts("version"),
                        Page.Column.texts("SHA-256"),
                        Page.Column.numbers("trials")));
        users.forEach((plugin, count) -> {
            page.add("<tr>");
            page.word(plugin.id());
            page.word(plugin.version());
            page.word(plugin.digest().length() > SHORT ? plugin.digest().substring(0, SHORT) + "…" : plugin.digest());
            page.number(Markup.count(count));
            page.add("</tr>");
        });
        page.endTable();
    }

    /** What trials have; where they differ, how many have which. */
    static String values(List<TrialRecord> trials, Function<TrialRecord, String> value) {
        Map<String, Long> counts =
                trials.stream().collect(Collectors.groupingBy(value, LinkedHashMap::new, Collectors.counting()));
        return counts.size() == 1
                ? counts.keySet().iterator().next()
                : counts.entrySet().stream()
                        .map(one -> one.getKey() + " (" + Markup.count(one.getValue(), "trial") + ")")
                        .collect(Collectors.joining("; "));
    }
}
