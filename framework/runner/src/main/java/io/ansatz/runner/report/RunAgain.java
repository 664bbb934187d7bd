package io.ansatz.runner.report;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How what a study came to can be had again, and held against what is here. */
final class RunAgain {

    /** What every shell takes as one word. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/+-]+");

    private static final String COMMIT = "git commit";

    private final List<TrialRecord> trials;
    private final Optional<String> resolved;
    private final Page page;

    RunAgain(List<TrialRecord> trials, Optional<String> resolved, Page page) {
        this.trials = trials;
        this.resolved = resolved;
        this.page = page;
    }

    void write() {
        page.heading("How to reproduce it");
        Optional<TrialRecord> first =
                trials.stream().filter(trial -> trial.result().isPresent()).findFirst();
        if (first.isPresent()) {
            one(first.get());
        }
        all();
        first.ifPresent(this::compared);
    }

    private void one(TrialRecord trial) {
        page.paragraph(
                "One trial: this trains it again from its folder and says whether its metrics and its predictions are the same"
                        + " bytes. It refuses where code, data or weights are not those that are recorded.");
        command("ansatz reproduce " + name(trial));
        if (trials.stream().anyMatch(other -> other.surrounding(COMMIT).isPresent())) {
            page.paragraph("The experiment file stood in a git repository at commit %s."
                    .formatted(Environment.values(
                            trials,
                            other -> other.surrounding(COMMIT).orElse(Passports.UNKNOWN)
                                    + (other.surrounding("git changes")
                                                    .orElse("")
                                                    .equals("uncommitted")
                                            ? " with uncommitted changes"
                                            : ""))));
        }
    }

    private void all() {
        if (resolved.isEmpty()) {
            page.paragraph("The folder has no experiment.yaml to run again.");
            return;
        }
        page.paragraph(
                "All of it: save the lines below as experiment.yaml and run them where no earlier runs are. Every default is"
                        + " written out in them, and so is what the command line changed.");
        command("ansatz run experiment.yaml");
        page.add(
                "<details><summary>experiment.yaml, %s</summary>",
                Markup.count(resolved.get().lines().count(), "line"));
        page.add("<pre>%s</pre>", resolved.get());
        page.add("</details>");
        page.note("The folder of every trial has these lines too; where a print leaves them out, they are there.");
    }

    private void compared(TrialRecord trial) {
        page.paragraph("Hybrids and controls, held against each other with tests over seeds and over images:");
        command("ansatz compare " + quoted(study(trial)));
        Optional<TrialRecord> other = trials.stream()
                .filter(one -> one.result().isPresent() && !one.id().equals(trial.id()))
                .filter(one -> one.seed().equals(trial.seed()) && !one.role().equals(trial.role()))
                .findFirst();
        if (other.isPresent()) {
            page.paragraph("In what two trials differ, fact by fact:");
            command("ansatz diff %s %s".formatted(name(trial), name(other.get())));
        }
        page.note("These commands look for the folder runs where they are called; --runs names another.");
    }

    private void command(String words) {
        page.add("<pre>%s</pre>", words);
    }

    private static String study(TrialRecord trial) {
        return trial.folder().path().toAbsolutePath().getParent().getFileName().toString();
    }

    private static String name(TrialRecord trial) {
        return quoted(study(trial) + "/" + trial.id());
    }

    /** As one word of a shell. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
