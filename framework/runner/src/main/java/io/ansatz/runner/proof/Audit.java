package io.ansatz.runner.proof;

import io.ansatz.runner.guard.Verdict;
import io.ansatz.runner.metrics.Confusion;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.PredictionsFile.Said;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.runner.tracking.TrialRecord.Promise;
import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks over the results of one trial: each against what it should follow from. */
final class Audit {

    /**
     * Predictions are written with as many digits as tell a float from the next one, and figures with all that a double has. What
     * is computed again differs in the last bit of a logarithm and in the order of additions, by less than this.
     */
    private static final double EQUAL = 1e-9;

    /** The rounding of floats moves a sum of probabilities by some 1e-7. */
    private static final double SUM = 1e-5;

    private static final String TEST = PredictionsFile.TEST;
    private static final List<String> PARTS = List.of(PredictionsFile.VALIDATION, TEST);
    private static final int BRIEF = 12;
    private static final String THRESHOLD = "threshold";
    private static final String ACCURACY = Metric.ACCURACY.word();
    private static final String MAJORITY_RATE = "majority-rate";
    private static final String PREVALENCE = "prevalence";
    private static final String IMAGES = "images";

    /** What cannot be checked without predictions. */
    private static final Set<Check> OF_PREDICTIONS =
            EnumSet.of(Check.PREDICTIONS, Check.CONFUSION, Check.SCORES, Check.THRESHOLD, Check.SAME_IMAGES);

    /** What a confusion matrix decides, beside accuracy. */
    private static final Set<String> OF_MATRIX = Set.of(
            IMAGES, MAJORITY_RATE, PREVALENCE, Metric.BALANCED_ACCURACY.word(), Metric.MCC.word(), Metric.F1.word());

    private final TrialRecord trial;
    private final Map<Check, List<Flaw>> flaws = new EnumMap<>(Check.class);
    private final Map<Check, String> doubts = new EnumMap<>(Check.class);
    private Map<String, Said> said = Map.of();
    private Optional<Judged> judged = Optional.empty();

    private Audit(TrialRecord trial) {
        this.trial = trial;
    }

    /**
     * The results of a trial, whole or damaged; empty if it has none.
     *
     * @param known what other trials judged, by digest: most judge the same, which then is kept once
     */
    static Optional<Audit> of(TrialRecord trial, Map<String, Judged> known) throws IOException {
        var audit = new Audit(trial);
        if (trial.result().isPresent()) {
            audit.files();
            audit.results(trial.result().get().metrics());
            audit.judges(known);
            return Optional.of(audit);
        }
        if (trial.folder().damaged()) {
            audit.files();
            audit.doubt(
                    "Damaged results cannot be looked over.",
                    EnumSet.complementOf(EnumSet.of(Check.FILES, Check.PAIRS)));
            return Optional.of(audit);
        }
        return Optional.empty();
    }

    /** From here on what was said is no longer needed, but only which images it was about. */
    private void judges(Map<String, Judged> known) {
        if (!said.isEmpty()) {
            Judged here = Judged.of(said);
            judged = Optional.of(known.computeIfAbsent(here.digest(), digest -> here));
            said = Map.of();
        }
    }

    TrialRecord record() {
        return trial;
    }

    /** What the trial is called. */
    String trial() {
        return trial.id();
    }

    /** The digest of its data; empty text where that was not recorded. */
    String dataset() {
        return trial.dataset().digest();
    }

    /** What it judged, as far as that can be read. */
    Optional<Judged> judged() {
        return judged;
    }

    List<Flaw> flaws(Check check) {
        return flaws.getOrDefault(check, List.of());
    }

    /** Why a check cannot be made; empty if it was. */
    Optional<String> doubt(Check check) {
        return Optional.ofNullable(doubts.get(check));
    }

    private void flaw(Check check, String words, Object... values) {
        flaws.computeIfAbsent(check, one -> new ArrayList<>())
                .add(new Flaw(check, trial.id(), String.format(Locale.ROOT, words, values)));
    }

    private void doubt(String reason, Set<Check> checks) {
        checks.forEach(check -> doubts.putIfAbsent(check, reason));
    }

    private void files() throws IOException {
        Map<String, String> digests = trial.folder().digests();
        if (!digests.containsKey(TrialMetrics.FILE)) {
            flaw(Check.FILES, "its marker 'done' holds no digest of %s.", TrialMetrics.FILE);
        }
        for (var digest : digests.entrySet()) {
            Path file = trial.folder().path().resolve(digest.getKey());
            if (!Files.isRegularFile(file)) {
                flaw(Check.FILES, "%s is missing.", digest.getKey());
                continue;
            }
            String there = RunFolder.sha256(Files.readAllBytes(file));
            if (!there.equals(digest.getValue())) {
                flaw(
                        Check.FILES,
                        "%s has the SHA-256 %s, and %s was recorded.",
                        digest.getKey(),
                        brief(there),
                        brief(digest.getValue()));
            }
        }
    }

    private static String brief(String digest) {
        return digest.substring(0, Math.min(BRIEF, digest.length()));
    }

    private void results(TrialMetrics metrics) throws IOException {
        predictions();
        var recorded = new LinkedHashMap<String, Evaluation>();
        recorded.put(PredictionsFile.VALIDATION, metrics.validation());
        recorded.put(TEST, metrics.test());
        Map<String, Evaluation> again = again();
        if (again.isEmpty()) {
            doubt("The predictions cannot be judged.", OF_PREDICTIONS);
        }
        if (!metrics.test().further().containsKey(THRESHOLD)) {
            doubt("No threshold is recorded.", EnumSet.of(Check.THRESHOLD));
        }
        recorded.forEach((part, evaluation) -> {
            Optional<Evaluation> expected = Optional.ofNullable(again.get(part));
            Optional<Confusion> confusion = confusion(part, evaluation, expected);
            figures(part, TrialMetrics.FILE, evaluation.metrics(), confusion, expected);
            if (part.equals(TEST)) {
                figures(part, "the journal", told(), confusion, expected);
            }
            supports(part, expected.map(one -> new Confusion(one.confusion())).or(() -> confusion));
        });
    }

    private void predictions() throws IOException {
        Path file = trial.folder().path().resolve(PredictionsFile.FILE);
        if (!Files.isRegularFile(file)) {
            doubt("There is no %s.".formatted(PredictionsFile.FILE), OF_PREDICTIONS);
            return;
        }
        try {
            said = PredictionsFile.read(Files.readString(file));
        } catch (IOException e) {
            flaw(Check.PREDICTIONS, "%s", e.getMessage());
            return;
        }
        for (String part : PARTS) {
            if (said.containsKey(part)) {
                items(part, said.get(part).items());
                probabilities(part, said.get(part));
            } else {
                flaw(Check.PREDICTIONS, "%s has nothing about images of %s.", PredictionsFile.FILE, part);
            }
        }
    }

    private void items(String part, List<String> items) {
        Integer there = trial.dataset().images().get(part);
        if (there != null && there != items.size()) {
            flaw(Check.PREDICTIONS, "%s: %,d images are there, and the data set has %,d.", part, items.size(), there);
        }
        var seen = new HashSet<String>();
        List<String> twice =
                items.stream().filter(item -> !seen.add(item)).distinct().toList();
        if (!twice.isEmpty()) {
            flaw(Check.PREDICTIONS, "%s: %s is there more than once%s.", part, twice.get(0), andMore(twice.size()));
        }
    }

    private static String andMore(int count) {
        return count == 1 ? "" : String.format(Locale.ROOT, " (and %,d more)", count - 1);
    }

    private void probabilities(String part, Said here) {
        Predictions predictions = here.predictions();
        int classes = predictions.probabilities()[0].length;
        var wrong = new ArrayList<String>();
        for (int i = 0; i < predictions.labels().length; i++) {
            String item = here.items().get(i);
            int label = predictions.labels()[i];
            double sum = 0;
            boolean shares = true;
            for (float probability : predictions.probabilities()[i]) {
                sum += probability;
                shares &= probability >= 0 && probability <= 1;
            }
            if (label < 0 || label >= classes) {
                wrong.add("%s has label %d, and there are %d classes".formatted(item, label, classes));
            } else if (!shares) {
                wrong.add("%s has the probabilities %s, which do not all lie between 0 and 1"
                        .formatted(item, Arrays.toString(predictions.probabilities()[i])));
            } else if (Math.abs(sum - 1) > SUM) {
                wrong.add(String.format(
                        Locale.ROOT, "the probabilities of %s sum to %s instead of 1", item, digits(sum, 1)));
            }
        }
        if (!wrong.isEmpty()) {
            flaw(Check.PREDICTIONS, "%s: %s%s.", part, wrong.get(0), andMore(wrong.size()));
        }
    }

    /** What the predictions of each part come to; nothing where they cannot be judged. */
    private Map<String, Evaluation> again() {
        if (!PARTS.stream()
                .allMatch(part ->
                        said.containsKey(part) && judgeable(said.get(part).predictions()))) {
            return Map.of();
        }
        Predictions validation = said.get(PredictionsFile.VALIDATION).predictions();
        Predictions test = said.get(TEST).predictions();
        return Map.of(PredictionsFile.VALIDATION, Evaluation.of(validation), TEST, Evaluation.of(test, validation));
    }

    private static boolean judgeable(Predictions predictions) {
        int classes = predictions.probabilities()[0].length;
        return predictions.finite()
                && Arrays.stream(predictions.labels()).allMatch(label -> 0 <= label && label < classes);
    }

    /** The recorded matrix, if there is one. */
    private Optional<Confusion> confusion(String part, Evaluation recorded, Optional<Evaluation> expected) {
        int[][] counts = recorded.confusion();
        if (!isMatrix(counts)) {
            doubt("No confusion matrix is recorded.", EnumSet.of(Check.CONFUSION, Check.ACCURACY, Check.DERIVED));
            return Optional.empty();
        }
        expected.ifPresent(again -> compare(part, counts, again.confusion()));
        return Optional.of(new Confusion(counts));
    }

    private static boolean isMatrix(int[][] counts) {
        return counts != null
                && counts.length > 0
                && Arrays.stream(counts).allMatch(row -> row != null && row.length == counts.length)
                && Arrays.stream(counts).flatMapToInt(Arrays::stream).allMatch(count -> count >= 0)
                && Arrays.stream(counts).flatMapToInt(Arrays::stream).anyMatch(count -> count > 0);
    }

    private void compare(String part, int[][] recorded, int[][] counted) {
        if (recorded.length != counted.length) {
            flaw(
                    Check.CONFUSION,
                    "%s: a matrix of %d classes is recorded, and the predictions have %d.",
                    part,
                    recorded.length,
                    counted.length);
            return;
        }
        var cells = new ArrayList<String>();
        for (int label = 0; label < recorded.length; label++) {
            for (int answer = 0; answer < recorded.length; answer++) {
                if (recorded[label][answer] != counted[label][answer]) {
                    cells.add(String.format(
                            Locale.ROOT,
                            "the matrix has %,d at label %d and answer %d, and the predictions give %,d",
                            recorded[label][answer],
                            label,
                            answer,
                            counted[label][answer]));
                }
            }
        }
        if (!cells.isEmpty()) {
            flaw(Check.CONFUSION, "%s: %s%s.", part, cells.get(0), andMore(cells.size()));
        }
    }

    /** The figures of test images, as the journal has them. */
    private Map<String, Double> told() {
        var told = new LinkedHashMap<String, Double>();
        if (!trial.endings().isEmpty()) {
            trial.endings()
                    .get(trial.endings().size() - 1)
                    .values()
                    .forEach((name, value) -> told.put(name.substring(name.indexOf('/') + 1), value));
        }
        return told;
    }

    private void accuracy(String part, String place, double accuracy, Confusion confusion) {
        int images = confusion.images();
        double right = accuracy * images;
        if (equal(accuracy, confusion.accuracy())) {
            return;
        }
        if (equal(accuracy, (double) Math.round(right) / images)) {
            flaw(
                    Check.ACCURACY,
                    "%s: accuracy is %s of %,d images in %s, which is %,d right answers, and the confusion matrix has %,d.",
                    part,
                    digits(accuracy, confusion.accuracy()),
                    images,
                    place,
                    Math.round(right),
                    confusion.right());
        } else {
            flaw(
                    Check.ACCURACY,
                    "%s: accuracy is %s of %,d images in %s, which is impossible: no count of them gives it, and the confusion"
                            + " matrix has %,d right answers.",
                    part,
                    digits(accuracy, confusion.accuracy()),
                    images,
                    place,
                    confusion.right());
        }
    }

    /** Those of matrices against the recorded matrix, all others against what the predictions give. */
    private void figures(
            String part,
            String place,
            Map<String, Double> recorded,
            Optional<Confusion> confusion,
            Optional<Evaluation> expected) {
        Map<String, Double> ofMatrix = confusion.map(Audit::ofMatrix).orElse(Map.of());
        Map<String, Double> ofPredictions = expected.map(Evaluation::metrics).orElse(Map.of());
        recorded.forEach((word, value) -> {
            if (word.equals(ACCURACY)) {
                confusion.ifPresent(one -> accuracy(part, place, value, one));
            } else if (OF_MATRIX.contains(word)) {
                confusion.ifPresent(one ->
                        compare(Check.DERIVED, part, place, word, value, ofMatrix, "the confusion matrix gives"));
            } else if (expected.isPresent()) {
                boolean threshold = word.endsWith(THRESHOLD);
                compare(
                        threshold ? Check.THRESHOLD : Check.SCORES,
                        part,
                        place,
                        word,
                        value,
                        ofPredictions,
                        word.equals(THRESHOLD) ? "the validation images choose" : "the predictions give");
            }
        });
    }

    private void compare(
            Check check,
            String part,
            String place,
            String word,
            double recorded,
            Map<String, Double> expected,
            String source) {
        String name = word.equals(IMAGES)
                ? "the number of images"
                : Metric.of(word).map(Metric::title).orElse(word.replace('-', ' '));
        if (!expected.containsKey(word)) {
            if (Metric.of(word).isPresent() || check != Check.SCORES) {
                flaw(check, "%s: %s is %s in %s, and %s none.", part, name, recorded, place, source);
            } else {
                doubts.put(check, "'%s' is a figure that this version does not know.".formatted(word));
            }
        } else if (!equal(recorded, expected.get(word))) {
            double right = expected.get(word);
            flaw(
                    check,
                    "%s: %s is %s in %s, and %s %s.",
                    part,
                    name,
                    digits(recorded, right),
                    place,
                    source,
                    digits(right, recorded));
        }
    }

    private static Map<String, Double> ofMatrix(Confusion confusion) {
        var figures = new LinkedHashMap<String, Double>();
        figures.put(IMAGES, (double) confusion.images());
        figures.put(Metric.BALANCED_ACCURACY.word(), confusion.balancedAccuracy());
        figures.put(MAJORITY_RATE, confusion.majorityRate());
        confusion.prevalence().ifPresent(value -> figures.put(PREVALENCE, value));
        confusion.mcc().ifPresent(value -> figures.put(Metric.MCC.word(), value));
        confusion.f1().ifPresent(value -> figures.put(Metric.F1.word(), value));
        return figures;
    }

    private void supports(String part, Optional<Confusion> seen) {
        List<Integer> published = trial.dataset().published().getOrDefault(part, List.of());
        if (PARTS.stream().noneMatch(trial.dataset().published()::containsKey)) {
            Promise labels = trial.dataset().promises().get("labels");
            doubts.put(
                    Check.SUPPORTS,
                    labels != null && labels.verdict().equals(Verdict.NOT_VERIFIABLE.toString())
                            ? labels.sentence()
                            : "How many images of each class there should be is not recorded.");
        } else if (!published.isEmpty() && seen.isPresent()) {
            List<Integer> there = Arrays.stream(seen.get().counts())
                    .map(row -> Arrays.stream(row).sum())
                    .toList();
            if (!there.equals(published)) {
                flaw(Check.SUPPORTS, "%s has %s images of the classes, and %s were published.", part, there, published);
            }
        }
    }

    private static boolean equal(double a, double b) {
        return Math.abs(a - b) <= EQUAL * Math.max(1, Math.abs(b));
    }

    /** Six digits behind the point, or all of them where six do not tell it from the other. */
    private static String digits(double value, double other) {
        if (value == Math.rint(value) && other == Math.rint(other)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        String six = String.format(Locale.ROOT, "%.6f", value);
        return six.equals(String.format(Locale.ROOT, "%.6f", other)) ? Double.toString(value) : six;
    }
}
