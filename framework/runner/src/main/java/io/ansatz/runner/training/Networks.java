package io.ansatz.runner.training;

import io.ansatz.runner.material.Material;
import io.ansatz.runner.network.HybridNetwork;
import java.io.IOException;

/** Hands out the networks of a trial, one for each phase of training. */
public interface Networks {

    /** A network, and what it reads. */
    record Bench(HybridNetwork network, Material material) {}

    /**
     * A fresh network of a phase, with the values from which the trial begins. Whatever was handed out before is closed.
     *
     * @param phase from 0
     * @throws IOException if what it reads cannot be had
     */
    Bench open(int phase) throws IOException;

    /** One network for all phases. */
    static Networks of(HybridNetwork network, Material material) {
        return phase -> new Bench(network, material);
    }
}
