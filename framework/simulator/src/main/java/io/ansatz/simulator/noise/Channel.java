package io.ansatz.simulator.noise;

/**
 * A noise channel on one wire in closed form: what it does to the two probabilities of the wire, and the factor on the
 * coherence between them. Closed under composition, so that all of a circuit's noise is one channel.
 *
 * @param zeroKept the probability that a 0 stays 0
 * @param oneKept the probability that a 1 stays 1
 * @param coherence what remains of the elements between 0 and 1
 */
record Channel(double zeroKept, double oneKept, double coherence) {

    /** {@code sum_P P rho P = 2 tr(rho)} over all four Paulis, so each of X, Y and Z with p/3 leaves 1 - 4p/3 of rho. */
    static Channel depolarizing(double p) {
        return new Channel(1 - 2 * p / 3, 1 - 2 * p / 3, 1 - 4 * p / 3);
    }

    static Channel amplitudeDamping(double g) {
        return new Channel(1, 1 - g, Math.sqrt(1 - g));
    }

    static Channel phaseDamping(double g) {
        return new Channel(1, 1, Math.sqrt(1 - g));
    }

    /** What happens to a wire after each gate. */
    static Channel of(Noise noise) {
        return depolarizing(noise.depolarizing())
                .then(amplitudeDamping(noise.amplitudeDamping()))
                .then(phaseDamping(noise.phaseDamping()));
    }

    Channel then(Channel next) {
        return new Channel(
                next.zeroKept * zeroKept + (1 - next.oneKept) * (1 - zeroKept),
                next.oneKept * oneKept + (1 - next.zeroKept) * (1 - oneKept),
                next.coherence * coherence);
    }
}
