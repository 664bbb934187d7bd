package io.ansatz.runner.proof;

import io.ansatz.runner.experiment.Plan;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.RunFolder.Published;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.Data;
import io.ansatz.runner.tracking.TrialRecord.Promise;
import io.ansatz.runner.tracking.TrialRecord.State;
import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Two trials, fact by fact.
 *
 * @param facts in the order of their groups
 * @param a what became of the first
 * @param b what became of the second
 */
public record Comparison(List<Fact> facts, State a, State b) {

    /** What a fact is about. */
    public enum Group {
        /** Role, seed and every setting, defaults included. */
        SETTINGS,
        CODE,
        DATA,
        WEIGHTS,
        /** What the trials ran on: nothing there decides a result, all of it may explain one. */
        SURROUNDINGS,
        RESULTS;

        /** Where a line of a trial's key belongs. */
        static Group of(String path) {
            if (path.equals("framework") || path.endsWith(".plugin")) {
                return CODE;
            }
            if (path.equals(DIGEST)) {
                return DATA;
            }
            return path.equals(Plan.BACKBONE_WEIGHTS) ? WEIGHTS : SETTINGS;
        }
    }

    /**
     * Something that is known of both.
     *
     * @param words the value of both, or what each has of its own
     */
    public record Fact(Group group, String name, boolean differs, String words) {}

    private static final String DIGEST = "dataset.digest";
    private static final String MISSING = "-";
    private static final double SMALL = 1e-4;
    private static final int NAMED = 3;
    private static final int SHORT = 12;
    private static final Pattern LONG_DIGEST = Pattern.compile("\\b[0-9a-f]{32,}\\b");

    /** They say who asked for a trial and from where, and cannot change what a processor computes. */
    private static final Set<String> IDLE = Set.of("ansatz", "user", "experiment file", "git commit", "git changes");

    public Comparison {
        facts = List.copyOf(facts);
    }

    /**
     * Compares two trials, however they ended.
     *
     * @throws IOException if a result cannot be read
     */
    public static Comparison of(TrialRecord a, TrialRecord b) throws IOException {
        var facts = new Facts();
        facts.identity(a.identity(), b.identity());
        facts.data(a.dataset(), b.dataset());
        facts.values(Group.SURROUNDINGS, a.surroundings(), b.surroundings());
        facts.results(a, b);
        return new Comparison(facts.inOrder(), a.state(), b.state());
    }

    /** Compares what two trials are, whether they were trained or not. */
    static Comparison ofIdentities(Map<String, String> a, Map<String, String> b) {
        var facts = new Facts();
        facts.identity(a, b);
        return new Comparison(facts.inOrder(), State.RUNNING, State.RUNNING);
    }

    /** Whether it is the same trial with the same results. */
    public boolean same() {
        return sameTrial() && finished() && names(Group.RESULTS).isEmpty();
    }

    /** Whether nothing differs that decides a result. */
    public boolean sameTrial() {
        return others().isEmpty();
    }

    /** The surroundings that differ and may explain other results. */
    public List<String> explanations() {
        return names(Group.SURROUNDINGS).stream()
                // Of a plugin its digest counts, and that is part of the code.
                .filter(name -> !IDLE.contains(name) && !name.startsWith(TrialRecord.PLUGIN))
                .toList();
    }

    /** What it comes to, in a sentence. */
    public String conclusion() {
        boolean sameResults = finished() && names(Group.RESULTS).isEmpty();
        List<String> others = others();
        if (!others.isEmpty()) {
            String all = String.join("; ", others);
            return Character.toUpperCase(all.charAt(0))
                    + all.substring(1)
                    + (sameResults ? "; and yet the same results." : ".");
        }
        if (sameResults) {
            return "The same trial, the same results.";
        }
        if (!finished()) {
            return a == b
                    ? "The same trial, and no results: both are %s.".formatted(word(a))
                    : "The same trial: one is %s, the other %s.".formatted(word(a), word(b));
        }
        List<String> explanations = explanations();
        return "The same trial, and yet other results: %s."
                .formatted(
                        explanations.isEmpty()
                                ? "nothing that is recorded explains it"
                                : "other " + some(explanations));
    }

    private boolean finished() {
        return a == State.FINISHED && b == State.FINISHED;
    }

    /** What makes them two trials, such as {@code other settings: train.rate}; empty if they are the same. */
    public List<String> others() {
        var others = new ArrayList<String>();
        List<String> settings = names(Group.SETTINGS);
        if (!settings.isEmpty()) {
            others.add("other settings: " + some(settings));
        }
        List<String> code = names(Group.CODE);
        if (!code.isEmpty()) {
            others.add("other code: " + some(code));
        }
        if (names(Group.DATA).contains("digest")) {
            others.add("another data set");
        }
        if (!names(Group.WEIGHTS).isEmpty()) {
            others.add("other weights");
        }
        return others;
    }

    private List<String> names(Group group) {
        return facts.stream()
                .filter(fact -> fact.group() == group && fact.differs())
                .map(Fact::name)
                .toList();
    }

    private static String some(List<String> names) {
        if (names.size() <= NAMED) {
            return String.join(", ", names);
        }
        return "%s and %d more".formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
    }

    /** What became of a trial. */
    public static String word(State state) {
        return switch (state) {
            case RUNNING -> "not finished";
            case FINISHED -> "finished";
            case FAILED -> "failed";
            case KILLED -> "stopped";
        };
    }

    /** The facts as they are found. */
    private static final class Facts {

        private final List<Fact> facts = new ArrayList<>();

        List<Fact> inOrder() {
            return facts.stream()
                    .sorted((one, other) -> one.group().compareTo(other.group()))
                    .toList();
        }

        void identity(Map<String, String> a, Map<String, String> b) {
            for (String path : union(a, b)) {
                value(Group.of(path), path.equals(DIGEST) ? "digest" : path, a.get(path), b.get(path));
            }
        }

        void data(Data a, Data b) {
            value(Group.DATA, "source", a.source(), b.source());
            value(Group.DATA, "version", a.version(), b.version());
            value(Group.DATA, "licence", a.licence(), b.licence());
            value(Group.DATA, "classes", String.join(", ", a.classes()), String.join(", ", b.classes()));
            for (String part : union(a.images(), b.images())) {
                value(
                        Group.DATA,
                        part + " images",
                        text(a.images().get(part)),
                        text(b.images().get(part)));
            }
            for (String promise : union(a.promises(), b.promises())) {
                value(
                        Group.DATA,
                        promise,
                        words(a.promises().get(promise)),
                        words(b.promises().get(promise)));
            }
        }

        private static String words(Promise promise) {
            return promise == null ? null : promise.words();
        }

        private static String text(Integer number) {
            return number == null ? null : String.format(Locale.ROOT, "%,d", number);
        }

        void values(Group group, Map<String, String> a, Map<String, String> b) {
            union(a, b).forEach(name -> value(group, name, a.get(name), b.get(name)));
        }

        void results(TrialRecord a, TrialRecord b) throws IOException {
            value(Group.RESULTS, "state", word(a.state()), word(b.state()));
            if (!a.reason().isEmpty() || !b.reason().isEmpty()) {
                value(Group.RESULTS, "reason", firstLine(a.reason()), firstLine(b.reason()));
            }
            value(
                    Group.RESULTS,
                    "epochs",
                    text(a.curve().size()),
                    text(b.curve().size()));
            curves(a, b);
            if (a.result().isPresent() && b.result().isPresent()) {
                metrics(a.result().get().metrics(), b.result().get().metrics());
                Optional<Published> ofA = a.folder().published();
                Optional<Published> ofB = b.folder().published();
                if (ofA.isPresent() && ofB.isPresent()) {
                    predictions(ofA.get(), ofB.get());
                    for (String file : union(ofA.get().files(), ofB.get().files())) {
                        bytes(
                                file,
                                ofA.get().files().get(file),
                                ofB.get().files().get(file));
                    }
                }
            }
        }

        private static String firstLine(String text) {
            return text.lines().findFirst().orElse("");
        }

        private void curves(TrialRecord a, TrialRecord b) {
            int common = Math.min(a.curve().size(), b.curve().size());
            for (int i = 0; i < common; i++) {
                Map<String, Double> ofA = a.curve().get(i).values();
                Map<String, Double> ofB = b.curve().get(i).values();
                for (String metric : union(ofA, ofB)) {
                    if (ofA.containsKey(metric)
                            && ofB.containsKey(metric)
                            && !ofA.get(metric).equals(ofB.get(metric))) {
                        facts.add(new Fact(
                                Group.RESULTS,
                                "curve",
                                true,
                                "differs from epoch %d on: %s %s"
                                        .formatted(
                                                a.curve().get(i).number(),
                                                metric,
                                                change(ofA.get(metric), ofB.get(metric)))));
                        return;
                    }
                }
            }
            if (common > 0) {
                facts.add(new Fact(Group.RESULTS, "curve", false, "the same for %d epochs".formatted(common)));
            }
        }

        private void metrics(TrialMetrics a, TrialMetrics b) {
            count("kept epoch", a, b, TrialMetrics::bestEpoch);
            count("parameters", a, b, TrialMetrics::parameters);
            count("circuit evaluations", a, b, TrialMetrics::circuitEvaluations);
            evaluation(PredictionsFile.VALIDATION, a.validation(), b.validation());
            evaluation(PredictionsFile.TEST, a.test(), b.test());
        }

        private void count(String name, TrialMetrics a, TrialMetrics b, Function<TrialMetrics, Number> count) {
            value(
                    Group.RESULTS,
                    name,
                    String.format(Locale.ROOT, "%,d", count.apply(a)),
                    String.format(Locale.ROOT, "%,d", count.apply(b)));
        }

        private void evaluation(String part, Evaluation a, Evaluation b) {
            for (String metric : union(a.metrics(), b.metrics())) {
                Double ofA = a.metrics().get(metric);
                Double ofB = b.metrics().get(metric);
                String name = part + " " + metric;
                if (ofA == null || ofB == null) {
                    value(Group.RESULTS, name, ofA == null ? null : number(ofA), ofB == null ? null : number(ofB));
                } else {
                    boolean differs = !ofA.equals(ofB);
                    facts.add(new Fact(Group.RESULTS, name, differs, differs ? change(ofA, ofB) : number(ofA)));
                }
            }
        }

        private void predictions(Published a, Published b) throws IOException {
            String ofA = a.files().get(PredictionsFile.FILE);
            String ofB = b.files().get(PredictionsFile.FILE);
            if (ofA == null || ofB == null) {
                return;
            }
            Map<String, PredictionsFile.Said> partsOfA = PredictionsFile.read(ofA);
            Map<String, PredictionsFile.Said> partsOfB = PredictionsFile.read(ofB);
            for (String part : union(partsOfA, partsOfB)) {
                if (partsOfA.containsKey(part) && partsOfB.containsKey(part)) {
                    answers(
                            part,
                            partsOfA.get(part).predictions(),
                            partsOfB.get(part).predictions());
                }
            }
        }

        private void answers(String part, Predictions a, Predictions b) {
            Optional<Disagreement> found = Disagreement.of(a, b);
            String words = found.map(Disagreement::toString).orElse("of other images");
            facts.add(new Fact(
                    Group.RESULTS,
                    part + " answers",
                    found.isEmpty() || !found.get().none(),
                    found.isPresent() && found.get().none() ? "the same" : words));
        }

        private void bytes(String file, String a, String b) {
            if (a == null || b == null) {
                value(Group.RESULTS, file, a == null ? null : "there", b == null ? null : "there");
                return;
            }
            boolean differs = !a.equals(b);
            facts.add(new Fact(
                    Group.RESULTS,
                    file,
                    differs,
                    differs ? "other bytes, from line %d on".formatted(lineOfDifference(a, b)) : "the same bytes"));
        }

        private static int lineOfDifference(String a, String b) {
            int line = 1;
            for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
                line += a.charAt(i) == '\n' ? 1 : 0;
            }
            return line;
        }

        private void value(Group group, String name, String a, String b) {
            boolean differs = !shown(a).equals(shown(b));
            facts.add(new Fact(group, name, differs, differs ? pair(shown(a), shown(b)) : brief(shown(a))));
        }

        private static String pair(String a, String b) {
            boolean enough = !brief(a).equals(brief(b));
            return "%s -> %s".formatted(enough ? brief(a) : a, enough ? brief(b) : b);
        }

        private static String shown(String value) {
            return value == null || value.isEmpty() ? MISSING : value;
        }

        /** The first digits of a digest tell it from others. */
        private static String brief(String value) {
            return LONG_DIGEST
                    .matcher(value)
                    .replaceAll(digest -> digest.group().substring(0, SHORT));
        }

        private static String change(double a, double b) {
            double difference = b - a;
            return String.format(
                    Locale.ROOT,
                    Math.abs(difference) < SMALL ? "%s -> %s (%+.1e)" : "%s -> %s (%+.6f)",
                    number(a),
                    number(b),
                    difference);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.6f", value);
        }

        private static Set<String> union(Map<String, ?> a, Map<String, ?> b) {
            var names = new LinkedHashSet<>(a.keySet());
            names.addAll(b.keySet());
            return names;
        }
    }
}
