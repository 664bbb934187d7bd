package io.ansatz.benchmarks.trunks;

import io.ansatz.runner.experiment.EngineChoice;
import java.util.ArrayList;
import java.util.List;

/** What computes a trunk. */
enum Contender {
    /** oneDNN, as runs use it. */
    ENGINE("this engine", 1),
    /** Deeplearning4j's own layers. */
    LAYERS("DL4J's layers", 1),
    TORCH("torch", 1),
    /** torch with images and weights in the order it is faster with on most processors. */
    CHANNELS_LAST("torch with channels_last", 1),
    /** This engine again. */
    TWO_THREADS("this engine on two threads", 2);

    private final String words;
    private final int threads;

    Contender(String words, int threads) {
        this.words = words;
        this.threads = threads;
    }

    /** Those that take part in a case, in the order in which they are timed. */
    static List<Contender> of(Case chosen, boolean torchIsHere, int cores) {
        var all = new ArrayList<>(List.of(ENGINE, LAYERS));
        if (torchIsHere) {
            all.add(TORCH);
            all.add(CHANNELS_LAST);
        }
        if (chosen.threaded() && cores > 1) {
            all.add(TWO_THREADS);
        }
        return all;
    }

    /** For a reader. */
    String words() {
        return words;
    }

    int threads() {
        return threads;
    }

    boolean isTorch() {
        return this == TORCH || this == CHANNELS_LAST;
    }

    /** What the runner is asked for. */
    EngineChoice choice() {
        return this == LAYERS ? EngineChoice.DEEPLEARNING4J : EngineChoice.ONEDNN;
    }
}
