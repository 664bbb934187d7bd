package io.ansatz.simulator.vector;

import io.ansatz.simulator.statevector.Block;
import io.ansatz.simulator.statevector.Observable;
import io.ansatz.simulator.statevector.Parities;
import io.ansatz.simulator.statevector.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops in vector instructions. A row of a state is the vectors of its real and then those of its imaginary parts; up to three
 * rotations are carried out on eight rows while these are in registers.
 *
 * <p>{@code DoubleLanes} is made from this file by the build, which writes double for float.
 */
@SuppressWarnings("cast")
final class FloatLanes implements Block {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** How many numbers a vector holds. */
    static final int VECTOR = SPECIES.length();

    /** Eight rows, their partners and the shears fit into 32 registers; sixteen rows do not. */
    static final int MOST_TOGETHER = 3;

    /** States begin this many vectors further on, because memory at equal distances from page starts gets into its own way. */
    private static final int SHIFT = 13 * VECTOR;

    /** Adding and taking away this makes what is a ten-millionth of it 0. */
    private static final float FLUSH = (float) 1e-6;

    /** The same for what comes in, before it is rounded. */
    private static final double FLUSH_INPUT = 1e-6;

    /** Partners of lanes that differ by each bit. */
    private static final List<VectorShuffle<Float>> PARTNERS = partners();

    /** For each bit of a lane, -1 where it is 0 and 1 where it is 1. */
    private static final float[][] SIGNS = signs();

    private final Shape shape;
    private final int rows;
    private final int lanes;

    /** How many numbers a row of a state takes. */
    private final int width;

    private final float[][] states;
    private final int[] starts;
    private final float[][] tableRe;
    private final float[][] tableIm;
    private final float[] shears;
    private final float[] values;
    private final float[] sum;

    FloatLanes(Shape shape) {
        this.shape = shape;
        rows = shape.rows();
        lanes = shape.lanes();
        width = 2 * lanes;
        states = new float[shape.states()][];
        starts = new int[shape.states()];
        for (int state = 0; state < states.length; state++) {
            starts[state] = state * SHIFT;
            states[state] = new float[starts[state] + rows * width];
        }
        int entries = shape.wide() ? rows * lanes : rows;
        tableRe = new float[shape.tables()][entries];
        tableIm = new float[shape.tables()][entries];
        shears = new float[shape.slots() * width];
        values = new float[rows * lanes];
        sum = new float[lanes];
    }

    private static List<VectorShuffle<Float>> partners() {
        var partners = new ArrayList<VectorShuffle<Float>>();
        for (int bit = 1; bit < VECTOR; bit <<= 1) {
            int flip = bit;
            partners.add(VectorShuffle.fromOp(SPECIES, i -> i ^ flip));
        }
        return partners;
    }

    private static float[][] signs() {
        var signs = new float[Integer.numberOfTrailingZeros(VECTOR)][VECTOR];
        for (int bit = 0; bit < signs.length; bit++) {
            for (int v = 0; v < VECTOR; v++) {
                signs[bit][v] = (v >> bit & 1) == 0 ? -1 : 1;
            }
        }
        return signs;
    }

    @Override
    public void turn(int slot, double[] t, double[] s, int from) {
        for (int v = 0; v < lanes; v++) {
            shears[slot * width + v] = (float) ((t[from + v] + FLUSH_INPUT) - FLUSH_INPUT);
            shears[slot * width + lanes + v] = (float) ((s[from + v] + FLUSH_INPUT) - FLUSH_INPUT);
        }
    }

    @Override
    public void turn(int slot, double t, double s) {
        int at = slot * width;
        Arrays.fill(shears, at, at + lanes, (float) ((t + FLUSH_INPUT) - FLUSH_INPUT));
        Arrays.fill(shears, at + lanes, at + width, (float) ((s + FLUSH_INPUT) - FLUSH_INPUT));
    }

    private FloatVector tangents(int slot, int u) {
        return FloatVector.fromArray(SPECIES, shears, slot * width + u);
    }

    private FloatVector sines(int slot, int u) {
        return FloatVector.fromArray(SPECIES, shears, slot * width + lanes + u);
    }

    private FloatVector cosines(int slot, int u) {
        return tangents(slot, u).mul(sines(slot, u)).add(1);
    }

    @Override
    public void table(int table, int first, double[] re, double[] im, int count) {
        for (int i = 0; i < count; i++) {
            tableRe[table][first + i] = (float) re[i];
            tableIm[table][first + i] = (float) im[i];
        }
    }

    @Override
    public void clear(int state) {
        Arrays.fill(states[state], 0);
    }

    @Override
    public void load(int state, int row, double[] from, int at, int stride, int count) {
        int start = starts[state] + row * width;
        for (int v = 0; v < lanes; v++) {
            states[state][start + v] = v < count ? (float) ((from[at + v * stride] + FLUSH_INPUT) - FLUSH_INPUT) : 0;
            states[state][start + lanes + v] = 0;
        }
    }

    @Override
    public void addReal(int state, int row, double factor, double[] to, int at, int stride, int count) {
        int start = starts[state] + row * width;
        for (int v = 0; v < count; v++) {
            to[at + v * stride] += factor * states[state][start + v];
        }
    }

    @Override
    public void copy(int from, int to) {
        System.arraycopy(states[from], starts[from], states[to], starts[to], rows * width);
    }

    @Override
    public void product(int state, int[] order, int[] slots) {
        float[] a = states[state];
        int start = starts[state];
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int j = 0; j < slots.length; j++) {
            for (int u = 0; u < lanes; u += VECTOR) {
                FloatVector sin = sines(slots[j], u);
                FloatVector cos = cosines(slots[j], u);
                for (int i = 0; i < 1 << j; i++) {
                    int from = start + order[i] * width + u;
                    int to = start + order[i | 1 << j] * width + u;
                    FloatVector x = FloatVector.fromArray(SPECIES, a, from);
                    x.mul(sin).add(FLUSH).sub(FLUSH).intoArray(a, to);
                    x.mul(cos).add(FLUSH).sub(FLUSH).intoArray(a, from);
                    zero.intoArray(a, to + lanes);
                }
            }
        }
    }

    @Override
    public void diagonal(int from, int to, int table, boolean inverse) {
        float sign = inverse ? -1 : 1;
        float[] a = states[from];
        float[] b = states[to];
        float[] re = tableRe[table];
        float[] im = tableIm[table];
        int here = starts[from];
        int there = starts[to];
        for (int row = 0; row < rows; row++) {
            if (shape.wide()) {
                FloatVector c = FloatVector.fromArray(SPECIES, re, row * lanes);
                FloatVector s = FloatVector.fromArray(SPECIES, im, row * lanes).mul(sign);
                multiply(a, here + row * width, b, there + row * width, c, s);
            } else {
                FloatVector c = FloatVector.broadcast(SPECIES, re[row]);
                FloatVector s = FloatVector.broadcast(SPECIES, sign * im[row]);
                for (int u = row * width; u < row * width + lanes; u += VECTOR) {
                    multiply(a, here + u, b, there + u, c, s);
                }
            }
        }
    }

    private void multiply(float[] from, int here, float[] to, int there, FloatVector c, FloatVector s) {
        FloatVector x = FloatVector.fromArray(SPECIES, from, here);
        FloatVector y = FloatVector.fromArray(SPECIES, from, here + lanes);
        x.mul(c).sub(y.mul(s)).intoArray(to, there);
        y.mul(c).add(x.mul(s)).intoArray(to, there + lanes);
    }

    @Override
    public void phase(int state, int mask, int slot, boolean inverse) {
        for (int u = 0; u < lanes; u += VECTOR) {
            FloatVector sin = sines(slot, u);
            FloatVector cos = cosines(slot, u);
            FloatVector minus = sin.neg();
            for (int row = 0; row < rows; row++) {
                boolean odd = (Integer.bitCount(row & mask) & 1) == 1;
                int at = starts[state] + row * width + u;
                multiply(states[state], at, states[state], at, cos, odd == inverse ? minus : sin);
            }
        }
    }

    @Override
    public void rotate(int state, Pass pass, int from, int to, boolean inverse) {
        float[] a = states[state];
        int start = starts[state];
        float sign = inverse ? -1 : 1;
        for (int u = 0; u < lanes; u += VECTOR) {
            switch (pass.columns().length) {
                case 1 -> rotate1(a, start, u, pass, from, to, sign);
                case 2 -> rotate2(a, start, u, pass, from, to, sign);
                default -> rotate3(a, start, u, pass, from, to, sign);
            }
        }
    }

    // In what follows, bit j of the number of a row says whether the column of rotation j is flipped in it.

    private void rotate1(float[] a, int start, int u, Pass pass, int from, int to, float sign) {
        int m0 = pass.columns()[0] * width;
        int[] bases = pass.bases();
        FloatVector t0 = tangents(pass.slots()[0], u).mul(sign);
        FloatVector s0 = sines(pass.slots()[0], u).mul(sign);
        for (int i = from; i < to; i++) {
            int base = bases[i] * width;
            for (int part = start + u; part < start + width; part += lanes) {
                int i0 = part + base;
                int i1 = part + (base ^ m0);
                FloatVector a0 = FloatVector.fromArray(SPECIES, a, i0);
                FloatVector a1 = FloatVector.fromArray(SPECIES, a, i1);
                a0 = t0.fma(a1, a0);
                a1 = s0.fma(a0, a1);
                a0 = t0.fma(a1, a0);
                a0.intoArray(a, i0);
                a1.intoArray(a, i1);
            }
        }
    }

    private void rotate2(float[] a, int start, int u, Pass pass, int from, int to, float sign) {
        int m0 = pass.columns()[0] * width;
        int m1 = pass.columns()[1] * width;
        int[] bases = pass.bases();
        FloatVector t0 = tangents(pass.slots()[0], u).mul(sign);
        FloatVector s0 = sines(pass.slots()[0], u).mul(sign);
        FloatVector t1 = tangents(pass.slots()[1], u).mul(sign);
        FloatVector s1 = sines(pass.slots()[1], u).mul(sign);
        for (int i = from; i < to; i++) {
            int base = bases[i] * width;
            for (int part = start + u; part < start + width; part += lanes) {
                int i0 = part + base;
                int i1 = part + (base ^ m0);
                int i2 = part + (base ^ m1);
                int i3 = part + (base ^ m0 ^ m1);
                FloatVector a0 = FloatVector.fromArray(SPECIES, a, i0);
                FloatVector a1 = FloatVector.fromArray(SPECIES, a, i1);
                FloatVector a2 = FloatVector.fromArray(SPECIES, a, i2);
                FloatVector a3 = FloatVector.fromArray(SPECIES, a, i3);
                a0 = t0.fma(a1, a0);
                a1 = s0.fma(a0, a1);
                a0 = t0.fma(a1, a0);
                a2 = t0.fma(a3, a2);
                a3 = s0.fma(a2, a3);
                a2 = t0.fma(a3, a2);
                a0 = t1.fma(a2, a0);
                a2 = s1.fma(a0, a2);
                a0 = t1.fma(a2, a0);
                a1 = t1.fma(a3, a1);
                a3 = s1.fma(a1, a3);
                a1 = t1.fma(a3, a1);
                a0.intoArray(a, i0);
                a1.intoArray(a, i1);
                a2.intoArray(a, i2);
                a3.intoArray(a, i3);
            }
        }
    }

    private void rotate3(float[] a, int start, int u, Pass pass, int from, int to, float sign) {
        int m0 = pass.columns()[0] * width;
        int m1 = pass.columns()[1] * width;
        int m2 = pass.columns()[2] * width;
        int[] bases = pass.bases();
        FloatVector t0 = tangents(pass.slots()[0], u).mul(sign);
        FloatVector s0 = sines(pass.slots()[0], u).mul(sign);
        FloatVector t1 = tangents(pass.slots()[1], u).mul(sign);
        FloatVector s1 = sines(pass.slots()[1], u).mul(sign);
        FloatVector t2 = tangents(pass.slots()[2], u).mul(sign);
        FloatVector s2 = sines(pass.slots()[2], u).mul(sign);
        for (int i = from; i < to; i++) {
            int base = bases[i] * width;
            for (int part = start + u; part < start + width; part += lanes) {
                int i0 = part + base;
                int i1 = part + (base ^ m0);
                int i2 = part + (base ^ m1);
                int i3 = part + (base ^ m0 ^ m1);
                int i4 = part + (base ^ m2);
                int i5 = part + (base ^ m0 ^ m2);
                int i6 = part + (base ^ m1 ^ m2);
                int i7 = part + (base ^ m0 ^ m1 ^ m2);
                FloatVector a0 = FloatVector.fromArray(SPECIES, a, i0);
                FloatVector a1 = FloatVector.fromArray(SPECIES, a, i1);
                FloatVector a2 = FloatVector.fromArray(SPECIES, a, i2);
                FloatVector a3 = FloatVector.fromArray(SPECIES, a, i3);
                FloatVector a4 = FloatVector.fromArray(SPECIES, a, i4);
                FloatVector a5 = FloatVector.fromArray(SPECIES, a, i5);
                FloatVector a6 = FloatVector.fromArray(SPECIES, a, i6);
                FloatVector a7 = FloatVector.fromArray(SPECIES, a, i7);
                a0 = t0.fma(a1, a0);
                a1 = s0.fma(a0, a1);
                a0 = t0.fma(a1, a0);
                a2 = t0.fma(a3, a2);
                a3 = s0.fma(a2, a3);
                a2 = t0.fma(a3, a2);
                a4 = t0.fma(a5, a4);
                a5 = s0.fma(a4, a5);
                a4 = t0.fma(a5, a4);
                a6 = t0.fma(a7, a6);
                a7 = s0.fma(a6, a7);
                a6 = t0.fma(a7, a6);
                a0 = t1.fma(a2, a0);
                a2 = s1.fma(a0, a2);
                a0 = t1.fma(a2, a0);
                a1 = t1.fma(a3, a1);
                a3 = s1.fma(a1, a3);
                a1 = t1.fma(a3, a1);
                a4 = t1.fma(a6, a4);
                a6 = s1.fma(a4, a6);
                a4 = t1.fma(a6, a4);
                a5 = t1.fma(a7, a5);
                a7 = s1.fma(a5, a7);
                a5 = t1.fma(a7, a5);
                a0 = t2.fma(a4, a0);
                a4 = s2.fma(a0, a4);
                a0 = t2.fma(a4, a0);
                a1 = t2.fma(a5, a1);
                a5 = s2.fma(a1, a5);
                a1 = t2.fma(a5, a1);
                a2 = t2.fma(a6, a2);
                a6 = s2.fma(a2, a6);
                a2 = t2.fma(a6, a2);
                a3 = t2.fma(a7, a3);
                a7 = s2.fma(a3, a7);
                a3 = t2.fma(a7, a3);
                a0.intoArray(a, i0);
                a1.intoArray(a, i1);
                a2.intoArray(a, i2);
                a3.intoArray(a, i3);
                a4.intoArray(a, i4);
                a5.intoArray(a, i5);
                a6.intoArray(a, i6);
                a7.intoArray(a, i7);
            }
        }
    }

    @Override
    public void rotateLanes(int state, int bit, int slot, int from, int to, boolean inverse) {
        int place = Integer.numberOfTrailingZeros(bit);
        VectorShuffle<Float> partner = PARTNERS.get(place);
        FloatVector sin = sines(slot, 0);
        FloatVector cos = cosines(slot, 0);
        FloatVector signed =
                FloatVector.fromArray(SPECIES, SIGNS[place], 0).mul(sin).mul(inverse ? -1 : 1);
        float[] a = states[state];
        int end = starts[state] + to * width;
        for (int at = starts[state] + from * width; at < end; at += VECTOR) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, at);
            x.rearrange(partner).fma(signed, x.mul(cos)).intoArray(a, at);
        }
    }

    @Override
    public void rotationSlopes(int state, int adjoint, Pass pass, int from, int to, double[][] slopes, int at) {
        float[] p = states[state];
        float[] l = states[adjoint];
        int startP = starts[state];
        int startL = starts[adjoint];
        for (int u = 0; u < lanes; u += VECTOR) {
            switch (pass.columns().length) {
                case 1 -> slopes1(p, startP, l, startL, u, pass, from, to, slopes, at);
                case 2 -> slopes2(p, startP, l, startL, u, pass, from, to, slopes, at);
                default -> slopes3(p, startP, l, startL, u, pass, from, to, slopes, at);
            }
        }
    }

    private void slopes1(
            float[] p,
            int startP,
            float[] l,
            int startL,
            int u,
            Pass pass,
            int from,
            int to,
            double[][] slopes,
            int at) {
        int m0 = pass.columns()[0] * width;
        int[] bases = pass.bases();
        FloatVector up0 = FloatVector.zero(SPECIES);
        FloatVector down0 = FloatVector.zero(SPECIES);
        // One loop over bases and parts: sums that are carried through two loops would leave the registers on Java 17.
        for (int i = 2 * from; i < 2 * to; i++) {
            int base = bases[i >> 1] * width;
            int part = u + (i & 1) * lanes;
            int i0 = part + base;
            int i1 = part + (base ^ m0);
            FloatVector p0 = FloatVector.fromArray(SPECIES, p, startP + i0);
            FloatVector l0 = FloatVector.fromArray(SPECIES, l, startL + i0);
            FloatVector p1 = FloatVector.fromArray(SPECIES, p, startP + i1);
            FloatVector l1 = FloatVector.fromArray(SPECIES, l, startL + i1);
            up0 = l1.fma(p0, up0);
            down0 = l0.fma(p1, down0);
        }
        up0.sub(down0).intoArray(sum, 0);
        addHalfSum(slopes[pass.slots()[0]], at + u);
    }

    private void slopes2(
            float[] p,
            int startP,
            float[] l,
            int startL,
            int u,
            Pass pass,
            int from,
            int to,
            double[][] slopes,
            int at) {
        int m0 = pass.columns()[0] * width;
        int m1 = pass.columns()[1] * width;
        int[] bases = pass.bases();
        FloatVector up0 = FloatVector.zero(SPECIES);
        FloatVector down0 = FloatVector.zero(SPECIES);
        FloatVector up1 = FloatVector.zero(SPECIES);
        FloatVector down1 = FloatVector.zero(SPECIES);
        // One loop over bases and parts: sums that are carried through two loops would leave the registers on Java 17.
        for (int i = 2 * from; i < 2 * to; i++) {
            int base = bases[i >> 1] * width;
            int part = u + (i & 1) * lanes;
            int i0 = part + base;
            int i1 = part + (base ^ m0);
            int i2 = part + (base ^ m1);
            int i3 = part + (base ^ m0 ^ m1);
            FloatVector p0 = FloatVector.fromArray(SPECIES, p, startP + i0);
            FloatVector l0 = FloatVector.fromArray(SPECIES, l, startL + i0);
            FloatVector p1 = FloatVector.fromArray(SPECIES, p, startP + i1);
            FloatVector l1 = FloatVector.fromArray(SPECIES, l, startL + i1);
            FloatVector p2 = FloatVector.fromArray(SPECIES, p, startP + i2);
            FloatVector l2 = FloatVector.fromArray(SPECIES, l, startL + i2);
            FloatVector p3 = FloatVector.fromArray(SPECIES, p, startP + i3);
            FloatVector l3 = FloatVector.fromArray(SPECIES, l, startL + i3);
            up0 = l1.fma(p0, up0);
            down0 = l0.fma(p1, down0);
            up0 = l3.fma(p2, up0);
            down0 = l2.fma(p3, down0);
            up1 = l2.fma(p0, up1);
            down1 = l0.fma(p2, down1);
            up1 = l3.fma(p1, up1);
            down1 = l1.fma(p3, down1);
        }
        up0.sub(down0).intoArray(sum, 0);
        addHalfSum(slopes[pass.slots()[0]], at + u);
        up1.sub(down1).intoArray(sum, 0);
        addHalfSum(slopes[pass.slots()[1]], at + u);
    }

    private void slopes3(
            float[] p,
            int startP,
            float[] l,
            int startL,
            int u,
            Pass pass,
            int from,
            int to,
            double[][] slopes,
            int at) {
        int m0 = pass.columns()[0] * width;
        int m1 = pass.columns()[1] * width;
        int m2 = pass.columns()[2] * width;
        int[] bases = pass.bases();
        FloatVector up0 = FloatVector.zero(SPECIES);
        FloatVector down0 = FloatVector.zero(SPECIES);
        FloatVector up1 = FloatVector.zero(SPECIES);
        FloatVector down1 = FloatVector.zero(SPECIES);
        FloatVector up2 = FloatVector.zero(SPECIES);
        FloatVector down2 = FloatVector.zero(SPECIES);
        // One loop over bases and parts: sums that are carried through two loops would leave the registers on Java 17.
        for (int i = 2 * from; i < 2 * to; i++) {
            int base = bases[i >> 1] * width;
            int part = u + (i & 1) * lanes;
            int i0 = part + base;
            int i1 = part + (base ^ m0);
            int i2 = part + (base ^ m1);
            int i3 = part + (base ^ m0 ^ m1);
            int i4 = part + (base ^ m2);
            int i5 = part + (base ^ m0 ^ m2);
            int i6 = part + (base ^ m1 ^ m2);
            int i7 = part + (base ^ m0 ^ m1 ^ m2);
            FloatVector p0 = FloatVector.fromArray(SPECIES, p, startP + i0);
            FloatVector l0 = FloatVector.fromArray(SPECIES, l, startL + i0);
            FloatVector p1 = FloatVector.fromArray(SPECIES, p, startP + i1);
            FloatVector l1 = FloatVector.fromArray(SPECIES, l, startL + i1);
            FloatVector p2 = FloatVector.fromArray(SPECIES, p, startP + i2);
            FloatVector l2 = FloatVector.fromArray(SPECIES, l, startL + i2);
            FloatVector p3 = FloatVector.fromArray(SPECIES, p, startP + i3);
            FloatVector l3 = FloatVector.fromArray(SPECIES, l, startL + i3);
            FloatVector p4 = FloatVector.fromArray(SPECIES, p, startP + i4);
            FloatVector l4 = FloatVector.fromArray(SPECIES, l, startL + i4);
            FloatVector p5 = FloatVector.fromArray(SPECIES, p, startP + i5);
            FloatVector l5 = FloatVector.fromArray(SPECIES, l, startL + i5);
            FloatVector p6 = FloatVector.fromArray(SPECIES, p, startP + i6);
            FloatVector l6 = FloatVector.fromArray(SPECIES, l, startL + i6);
            FloatVector p7 = FloatVector.fromArray(SPECIES, p, startP + i7);
            FloatVector l7 = FloatVector.fromArray(SPECIES, l, startL + i7);
            up0 = l1.fma(p0, up0);
            down0 = l0.fma(p1, down0);
            up0 = l3.fma(p2, up0);
            down0 = l2.fma(p3, down0);
            up0 = l5.fma(p4, up0);
            down0 = l4.fma(p5, down0);
            up0 = l7.fma(p6, up0);
            down0 = l6.fma(p7, down0);
            up1 = l2.fma(p0, up1);
            down1 = l0.fma(p2, down1);
            up1 = l3.fma(p1, up1);
            down1 = l1.fma(p3, down1);
            up1 = l6.fma(p4, up1);
            down1 = l4.fma(p6, down1);
            up1 = l7.fma(p5, up1);
            down1 = l5.fma(p7, down1);
            up2 = l4.fma(p0, up2);
            down2 = l0.fma(p4, down2);
            up2 = l5.fma(p1, up2);
            down2 = l1.fma(p5, down2);
            up2 = l6.fma(p2, up2);
            down2 = l2.fma(p6, down2);
            up2 = l7.fma(p3, up2);
            down2 = l3.fma(p7, down2);
        }
        up0.sub(down0).intoArray(sum, 0);
        addHalfSum(slopes[pass.slots()[0]], at + u);
        up1.sub(down1).intoArray(sum, 0);
        addHalfSum(slopes[pass.slots()[1]], at + u);
        up2.sub(down2).intoArray(sum, 0);
        addHalfSum(slopes[pass.slots()[2]], at + u);
    }

    @Override
    public void laneRotationSlopes(
            int state, int adjoint, int bit, int slot, int from, int to, double[][] slopes, int at) {
        int place = Integer.numberOfTrailingZeros(bit);
        VectorShuffle<Float> partner = PARTNERS.get(place);
        float[] p = states[state];
        float[] l = states[adjoint];
        FloatVector total = FloatVector.zero(SPECIES);
        for (int i = from * width; i < to * width; i += VECTOR) {
            FloatVector x = FloatVector.fromArray(SPECIES, p, starts[state] + i).rearrange(partner);
            total = x.fma(FloatVector.fromArray(SPECIES, l, starts[adjoint] + i), total);
        }
        total.mul(FloatVector.fromArray(SPECIES, SIGNS[place], 0)).intoArray(sum, 0);
        addHalfSum(slopes[slot], at);
    }

    private void addHalfSum(double[] to, int at) {
        for (int v = 0; v < VECTOR; v++) {
            to[at + v] += 0.5 * sum[v];
        }
    }

    @Override
    public void rename(int from, int to, int[] rowOrigins, int[] laneOrigins) {
        float[] a = states[from];
        float[] b = states[to];
        for (int row = 0; row < rows; row++) {
            int there = starts[to] + row * width;
            for (int v = 0; v < lanes; v++) {
                int here = starts[from] + place(rowOrigins[row] ^ laneOrigins[v]);
                b[there + v] = a[here];
                b[there + lanes + v] = a[here + lanes];
            }
        }
    }

    @Override
    public void probabilities(int state) {
        float[] a = states[state];
        for (int row = 0; row < rows; row++) {
            for (int u = 0; u < lanes; u += VECTOR) {
                int here = starts[state] + row * width + u;
                FloatVector x = FloatVector.fromArray(SPECIES, a, here);
                FloatVector y = FloatVector.fromArray(SPECIES, a, here + lanes);
                x.fma(x, y.mul(y)).intoArray(values, row * lanes + u);
            }
        }
    }

    @Override
    public void overlap(int state, int adjoint) {
        float[] p = states[state];
        float[] l = states[adjoint];
        for (int row = 0; row < rows; row++) {
            for (int u = 0; u < lanes; u += VECTOR) {
                int here = starts[state] + row * width + u;
                int there = starts[adjoint] + row * width + u;
                FloatVector x = FloatVector.fromArray(SPECIES, p, here);
                FloatVector y = FloatVector.fromArray(SPECIES, p, here + lanes);
                FloatVector lx = FloatVector.fromArray(SPECIES, l, there);
                FloatVector ly = FloatVector.fromArray(SPECIES, l, there + lanes);
                lx.mul(y).sub(ly.mul(x)).intoArray(values, row * lanes + u);
            }
        }
    }

    @Override
    public void diagonalAndOverlap(int state, int adjoint, int table) {
        float[] p = states[state];
        float[] l = states[adjoint];
        for (int row = 0; row < rows; row++) {
            FloatVector c = FloatVector.broadcast(SPECIES, tableRe[table][row]);
            FloatVector s = FloatVector.broadcast(SPECIES, -tableIm[table][row]);
            for (int u = 0; u < lanes; u += VECTOR) {
                int here = starts[state] + row * width + u;
                int there = starts[adjoint] + row * width + u;
                FloatVector lx = FloatVector.fromArray(SPECIES, l, there);
                FloatVector ly = FloatVector.fromArray(SPECIES, l, there + lanes);
                FloatVector re = lx.mul(c).sub(ly.mul(s));
                FloatVector im = ly.mul(c).add(lx.mul(s));
                re.intoArray(l, there);
                im.intoArray(l, there + lanes);
                FloatVector x = FloatVector.fromArray(SPECIES, p, here);
                FloatVector y = FloatVector.fromArray(SPECIES, p, here + lanes);
                re.mul(y).sub(im.mul(x)).intoArray(values, row * lanes + u);
            }
        }
    }

    @Override
    public void fold(Parities parities) {
        for (int i = 0; i < parities.folds().size(); i++) {
            Parities.Fold fold = parities.folds().get(i);
            int first = fold.first() * lanes;
            int length = fold.half() * lanes;
            switch (fold.kind()) {
                case BOTH -> addAndSubtract(first, length);
                case SUM -> {
                    for (int at = first; at < first + length; at += VECTOR) {
                        value(at).add(value(at + length)).intoArray(values, at);
                    }
                }
                case DIFFERENCE -> {
                    for (int at = first; at < first + length; at += VECTOR) {
                        value(at).sub(value(at + length)).intoArray(values, at);
                    }
                }
            }
        }
    }

    @Override
    public void unfold(Parities parities) {
        for (int i = parities.folds().size() - 1; i >= 0; i--) {
            Parities.Fold fold = parities.folds().get(i);
            int first = fold.first() * lanes;
            int length = fold.half() * lanes;
            switch (fold.kind()) {
                case BOTH -> addAndSubtract(first, length);
                case SUM -> System.arraycopy(values, first, values, first + length, length);
                case DIFFERENCE -> {
                    for (int at = first; at < first + length; at += VECTOR) {
                        value(at).neg().intoArray(values, at + length);
                    }
                }
            }
        }
    }

    private void addAndSubtract(int first, int length) {
        for (int at = first; at < first + length; at += VECTOR) {
            FloatVector x = value(at);
            FloatVector y = value(at + length);
            x.add(y).intoArray(values, at);
            x.sub(y).intoArray(values, at + length);
        }
    }

    private FloatVector value(int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    @Override
    public void add(int row, double factor, double[] to, int at, int stride, int count) {
        int start = row * lanes;
        for (int v = 0; v < count; v++) {
            to[at + v * stride] += factor * values[start + v];
        }
    }

    @Override
    public void silence(int row) {
        Arrays.fill(values, row * lanes, (row + 1) * lanes, 0);
    }

    @Override
    public void take(int row, double factor, double[] from, int at, int stride, int count) {
        int start = row * lanes;
        for (int v = 0; v < count; v++) {
            values[start + v] += (float) ((factor * from[at + v * stride] + FLUSH_INPUT) - FLUSH_INPUT);
        }
    }

    @Override
    public void seed(int state, int adjoint) {
        float[] p = states[state];
        float[] l = states[adjoint];
        for (int row = 0; row < rows; row++) {
            for (int u = 0; u < lanes; u += VECTOR) {
                int here = starts[state] + row * width + u;
                int there = starts[adjoint] + row * width + u;
                FloatVector twice = value(row * lanes + u).mul(2);
                FloatVector.fromArray(SPECIES, p, here).mul(twice).intoArray(l, there);
                FloatVector.fromArray(SPECIES, p, here + lanes).mul(twice).intoArray(l, there + lanes);
            }
        }
    }

    /** Re(conj(a) (u + iv) b) = u (a.re b.re + a.im b.im) + v (a.im b.re - a.re b.im), with a the partner of b. */
    @Override
    public void addExpectation(int state, Observable observable, double[] to, int at, int stride, int count) {
        float[] a = states[state];
        int start = starts[state];
        int unitRe = observable.unitRe();
        int unitIm = observable.unitIm();
        if (shape.wide()) {
            double total = 0;
            for (int k = 0; k < rows * lanes; k++) {
                int here = start + place(k);
                int there = start + place(k ^ observable.flips());
                total += observable.signOf(k)
                        * (unitRe * (a[there] * a[here] + a[there + lanes] * a[here + lanes])
                                + unitIm * (a[there + lanes] * a[here] - a[there] * a[here + lanes]));
            }
            to[at] += total;
            return;
        }
        for (int u = 0; u < lanes; u += VECTOR) {
            sumExpectation(a, start, u, observable);
        }
        for (int v = 0; v < count; v++) {
            to[at + v * stride] += sum[v];
        }
    }

    private void sumExpectation(float[] a, int start, int u, Observable observable) {
        int unitRe = observable.unitRe();
        int unitIm = observable.unitIm();
        FloatVector total = FloatVector.zero(SPECIES);
        for (int row = 0; row < rows; row++) {
            int here = start + row * width + u;
            int there = start + (row ^ observable.flips()) * width + u;
            int sign = observable.signOf(row);
            FloatVector bRe = FloatVector.fromArray(SPECIES, a, here);
            FloatVector bIm = FloatVector.fromArray(SPECIES, a, here + lanes);
            FloatVector aRe = FloatVector.fromArray(SPECIES, a, there);
            FloatVector aIm = FloatVector.fromArray(SPECIES, a, there + lanes);
            if (unitIm == 0) {
                total = aRe.mul(bRe).add(aIm.mul(bIm)).mul(sign * unitRe).add(total);
            } else {
                total = aIm.mul(bRe).sub(aRe.mul(bIm)).mul(sign * unitIm).add(total);
            }
        }
        total.intoArray(sum, u);
    }

    @Override
    public void pull(
            int state,
            int adjoint,
            Observable observable,
            double factor,
            double[] from,
            int at,
            int stride,
            int count) {
        float[] p = states[state];
        float[] l = states[adjoint];
        int unitRe = observable.unitRe();
        int unitIm = observable.unitIm();
        if (shape.wide()) {
            float slope = (float) (2 * ((factor * from[at] + FLUSH_INPUT) - FLUSH_INPUT));
            for (int k = 0; k < rows * lanes; k++) {
                int here = starts[state] + place(k);
                int there = starts[adjoint] + place(k ^ observable.flips());
                float signed = observable.signOf(k) * slope;
                l[there] += signed * (unitRe * p[here] - unitIm * p[here + lanes]);
                l[there + lanes] += signed * (unitRe * p[here + lanes] + unitIm * p[here]);
            }
            return;
        }
        for (int v = 0; v < lanes; v++) {
            double slope = v < count ? factor * from[at + v * stride] : 0;
            sum[v] = (float) (2 * ((slope + FLUSH_INPUT) - FLUSH_INPUT));
        }
        for (int u = 0; u < lanes; u += VECTOR) {
            FloatVector slope = FloatVector.fromArray(SPECIES, sum, u);
            for (int row = 0; row < rows; row++) {
                int here = starts[state] + row * width + u;
                int there = starts[adjoint] + (row ^ observable.flips()) * width + u;
                FloatVector signed = slope.mul(observable.signOf(row) * (unitRe + unitIm));
                FloatVector x = FloatVector.fromArray(SPECIES, p, here);
                FloatVector y = FloatVector.fromArray(SPECIES, p, here + lanes);
                FloatVector lx = FloatVector.fromArray(SPECIES, l, there);
                FloatVector ly = FloatVector.fromArray(SPECIES, l, there + lanes);
                if (unitIm == 0) {
                    x.fma(signed, lx).intoArray(l, there);
                    y.fma(signed, ly).intoArray(l, there + lanes);
                } else {
                    lx.sub(y.mul(signed)).intoArray(l, there);
                    x.fma(signed, ly).intoArray(l, there + lanes);
                }
            }
        }
    }

    /** Where the real part of an amplitude of a wide block stands. */
    private int place(int k) {
        return (k >> shape.laneBits()) * width + (k & (lanes - 1));
    }
}
