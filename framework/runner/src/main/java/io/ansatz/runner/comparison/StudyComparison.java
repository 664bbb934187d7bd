package io.ansatz.runner.comparison;

import io.ansatz.runner.experiment.Comparing;
import io.ansatz.runner.metrics.Metric;
import io.ansatz.runner.proof.Integrity;
import io.ansatz.runner.statistics.Comparison;
import io.ansatz.runner.statistics.Criterion;
import io.ansatz.runner.statistics.Pair;
import io.ansatz.runner.statistics.Side;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every hybrid of a study beside each of its controls. For each metric these pairs are judged together, so that among many
 * controls none is found different by chance.
 *
 * @param remarks what was left out, a sentence each
 */
public record StudyComparison(Comparing rules, List<Versus> versus, List<String> remarks) {

    public StudyComparison {
        versus = List.copyOf(versus);
        remarks = List.copyOf(remarks);
    }

    /** A pair that is to be judged. */
    private record Candidate(
            String setting, Opponents opponents, Optional<Convergence> ours, Optional<Convergence> theirs) {

        /** What our side is called in a sentence. */
        String name() {
            return setting.isEmpty() ? opponents.name() : "%s (%s)".formatted(opponents.name(), setting);
        }
    }

    /**
     * Compares the finished trials of a study, without those whose results contradict themselves.
     *
     * @param withImages whether test images are drawn again, which takes a while
     * @throws IOException if predictions cannot be read, or do not speak of the same images
     */
    public static StudyComparison of(
            List<Configuration> configurations, Integrity integrity, Comparing rules, boolean withImages)
            throws IOException {
        var remarks = new ArrayList<String>();
        var folded = new LinkedHashSet<String>();
        var known = new HashMap<List<String>, Run>();
        var candidates = new ArrayList<Candidate>();
        for (Pairing pairing : Pairing.of(configurations, integrity.unsound())) {
            String ours = pairing.hybridSide().role();
            String theirs = pairing.controlSide().role();
            if (!pairing.unpaired().isEmpty()) {
                String words = pairing.folds() > 1
                        ? "Of %s and %s not both have seed %s on the same images and in every fold; it is left out."
                        : "Of %s and %s only one has seed %s on the same images; it is left out.";
                remarks.add(
                        words.formatted(pairing.hybridSide().label(), theirs, String.join(", ", pairing.unpaired())));
            }
            if (!pairing.unsound().isEmpty()) {
                boolean one = pairing.unsound().size() == 1;
                remarks.add("Seed%s %s of %s and %s %s left out: %s results break a check."
                        .formatted(
                                one ? "" : "s",
                                String.join(", ", pairing.unsound()),
                                pairing.hybridSide().label(),
                                theirs,
                                one ? "is" : "are",
                                one ? "its" : "their"));
            }
            if (pairing.size() > 0) {
                candidates.add(new Candidate(
                        pairing.hybridSide().setting(),
                        new Opponents(ours, runs(pairing.hybrid(), known), theirs, runs(pairing.control(), known)),
                        Optional.of(Convergence.of(pairing.hybrid())),
                        Optional.of(Convergence.of(pairing.control()))));
            }
            if (pairing.folds() > 1) {
                folded.add(
                        "The metrics of a seed are means over %d folds, and it has converged if at most one in five of them have not."
                                .formatted(pairing.folds()));
            }
        }
        remarks.addAll(folded);
        integrity.violations().forEach(violation -> remarks.add(violation.toString()));
        return of(candidates, rules, withImages, remarks);
    }

    /** Compares two sides of which nothing is known but what they said; that both had converged is taken for granted. */
    public static StudyComparison of(
            String ours, List<Run> ourRuns, String theirs, List<Run> theirRuns, Comparing rules) throws IOException {
        var opponents = new Opponents(ours, ourRuns, theirs, theirRuns);
        var candidate = new Candidate("", opponents, Optional.empty(), Optional.empty());
        return of(List.of(candidate), rules, true, List.of());
    }

    /** The same with another remark. */
    public StudyComparison with(String remark) {
        var more = new ArrayList<>(remarks);
        more.add(remark);
        return new StudyComparison(rules, versus, more);
    }

    /** What may be said of each pair by the first metric. */
    public List<String> headlines() {
        return versus.stream()
                .flatMap(one -> one.contrast(rules.metrics().get(0)).stream())
                .map(contrast -> contrast.seeds().judgement().sentence())
                .toList();
    }

    /** Whether there are several hybrids, which their settings tell apart. */
    public boolean swept() {
        return versus.stream().anyMatch(one -> !one.setting().isEmpty());
    }

    /** When a side had converged, as far as that is known. */
    public String convergence() {
        return versus.stream().allMatch(one -> one.oursConverged().isPresent())
                ? Convergence.RULE
                : "Whether training had come to its end is not known of predictions alone; it is taken for granted.";
    }

    /** What accuracies must be held against, a sentence for each set of test images. */
    public List<String> yardsticks() {
        return versus.stream().map(one -> one.yardstick().sentence()).distinct().toList();
    }

    /** @param known what was read before: a hybrid stands beside every control */
    private static List<Run> runs(List<List<TrialRecord>> seeds, Map<List<String>, Run> known) throws IOException {
        var runs = new ArrayList<Run>();
        for (List<TrialRecord> folds : seeds) {
            List<String> ids = folds.stream().map(TrialRecord::id).toList();
            if (!known.containsKey(ids)) {
                known.put(ids, Run.of(folds));
            }
            runs.add(known.get(ids));
        }
        return runs;
    }

    private static StudyComparison of(
            List<Candidate> candidates, Comparing rules, boolean withImages, List<String> remarks) throws IOException {
        for (Candidate candidate : candidates) {
            candidate.opponents().requireSameImages();
        }
        var contrasts = new IdentityHashMap<Candidate, List<Contrast>>();
        for (Metric metric : rules.metrics()) {
            for (List<Candidate> family : families(candidates, rules.family())) {
                contrast(family, metric, rules, withImages)
                        .forEach((candidate, contrast) -> contrasts
                                .computeIfAbsent(candidate, one -> new ArrayList<>())
                                .add(contrast));
            }
        }
        var versus = new ArrayList<Versus>();
        for (Candidate candidate : candidates) {
            Opponents opponents = candidate.opponents();
            versus.add(new Versus(
                    candidate.setting(),
                    opponents.name(),
                    opponents.otherName(),
                    opponents.ours().size(),
                    opponents.yardstick(),
                    candidate.ours(),
                    candidate.theirs(),
                    contrasts.getOrDefault(candidate, List.of()),
                    opponents.answers(),
                    opponents.ranks()));
        }
        return new StudyComparison(rules, versus, remarks);
    }

    private static Collection<List<Candidate>> families(List<Candidate> candidates, Comparing.Family family) {
        return family == Comparing.Family.STUDY
                ? List.of(candidates)
                : candidates.stream()
                        .collect(Collectors.groupingBy(Candidate::setting, LinkedHashMap::new, Collectors.toList()))
                        .values();
    }

    /** Pairs by one metric; they are one family. */
    private static Map<Candidate, Contrast> contrast(
            List<Candidate> candidates, Metric metric, Comparing rules, boolean withImages) {
        var criterion = new Criterion(
                metric.title(), !metric.higherIsBetter(), rules.margins().of(metric));
        var measured = new ArrayList<Candidate>();
        var pairs = new ArrayList<Pair>();
        for (Candidate candidate : candidates) {
            Opponents opponents = candidate.opponents();
            Optional<double[]> ours = Opponents.values(opponents.ours(), metric);
            Optional<double[]> theirs = Opponents.values(opponents.theirs(), metric);
            if (ours.isPresent() && theirs.isPresent()) {
                measured.add(candidate);
                pairs.add(new Pair(
                        criterion,
                        side(candidate.name(), ours.get(), candidate.ours()),
                        side(opponents.otherName(), theirs.get(), candidate.theirs())));
            }
        }
        var contrasts = new IdentityHashMap<Candidate, Contrast>();
        List<Comparison> judged = pairs.isEmpty() ? List.of() : Comparison.family(pairs, rules.alpha());
        for (int i = 0; i < judged.size(); i++) {
            Opponents opponents = measured.get(i).opponents();
            contrasts.put(
                    measured.get(i),
                    new Contrast(
                            metric,
                            judged.get(i),
                            withImages
                                    ? Optional.of(opponents.resample(metric, rules.resamples()))
                                    : Optional.empty()));
        }
        return contrasts;
    }

    /** Few trials that were still getting better are borne; of more of them, all are told. */
    private static Side side(String name, double[] values, Optional<Convergence> convergence) {
        return new Side(
                name,
                values,
                convergence
                        .filter(one -> !one.reached())
                        .map(Convergence::unfinished)
                        .orElse(0));
    }
}
