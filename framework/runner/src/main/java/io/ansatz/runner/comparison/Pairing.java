package io.ansatz.runner.comparison;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A hybrid and one of its controls, seed by seed: trained on the same images in the same order, from the same values in every layer
 * they have in common. Where folds are swept, a seed is the trials of all its folds.
 *
 * @param hybrid the trials with the circuit, by seed, a trial for each fold
 * @param control those with something in its place, in the same order
 * @param folds how many trials a seed has on either side
 * @param unpaired seeds that only one of the two has, or that did not see the same images
 * @param unsound seeds that both have, but whose results cannot be compared
 */
public record Pairing(
        Configuration hybridSide,
        Configuration controlSide,
        List<List<TrialRecord>> hybrid,
        List<List<TrialRecord>> control,
        int folds,
        List<String> unpaired,
        List<String> unsound) {

    /** The setting that says which fold is judged: every value of it belongs to one measurement. */
    private static final String FOLD = "dataset.split.folds.test";

    public Pairing {
        hybrid = List.copyOf(hybrid);
        control = List.copyOf(control);
        unpaired = List.copyOf(unpaired);
        unsound = List.copyOf(unsound);
    }

    /**
     * Every hybrid with each of its controls: those that differ from it in the role alone.
     *
     * @param unsound the names of trials whose results cannot be compared
     */
    public static List<Pairing> of(List<Configuration> configurations, Set<String> unsound) {
        List<Configuration> sides = acrossFolds(configurations);
        var pairings = new ArrayList<Pairing>();
        for (Configuration hybrid : sides) {
            if (!hybrid.isHybrid()) {
                continue;
            }
            for (Configuration control : sides) {
                if (!control.isHybrid() && control.varying().equals(hybrid.varying())) {
                    pairings.add(of(hybrid, control, unsound));
                }
            }
        }
        return pairings;
    }

    /** Configurations that differ in the fold alone as one, which has the trials of all. */
    private static List<Configuration> acrossFolds(List<Configuration> configurations) {
        record Side(String role, Map<String, String> varying) {}
        var sides = new LinkedHashMap<Side, List<Configuration>>();
        for (Configuration configuration : configurations) {
            var varying = new LinkedHashMap<>(configuration.varying());
            varying.remove(FOLD);
            sides.computeIfAbsent(new Side(configuration.role(), varying), side -> new ArrayList<>())
                    .add(configuration);
        }
        var whole = new ArrayList<Configuration>();
        sides.forEach((side, folds) -> whole.add(new Configuration(
                folds.get(0).key(),
                side.role(),
                side.varying(),
                folds.stream().flatMap(fold -> fold.finished().stream()).toList())));
        return whole;
    }

    private static Pairing of(Configuration hybrid, Configuration control, Set<String> unsound) {
        Map<String, List<TrialRecord>> ours = bySeed(hybrid);
        Map<String, List<TrialRecord>> theirs = bySeed(control);
        Set<String> folds = new LinkedHashSet<>();
        ours.values().forEach(trials -> folds.addAll(foldsOf(trials)));
        theirs.values().forEach(trials -> folds.addAll(foldsOf(trials)));
        var paired = new ArrayList<String>();
        var unpaired = new ArrayList<String>();
        var leftOut = new ArrayList<String>();
        var seeds = new LinkedHashSet<>(ours.keySet());
        seeds.addAll(theirs.keySet());
        for (String seed : seeds) {
            List<TrialRecord> our = ours.getOrDefault(seed, List.of());
            List<TrialRecord> their = theirs.getOrDefault(seed, List.of());
            if (our.size() < folds.size() || !sameData(our, their)) {
                unpaired.add(seed);
            } else if (isUnsound(our, unsound) || isUnsound(their, unsound)) {
                leftOut.add(seed);
            } else {
                paired.add(seed);
            }
        }
        return new Pairing(
                hybrid,
                control,
                paired.stream().map(ours::get).toList(),
                paired.stream().map(theirs::get).toList(),
                folds.size(),
                unpaired,
                leftOut);
    }

    /** The finished trials of every seed, by fold. */
    private static Map<String, List<TrialRecord>> bySeed(Configuration side) {
        var seeds = new LinkedHashMap<String, List<TrialRecord>>();
        for (TrialRecord trial : side.finished()) {
            seeds.computeIfAbsent(trial.seed(), seed -> new ArrayList<>()).add(trial);
        }
        seeds.values().forEach(trials -> trials.sort(Comparator.comparing(Pairing::fold)));
        return seeds;
    }

    private static String fold(TrialRecord trial) {
        return trial.setting(FOLD).orElse("");
    }

    private static List<String> foldsOf(List<TrialRecord> trials) {
        return trials.stream().map(Pairing::fold).toList();
    }

    private static boolean sameData(List<TrialRecord> ours, List<TrialRecord> theirs) {
        return foldsOf(ours).equals(foldsOf(theirs)) && digests(ours).equals(digests(theirs));
    }

    private static List<String> digests(List<TrialRecord> trials) {
        return trials.stream().map(trial -> trial.dataset().digest()).toList();
    }

    private static boolean isUnsound(List<TrialRecord> trials, Set<String> unsound) {
        return trials.stream().map(TrialRecord::id).anyMatch(unsound::contains);
    }

    /** How many seeds both have. */
    public int size() {
        return hybrid.size();
    }
}
