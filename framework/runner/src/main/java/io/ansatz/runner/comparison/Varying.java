package io.ansatz.runner.comparison;

import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the settings by which the configurations of a study are told apart. */
public final class Varying {

    /** Every configuration has its role, and holds all of its seeds. */
    private static final Set<String> APART = Set.of("role", "seed");

    private Varying() {}

    /**
     * The paths whose values differ among the trials, and those the plan sweeps, in the order of the trials' lines. A line
     * that only some trials have differs too. A swept path that no trial has a line for comes last, unless lines below it tell
     * its values apart.
     *
     * <p>What stands behind a name, such as the digest of a plugin, differs whenever the name does; it is here only if it
     * differs between trials that are otherwise alike.
     */
    public static List<String> paths(List<TrialRecord> trials, Optional<StudyPlan> plan) {
        List<String> swept = plan.map(StudyPlan::varies).orElse(List.of());
        var all = new LinkedHashSet<String>();
        trials.forEach(trial -> all.addAll(trial.identity().keySet()));
        all.addAll(swept);
        var differing = new ArrayList<>(all.stream()
                .filter(path -> !APART.contains(path))
                .filter(path -> swept.contains(path) || differs(path, trials))
                .toList());
        var telling = new ArrayList<>(
                differing.stream().filter(path -> !isBehind(path)).toList());
        for (String path : differing) {
            if (isBehind(path) && !follows(path, telling, trials)) {
                telling.add(path);
            }
        }
        differing.retainAll(telling);
        differing.removeIf(
                path -> trials.stream().allMatch(trial -> trial.setting(path).isEmpty())
                        && telling.stream().anyMatch(other -> other.startsWith(path + ".")));
        return List.copyOf(differing);
    }

    private static boolean differs(String path, List<TrialRecord> trials) {
        return trials.stream().map(trial -> trial.setting(path)).distinct().count() > 1;
    }

    /** Whether the line says what stands behind a name; no setting of an experiment is called so. */
    private static boolean isBehind(String path) {
        return path.equals("framework") || path.endsWith(".digest") || path.endsWith(".plugin");
    }

    /** Whether trials that agree in all of the others agree in this one. */
    private static boolean follows(String path, List<String> others, List<TrialRecord> trials) {
        var known = new HashMap<List<Optional<String>>, Optional<String>>();
        for (TrialRecord trial : trials) {
            Optional<String> value = trial.setting(path);
            List<Optional<String>> rest = others.stream().map(trial::setting).toList();
            if (!known.computeIfAbsent(rest, first -> value).equals(value)) {
                return false;
            }
        }
        return true;
    }
}
