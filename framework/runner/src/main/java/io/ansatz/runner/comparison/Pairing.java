package io.ansatz.runner.comparison;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A hybrid and one of its controls, seed by seed: trained on the same images in the same order, from the same values in every layer
 * they have in common.
 *
 * @param hybrid the trials with the circuit, by seed
 * @param control those with something in its place, in the same order
 * @param unpaired seeds that only one of the two has, or that did not see the same images
 * @param unsound seeds that both have, but whose results cannot be compared
 */
public record Pairing(
        Configuration hybridSide,
        Configuration controlSide,
        List<TrialRecord> hybrid,
        List<TrialRecord> control,
        List<String> unpaired,
        List<String> unsound) {

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
        var pairings = new ArrayList<Pairing>();
        for (Configuration hybrid : configurations) {
            if (!hybrid.isHybrid()) {
                continue;
            }
            for (Configuration control : configurations) {
                if (!control.isHybrid() && control.varying().equals(hybrid.varying())) {
                    pairings.add(of(hybrid, control, unsound));
                }
            }
        }
        return pairings;
    }

    private static Pairing of(Configuration hybrid, Configuration control, Set<String> unsound) {
        Map<String, TrialRecord> controls =
                control.finished().stream().collect(Collectors.toMap(TrialRecord::seed, trial -> trial, (a, b) -> a));
        var ours = new ArrayList<TrialRecord>();
        var theirs = new ArrayList<TrialRecord>();
        var unpaired = new ArrayList<String>();
        var leftOut = new ArrayList<String>();
        for (TrialRecord trial : hybrid.finished()) {
            Optional<TrialRecord> other = Optional.ofNullable(controls.remove(trial.seed()))
                    .filter(found ->
                            found.dataset().digest().equals(trial.dataset().digest()));
            if (other.isPresent()
                    && (unsound.contains(trial.id())
                            || unsound.contains(other.get().id()))) {
                leftOut.add(trial.seed());
            } else if (other.isPresent()) {
                ours.add(trial);
                theirs.add(other.get());
            } else {
                unpaired.add(trial.seed());
            }
        }
        unpaired.addAll(controls.keySet());
        return new Pairing(hybrid, control, ours, theirs, unpaired, leftOut);
    }

    /** How many seeds both have. */
    public int size() {
        return hybrid.size();
    }
}
