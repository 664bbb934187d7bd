package io.ansatz.simulator.statevector;

import java.util.Arrays;
import java.util.List;

/**
 * The angles of a plan for given weights, and on the way back the sums over the batch from which the slopes along the weights follow.
 * Each angle is a base plus a rate times each of its inputs.
 */
final class Angles {

    private final List<Blend> blends;
    private final double[] bases;
    private final double[][] rates;

    /** Where the sums of each slot begin: that of its slopes, then those of slope times input, if anyone asks for them. */
    private final int[] firstSum;

    private final int sums;

    Angles(Plan plan) {
        blends = plan.blends();
        bases = new double[blends.size()];
        rates = new double[blends.size()][];
        firstSum = new int[blends.size()];
        int count = 0;
        for (int slot = 0; slot < blends.size(); slot++) {
            Blend blend = blends.get(slot);
            rates[slot] = new double[blend.inputs().size()];
            firstSum[slot] = count;
            count += 1 + (blend.scalesInputs() ? rates[slot].length : 0);
        }
        sums = count;
    }

    void set(double[] weights) {
        for (int slot = 0; slot < bases.length; slot++) {
            Blend blend = blends.get(slot);
            bases[slot] = blend.base(weights);
            for (int i = 0; i < rates[slot].length; i++) {
                rates[slot][i] = blend.rate(i, weights);
            }
        }
    }

    boolean shared(int slot) {
        return blends.get(slot).shared();
    }

    /** What every angle would be if all inputs were 0, by slot. */
    double[] bases() {
        return bases;
    }

    double base(int slot) {
        return bases[slot];
    }

    /** The angle of a slot for each of {@code count} samples, whose inputs stand in {@code [input][sample]}. */
    void write(int slot, double[][] inputs, double[] to, int count) {
        Arrays.fill(to, 0, count, bases[slot]);
        List<Integer> used = blends.get(slot).inputs();
        for (int i = 0; i < used.size(); i++) {
            addProduct(rates[slot][i], inputs[used.get(i)], to, count);
        }
    }

    /** Passes slopes along the angle of a slot on to the inputs, sample by sample. */
    void spread(int slot, double[] slopes, double[][] inputSlopes, int count) {
        List<Integer> used = blends.get(slot).inputs();
        for (int i = 0; i < used.size(); i++) {
            addProduct(rates[slot][i], slopes, inputSlopes[used.get(i)], count);
        }
    }

    /** How many sums over the batch the slopes along the weights need. */
    int sums() {
        return sums;
    }

    /** Sets the sums of a slot over these samples. The order of additions depends on nothing but their number. */
    void sum(int slot, double factor, double[] slopes, double[][] inputs, double[] to, int at, int count) {
        Blend blend = blends.get(slot);
        to[at + firstSum[slot]] = factor * sum(slopes, count);
        if (blend.scalesInputs()) {
            for (int i = 0; i < rates[slot].length; i++) {
                to[at + firstSum[slot] + 1 + i] =
                        factor * sumOfProducts(slopes, inputs[blend.inputs().get(i)], count);
            }
        }
    }

    /** Passes the sums of a whole batch on to the weights. */
    void spread(double[] total, double[] weightSlopes) {
        for (int slot = 0; slot < bases.length; slot++) {
            Blend blend = blends.get(slot);
            blend.spread(total[firstSum[slot]], weightSlopes);
            if (blend.scalesInputs()) {
                for (int i = 0; i < rates[slot].length; i++) {
                    blend.spreadRate(i, total[firstSum[slot] + 1 + i], weightSlopes);
                }
            }
        }
    }

    private static void addProduct(double factor, double[] from, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += factor * from[i];
        }
    }

    /** Four sums side by side, because one would wait for itself. */
    private static double sum(double[] values, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < count; i++) {
            a += values[i];
        }
        return (a + b) + (c + d);
    }

    private static double sumOfProducts(double[] values, double[] factors, int count) {
        double a = 0;
        double b = 0;
        for (int i = 0; i + 1 < count; i += 2) {
            a += values[i] * factors[i];
            b += values[i + 1] * factors[i + 1];
        }
        if ((count & 1) == 1) {
            a += values[count - 1] * factors[count - 1];
        }
        return a + b;
    }
}
