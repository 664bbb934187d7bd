package io.ansatz.simulator.statevector;

import java.util.Arrays;

/**
 * Plain loops, one array per row: the compiler turns a loop into vector instructions when it walks several arrays with the same
 * index, but not when it walks one array at several distances.
 *
 * <p>{@code DoubleRows} is made from this file by the build, which writes double for float.
 */
@SuppressWarnings("cast")
final class FloatRows implements Block {

    /** Adding and taking away this makes what is a ten-millionth of it 0. */
    private static final float FLUSH = (float) 1e-6;

    /** The same for what comes in, before it is rounded. */
    private static final double FLUSH_INPUT = 1e-6;

    private final Shape shape;
    private final int rows;
    private final int lanes;
    private final float[][][] re;
    private final float[][][] im;
    private final float[][][] tableRe;
    private final float[][][] tableIm;
    private final float[][] shearT;
    private final float[][] shearS;
    private final float[][] values;
    private final float[] sum;

    FloatRows(Shape shape) {
        this.shape = shape;
        rows = shape.rows();
        lanes = shape.lanes();
        re = new float[shape.states()][rows][lanes];
        im = new float[shape.states()][rows][lanes];
        int tableRows = shape.wide() ? rows : 1;
        int tableLanes = shape.wide() ? lanes : rows;
        tableRe = new float[shape.tables()][tableRows][tableLanes];
        tableIm = new float[shape.tables()][tableRows][tableLanes];
        shearT = new float[shape.slots()][lanes];
        shearS = new float[shape.slots()][lanes];
        values = new float[rows][lanes];
        sum = new float[lanes];
    }

    @Override
    public void turn(int slot, double[] t, double[] s, int from) {
        for (int v = 0; v < lanes; v++) {
            shearT[slot][v] = (float) ((t[from + v] + FLUSH_INPUT) - FLUSH_INPUT);
            shearS[slot][v] = (float) ((s[from + v] + FLUSH_INPUT) - FLUSH_INPUT);
        }
    }

    @Override
    public void turn(int slot, double t, double s) {
        Arrays.fill(shearT[slot], (float) ((t + FLUSH_INPUT) - FLUSH_INPUT));
        Arrays.fill(shearS[slot], (float) ((s + FLUSH_INPUT) - FLUSH_INPUT));
    }

    @Override
    public void table(int table, int first, double[] phasesRe, double[] phasesIm, int count) {
        int width = tableRe[table][0].length;
        for (int i = 0; i < count; i++) {
            tableRe[table][(first + i) / width][(first + i) % width] = (float) phasesRe[i];
            tableIm[table][(first + i) / width][(first + i) % width] = (float) phasesIm[i];
        }
    }

    @Override
    public void clear(int state) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(re[state][row], 0);
            Arrays.fill(im[state][row], 0);
        }
    }

    @Override
    public void load(int state, int row, double[] from, int at, int stride, int count) {
        Arrays.fill(im[state][row], 0);
        for (int v = 0; v < lanes; v++) {
            re[state][row][v] = v < count ? (float) ((from[at + v * stride] + FLUSH_INPUT) - FLUSH_INPUT) : 0;
        }
    }

    @Override
    public void addReal(int state, int row, double factor, double[] to, int at, int stride, int count) {
        for (int v = 0; v < count; v++) {
            to[at + v * stride] += factor * re[state][row][v];
        }
    }

    @Override
    public void copy(int from, int to) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(re[from][row], 0, re[to][row], 0, lanes);
            System.arraycopy(im[from][row], 0, im[to][row], 0, lanes);
        }
    }

    @Override
    public void product(int state, int[] order, int[] slots) {
        for (int j = 0; j < slots.length; j++) {
            for (int i = 0; i < 1 << j; i++) {
                int from = order[i];
                int to = order[i | 1 << j];
                Arrays.fill(im[state][to], 0);
                split(re[state][from], re[state][to], shearT[slots[j]], shearS[slots[j]], lanes);
            }
        }
    }

    private static void split(float[] a, float[] b, float[] t, float[] s, int lanes) {
        for (int v = 0; v < lanes; v++) {
            float x = a[v];
            b[v] = (s[v] * x + FLUSH) - FLUSH;
            a[v] = ((1 + s[v] * t[v]) * x + FLUSH) - FLUSH;
        }
    }

    @Override
    public void diagonal(int from, int to, int table, boolean inverse) {
        float sign = inverse ? -1 : 1;
        for (int row = 0; row < rows; row++) {
            if (shape.wide()) {
                multiply(
                        re[from][row],
                        im[from][row],
                        re[to][row],
                        im[to][row],
                        tableRe[table][row],
                        tableIm[table][row],
                        sign,
                        lanes);
            } else {
                multiply(
                        re[from][row],
                        im[from][row],
                        re[to][row],
                        im[to][row],
                        tableRe[table][0][row],
                        sign * tableIm[table][0][row],
                        lanes);
            }
        }
    }

    private static void multiply(
            float[] fromRe,
            float[] fromIm,
            float[] toRe,
            float[] toIm,
            float[] phaseRe,
            float[] phaseIm,
            float sign,
            int lanes) {
        for (int v = 0; v < lanes; v++) {
            float x = fromRe[v];
            float y = fromIm[v];
            float c = phaseRe[v];
            float s = sign * phaseIm[v];
            toRe[v] = c * x - s * y;
            toIm[v] = c * y + s * x;
        }
    }

    private static void multiply(
            float[] fromRe, float[] fromIm, float[] toRe, float[] toIm, float c, float s, int lanes) {
        for (int v = 0; v < lanes; v++) {
            float x = fromRe[v];
            float y = fromIm[v];
            toRe[v] = c * x - s * y;
            toIm[v] = c * y + s * x;
        }
    }

    @Override
    public void phase(int state, int mask, int slot, boolean inverse) {
        for (int row = 0; row < rows; row++) {
            boolean odd = (Integer.bitCount(row & mask) & 1) == 1;
            turnPhase(re[state][row], im[state][row], shearT[slot], shearS[slot], odd == inverse ? -1 : 1, lanes);
        }
    }

    private static void turnPhase(float[] a, float[] b, float[] t, float[] s, float sign, int lanes) {
        for (int v = 0; v < lanes; v++) {
            float x = a[v];
            float y = b[v];
            float c = 1 + s[v] * t[v];
            float turn = sign * s[v];
            a[v] = c * x - turn * y;
            b[v] = c * y + turn * x;
        }
    }

    @Override
    public void rotate(int state, Pass pass, int from, int to, boolean inverse) {
        rotate(re[state], pass, from, to, inverse ? -1 : 1);
        rotate(im[state], pass, from, to, inverse ? -1 : 1);
    }

    private void rotate(float[][] part, Pass pass, int from, int to, float sign) {
        int first = pass.columns()[0];
        float[] t0 = shearT[pass.slots()[0]];
        float[] s0 = shearS[pass.slots()[0]];
        if (pass.columns().length == 1) {
            for (int i = from; i < to; i++) {
                int base = pass.bases()[i];
                rotate(part[base], part[base ^ first], t0, s0, sign, lanes);
            }
            return;
        }
        int second = pass.columns()[1];
        float[] t1 = shearT[pass.slots()[1]];
        float[] s1 = shearS[pass.slots()[1]];
        for (int i = from; i < to; i++) {
            int base = pass.bases()[i];
            rotate(
                    part[base],
                    part[base ^ first],
                    part[base ^ second],
                    part[base ^ first ^ second],
                    t0,
                    s0,
                    t1,
                    s1,
                    sign,
                    lanes);
        }
    }

    private static void rotate(float[] a, float[] b, float[] t, float[] s, float sign, int lanes) {
        for (int v = 0; v < lanes; v++) {
            float tan = sign * t[v];
            float y = b[v];
            float x = a[v] + tan * y;
            y += sign * s[v] * x;
            a[v] = x + tan * y;
            b[v] = y;
        }
    }

    private static void rotate(
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float[] t0,
            float[] s0,
            float[] t1,
            float[] s1,
            float sign,
            int lanes) {
        for (int v = 0; v < lanes; v++) {
            float tan = sign * t0[v];
            float sin = sign * s0[v];
            float q = b[v];
            float p = a[v] + tan * q;
            q += sin * p;
            p += tan * q;
            float s = d[v];
            float r = c[v] + tan * s;
            s += sin * r;
            r += tan * s;
            tan = sign * t1[v];
            sin = sign * s1[v];
            p += tan * r;
            r += sin * p;
            p += tan * r;
            q += tan * s;
            s += sin * q;
            q += tan * s;
            a[v] = p;
            b[v] = q;
            c[v] = r;
            d[v] = s;
        }
    }

    @Override
    public void rotateLanes(int state, int bit, int slot, int from, int to, boolean inverse) {
        float t = inverse ? -shearT[slot][0] : shearT[slot][0];
        float s = inverse ? -shearS[slot][0] : shearS[slot][0];
        for (int row = from; row < to; row++) {
            rotateLanes(re[state][row], bit, t, s);
            rotateLanes(im[state][row], bit, t, s);
        }
    }

    private static void rotateLanes(float[] row, int bit, float t, float s) {
        for (int base = 0; base < row.length; base += 2 * bit) {
            for (int i = base; i < base + bit; i++) {
                float y = row[i + bit];
                float x = row[i] + t * y;
                y += s * x;
                row[i] = x + t * y;
                row[i + bit] = y;
            }
        }
    }

    @Override
    public void rotationSlopes(int state, int adjoint, Pass pass, int from, int to, double[][] slopes, int at) {
        int[] columns = pass.columns();
        for (int j = 0; j < columns.length; j++) {
            int other = columns.length == 2 ? columns[1 - j] : 0;
            Arrays.fill(sum, 0);
            for (int i = from; i < to; i++) {
                int base = pass.bases()[i];
                addOverlap(state, adjoint, base, base ^ columns[j]);
                if (other != 0) {
                    addOverlap(state, adjoint, base ^ other, base ^ other ^ columns[j]);
                }
            }
            addSum(0.5, slopes[pass.slots()[j]], at, 1, lanes);
        }
    }

    private void addOverlap(int state, int adjoint, int first, int second) {
        addOverlap(re[state][first], re[state][second], re[adjoint][first], re[adjoint][second], sum, lanes);
        addOverlap(im[state][first], im[state][second], im[adjoint][first], im[adjoint][second], sum, lanes);
    }

    private static void addOverlap(float[] p0, float[] p1, float[] l0, float[] l1, float[] sum, int lanes) {
        for (int v = 0; v < lanes; v++) {
            sum[v] += l1[v] * p0[v] - l0[v] * p1[v];
        }
    }

    @Override
    public void laneRotationSlopes(
            int state, int adjoint, int bit, int slot, int from, int to, double[][] slopes, int at) {
        double total = 0;
        for (int row = from; row < to; row++) {
            total += laneOverlap(re[state][row], re[adjoint][row], bit)
                    + laneOverlap(im[state][row], im[adjoint][row], bit);
        }
        slopes[slot][at] += 0.5 * total;
    }

    private static float laneOverlap(float[] p, float[] l, int bit) {
        float total = 0;
        for (int base = 0; base < p.length; base += 2 * bit) {
            for (int i = base; i < base + bit; i++) {
                total += l[i + bit] * p[i] - l[i] * p[i + bit];
            }
        }
        return total;
    }

    @Override
    public void rename(int from, int to, int[] rowOrigins, int[] laneOrigins) {
        for (int row = 0; row < rows; row++) {
            for (int v = 0; v < lanes; v++) {
                int k = rowOrigins[row] ^ laneOrigins[v];
                re[to][row][v] = re[from][k >> shape.laneBits()][k & (lanes - 1)];
                im[to][row][v] = im[from][k >> shape.laneBits()][k & (lanes - 1)];
            }
        }
    }

    @Override
    public void probabilities(int state) {
        for (int row = 0; row < rows; row++) {
            square(re[state][row], im[state][row], values[row], lanes);
        }
    }

    private static void square(float[] a, float[] b, float[] to, int lanes) {
        for (int v = 0; v < lanes; v++) {
            to[v] = a[v] * a[v] + b[v] * b[v];
        }
    }

    @Override
    public void overlap(int state, int adjoint) {
        for (int row = 0; row < rows; row++) {
            cross(re[state][row], im[state][row], re[adjoint][row], im[adjoint][row], values[row], lanes);
        }
    }

    private static void cross(float[] pRe, float[] pIm, float[] lRe, float[] lIm, float[] to, int lanes) {
        for (int v = 0; v < lanes; v++) {
            to[v] = lRe[v] * pIm[v] - lIm[v] * pRe[v];
        }
    }

    @Override
    public void diagonalAndOverlap(int state, int adjoint, int table) {
        diagonal(adjoint, adjoint, table, true);
        overlap(state, adjoint);
    }

    @Override
    public void fold(Parities parities) {
        for (int i = 0; i < parities.folds().size(); i++) {
            Parities.Fold fold = parities.folds().get(i);
            for (int row = fold.first(); row < fold.first() + fold.half(); row++) {
                float[] a = values[row];
                float[] b = values[row + fold.half()];
                switch (fold.kind()) {
                    case BOTH -> addAndSubtract(a, b, lanes);
                    case SUM -> addTo(a, b, 1, lanes);
                    case DIFFERENCE -> addTo(a, b, -1, lanes);
                }
            }
        }
    }

    @Override
    public void unfold(Parities parities) {
        for (int i = parities.folds().size() - 1; i >= 0; i--) {
            Parities.Fold fold = parities.folds().get(i);
            for (int row = fold.first(); row < fold.first() + fold.half(); row++) {
                float[] a = values[row];
                float[] b = values[row + fold.half()];
                switch (fold.kind()) {
                    case BOTH -> addAndSubtract(a, b, lanes);
                    case SUM -> System.arraycopy(a, 0, b, 0, lanes);
                    case DIFFERENCE -> negate(a, b, lanes);
                }
            }
        }
    }

    private static void addAndSubtract(float[] a, float[] b, int lanes) {
        for (int v = 0; v < lanes; v++) {
            float x = a[v];
            float y = b[v];
            a[v] = x + y;
            b[v] = x - y;
        }
    }

    private static void addTo(float[] a, float[] b, float sign, int lanes) {
        for (int v = 0; v < lanes; v++) {
            a[v] += sign * b[v];
        }
    }

    private static void negate(float[] a, float[] b, int lanes) {
        for (int v = 0; v < lanes; v++) {
            b[v] = -a[v];
        }
    }

    @Override
    public void add(int row, double factor, double[] to, int at, int stride, int count) {
        float[] from = values[row];
        for (int v = 0; v < count; v++) {
            to[at + v * stride] += factor * from[v];
        }
    }

    @Override
    public void silence(int row) {
        Arrays.fill(values[row], 0);
    }

    @Override
    public void take(int row, double factor, double[] from, int at, int stride, int count) {
        float[] to = values[row];
        for (int v = 0; v < count; v++) {
            to[v] += (float) ((factor * from[at + v * stride] + FLUSH_INPUT) - FLUSH_INPUT);
        }
    }

    @Override
    public void seed(int state, int adjoint) {
        for (int row = 0; row < rows; row++) {
            twice(values[row], re[state][row], re[adjoint][row], lanes);
            twice(values[row], im[state][row], im[adjoint][row], lanes);
        }
    }

    private static void twice(float[] value, float[] from, float[] to, int lanes) {
        for (int v = 0; v < lanes; v++) {
            to[v] = 2 * value[v] * from[v];
        }
    }

    /** Re(conj(a) (u + iv) b) = u (a.re b.re + a.im b.im) + v (a.im b.re - a.re b.im), with a the partner of b. */
    @Override
    public void addExpectation(int state, Observable observable, double[] to, int at, int stride, int count) {
        Arrays.fill(sum, 0);
        double total = 0;
        int unitRe = observable.unitRe();
        int unitIm = observable.unitIm();
        int laneFlips = observable.flips() & ((1 << shape.laneBits()) - 1);
        for (int row = 0; row < rows; row++) {
            int partner = row ^ observable.flips() >> shape.laneBits();
            float[] aRe = re[state][partner];
            float[] aIm = im[state][partner];
            float[] bRe = re[state][row];
            float[] bIm = im[state][row];
            if (shape.wide()) {
                for (int v = 0; v < lanes; v++) {
                    int w = v ^ laneFlips;
                    total += observable.signOf(row << shape.laneBits() | v)
                            * (unitRe * (aRe[w] * bRe[v] + aIm[w] * bIm[v])
                                    + unitIm * (aIm[w] * bRe[v] - aRe[w] * bIm[v]));
                }
            } else {
                int sign = observable.signOf(row);
                for (int v = 0; v < lanes; v++) {
                    sum[v] += sign
                            * (unitRe * (aRe[v] * bRe[v] + aIm[v] * bIm[v])
                                    + unitIm * (aIm[v] * bRe[v] - aRe[v] * bIm[v]));
                }
            }
        }
        if (shape.wide()) {
            to[at] += total;
        } else {
            addSum(1, to, at, stride, count);
        }
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
        for (int v = 0; v < lanes; v++) {
            boolean there = shape.wide() || v < count;
            double slope = there ? factor * from[shape.wide() ? at : at + v * stride] : 0;
            sum[v] = (float) (2 * ((slope + FLUSH_INPUT) - FLUSH_INPUT));
        }
        int unitRe = observable.unitRe();
        int unitIm = observable.unitIm();
        int laneFlips = observable.flips() & ((1 << shape.laneBits()) - 1);
        for (int row = 0; row < rows; row++) {
            int partner = row ^ observable.flips() >> shape.laneBits();
            float[] lRe = re[adjoint][partner];
            float[] lIm = im[adjoint][partner];
            float[] bRe = re[state][row];
            float[] bIm = im[state][row];
            for (int v = 0; v < lanes; v++) {
                float slope = observable.signOf(shape.wide() ? row << shape.laneBits() | v : row) * sum[v];
                lRe[v ^ laneFlips] += slope * (unitRe * bRe[v] - unitIm * bIm[v]);
                lIm[v ^ laneFlips] += slope * (unitRe * bIm[v] + unitIm * bRe[v]);
            }
        }
    }

    private void addSum(double factor, double[] to, int at, int stride, int count) {
        for (int v = 0; v < count; v++) {
            to[at + v * stride] += factor * sum[v];
        }
    }
}
