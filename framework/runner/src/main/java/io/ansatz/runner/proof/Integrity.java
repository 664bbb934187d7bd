package io.ansatz.runner.proof;

import io.ansatz.runner.guard.Verdict;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the results of a study can be what its trials came to: everything that follows from what they said about the images is
 * computed again.
 *
 * @param trials how many of them have results, whole or damaged
 * @param findings what came of each check, in the order of the checks
 */
public record Integrity(int trials, List<Finding> findings) {

    /** So many flaws are named of each check; all are counted. */
    private static final int NAMED = 4;

    private static final String HYBRID = "hybrid";

    /** Lines of a trial's key in which a hybrid and its control may differ, the second of them wrongly. */
    private static final Set<String> APART = Set.of("role", "dataset.digest");

    public Integrity {
        findings = List.copyOf(findings);
    }

    /**
     * What came of a check.
     *
     * @param count how many trials break it, or where none does, of how many it cannot be told
     * @param flaws all that are there, in the order of the trials
     * @param sentence what holds, or why it cannot be told
     */
    public record Finding(Check check, Verdict verdict, int count, List<Flaw> flaws, String sentence) {

        public Finding {
            flaws = List.copyOf(flaws);
        }

        /** In a word or two, such as {@code violated (2)}. */
        public String words() {
            return verdict == Verdict.VERIFIED
                    ? verdict.toString()
                    : String.format(Locale.ROOT, "%s (%,d)", verdict, count);
        }

        /** The check, what came of it, and what was found, such as {@code Integrity, accuracy: violated (1). ...}. */
        @Override
        public String toString() {
            return "Integrity, %s: %s. %s".formatted(check.word(), words(), String.join(" ", sentences()));
        }

        /** What was found, in sentences; of many flaws the first. */
        public List<String> sentences() {
            if (flaws.isEmpty()) {
                return List.of(sentence);
            }
            List<String> named = flaws.stream().limit(NAMED).map(Flaw::toString).collect(Collectors.toList());
            if (flaws.size() > NAMED) {
                named.add(String.format(Locale.ROOT, "And %,d more.", flaws.size() - NAMED));
            }
            return named;
        }
    }

    /** Looks over the trials of a study, however they ended. */
    public static Integrity of(List<TrialRecord> trials) throws IOException {
        var audits = new ArrayList<Audit>();
        var known = new HashMap<String, Judged>();
        for (TrialRecord trial : trials) {
            Audit.of(trial, known).ifPresent(audits::add);
        }
        var findings = new ArrayList<Finding>();
        Map<Check, List<Flaw>> together = new EnumMap<>(Check.class);
        var doubts = new EnumMap<Check, String>(Check.class);
        sameImages(audits, together, doubts);
        pairs(audits, together, doubts);
        for (Check check : Check.values()) {
            findings.add(finding(
                    check, audits, together.getOrDefault(check, List.of()), Optional.ofNullable(doubts.get(check))));
        }
        return new Integrity(audits.size(), findings);
    }

    /** Checks that do not hold. */
    public List<Finding> violations() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.VIOLATED)
                .toList();
    }

    /** The names of the trials whose results contradict themselves, so that they cannot be compared with others. */
    public Set<String> unsound() {
        return violations().stream()
                .filter(finding -> finding.check().decisive())
                .flatMap(finding -> finding.flaws().stream())
                .map(Flaw::trial)
                .collect(Collectors.toSet());
    }

    private static Finding finding(Check check, List<Audit> audits, List<Flaw> together, Optional<String> doubt) {
        var flaws = new ArrayList<>(together);
        var doubts = new LinkedHashMap<String, Integer>();
        for (Audit audit : audits) {
            flaws.addAll(audit.flaws(check));
            audit.doubt(check).or(() -> doubt).ifPresent(reason -> doubts.merge(reason, 1, Integer::sum));
        }
        if (!flaws.isEmpty()) {
            int count = (int) flaws.stream().map(Flaw::trial).distinct().count();
            return new Finding(check, Verdict.VIOLATED, count, flaws, "");
        }
        if (doubts.isEmpty()) {
            return new Finding(check, Verdict.VERIFIED, 0, List.of(), check.promise());
        }
        int count = doubts.values().stream().mapToInt(Integer::intValue).sum();
        String sentence = count == audits.size()
                ? String.join(" ", doubts.keySet())
                : String.format(
                        Locale.ROOT,
                        "%s That is so of %,d of %,d trials; the others keep it.",
                        String.join(" ", doubts.keySet()),
                        count,
                        audits.size());
        return new Finding(check, Verdict.NOT_VERIFIABLE, count, List.of(), sentence);
    }

    /** Every trial against what most of those on the same data judged; of equally many, what the first did. */
    private static void sameImages(List<Audit> audits, Map<Check, List<Flaw>> flaws, Map<Check, String> doubts) {
        var byData = new LinkedHashMap<String, List<Audit>>();
        for (Audit audit : audits) {
            if (audit.judged().isPresent() && !audit.dataset().isEmpty()) {
                byData.computeIfAbsent(audit.dataset(), data -> new ArrayList<>())
                        .add(audit);
            }
        }
        if (byData.values().stream().noneMatch(same -> same.size() > 1)) {
            doubts.put(Check.SAME_IMAGES, "No two trials are known to be on the same data.");
            return;
        }
        var found = new ArrayList<Flaw>();
        for (List<Audit> same : byData.values()) {
            var counts = new HashMap<String, Integer>();
            same.forEach(audit -> counts.merge(audit.judged().orElseThrow().digest(), 1, Integer::sum));
            int most = Collections.max(counts.values());
            Audit first = same.stream()
                    .filter(audit -> counts.get(audit.judged().orElseThrow().digest()) == most)
                    .findFirst()
                    .orElseThrow();
            for (Audit audit : same) {
                audit.judged()
                        .orElseThrow()
                        .otherThan(first.judged().orElseThrow())
                        .ifPresent(words -> found.add(
                                new Flaw(Check.SAME_IMAGES, audit.trial(), words + " in " + first.trial() + ".")));
            }
        }
        flaws.put(Check.SAME_IMAGES, found);
    }

    private static void pairs(List<Audit> audits, Map<Check, List<Flaw>> flaws, Map<Check, String> doubts) {
        var groups = new LinkedHashMap<Map<String, String>, List<Audit>>();
        for (Audit audit : audits) {
            if (!audit.dataset().isEmpty()) {
                var settings = new HashMap<>(audit.record().identity());
                settings.keySet().removeAll(APART);
                groups.computeIfAbsent(settings, same -> new ArrayList<>()).add(audit);
            }
        }
        if (groups.values().stream().noneMatch(group -> group.size() > 1)) {
            doubts.put(Check.PAIRS, "No two trials differ in their role alone.");
            return;
        }
        var found = new ArrayList<Flaw>();
        for (List<Audit> group : groups.values()) {
            Audit first = group.stream()
                    .filter(audit -> audit.record().role().equals(HYBRID))
                    .findFirst()
                    .orElse(group.get(0));
            for (Audit audit : group) {
                if (!audit.dataset().equals(first.dataset())) {
                    found.add(new Flaw(
                            Check.PAIRS,
                            audit.trial(),
                            "it saw the data %s, and %s saw %s."
                                    .formatted(audit.dataset(), first.trial(), first.dataset())));
                }
            }
        }
        flaws.put(Check.PAIRS, found);
    }
}
