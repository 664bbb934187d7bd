package io.ansatz.simulator.noise;

import java.util.SplittableRandom;

/**
 * Where chance comes from: what is drawn for a sample depends on this seed, the sample's inputs and the weights, and on
 * nothing else. So a result depends neither on batches nor on threads, and a run that is resumed repeats itself; two equal
 * samples at equal weights also share their draws.
 */
record Draws(long seed) {

    /** Draws for one of several purposes under one seed, independent of those for the others. */
    static Draws of(String purpose, long seed) {
        return new Draws(mix(seed ^ mix(purpose.hashCode())));
    }

    /** A fresh generator for one sample of a batch. */
    SplittableRandom of(double[] inputs, int index, int width, double[] weights) {
        long hash = mix(seed);
        for (double weight : weights) {
            hash = mix(hash ^ Double.doubleToLongBits(weight));
        }
        for (int i = index * width; i < (index + 1) * width; i++) {
            hash = mix(hash ^ Double.doubleToLongBits(inputs[i]));
        }
        return new SplittableRandom(hash);
    }

    /** Stafford's "Mix13" of the finaliser of MurmurHash3, behind a step that moves 0 away from 0. */
    private static long mix(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
