package io.ansatz.runner.proof;

import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.TrialMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A trial that was trained again.
 *
 * @param others the files whose bytes are not the same
 */
public record Reproduction(List<String> others) {

    /** What the same trial gives again, to the byte. */
    private static final List<String> FILES = List.of(TrialMetrics.FILE, PredictionsFile.FILE);

    public Reproduction {
        others = List.copyOf(others);
    }

    /** Compares the results of two runs, both of which have some. */
    public static Reproduction of(RunFolder original, RunFolder again) throws IOException {
        Map<String, String> before = original.published().orElseThrow().files();
        Map<String, String> now = again.published().orElseThrow().files();
        return new Reproduction(FILES.stream()
                .filter(file -> !before.containsKey(file) || !before.get(file).equals(now.get(file)))
                .toList());
    }

    public boolean succeeded() {
        return others.isEmpty();
    }

    /** What it came to, in a sentence. */
    @Override
    public String toString() {
        String files = String.join(" and ", succeeded() ? FILES : others);
        if (succeeded()) {
            return "Reproduced: %s are the same bytes.".formatted(files);
        }
        return "Not reproduced: %s %s other bytes.".formatted(files, others.size() == 1 ? "has" : "have");
    }
}
