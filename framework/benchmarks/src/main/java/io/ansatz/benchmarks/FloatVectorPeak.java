package io.ansatz.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How many multiply-adds one core carries out when nothing is in its way: twelve chains that do not wait for each other keep two
 * units busy through six cycles of latency, and together with factor and term they fit into sixteen registers.
 *
 * <p>{@code DoubleVectorPeak} is made from this file by the build, which writes double for float.
 */
@State(Scope.Thread)
public class FloatVectorPeak {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final int CHAINS = 12;

    private static final int ROUNDS = 1 << 14;

    private float factor = 0.5f;
    private float term = 1;

    /** Floating-point operations of one call; a multiply-add is two. */
    static double operations() {
        return 2.0 * CHAINS * ROUNDS * SPECIES.length();
    }

    @Benchmark
    public float multiplyAdd() {
        var by = FloatVector.broadcast(SPECIES, factor);
        var plus = FloatVector.broadcast(SPECIES, term);
        FloatVector a = by;
        FloatVector b = by;
        FloatVector c = by;
        FloatVector d = by;
        FloatVector e = by;
        FloatVector f = by;
        FloatVector g = by;
        FloatVector h = by;
        FloatVector i = by;
        FloatVector j = by;
        FloatVector k = by;
        FloatVector l = by;
        for (int round = 0; round < ROUNDS; round++) {
            a = a.fma(by, plus);
            b = b.fma(by, plus);
            c = c.fma(by, plus);
            d = d.fma(by, plus);
            e = e.fma(by, plus);
            f = f.fma(by, plus);
            g = g.fma(by, plus);
            h = h.fma(by, plus);
            i = i.fma(by, plus);
            j = j.fma(by, plus);
            k = k.fma(by, plus);
            l = l.fma(by, plus);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .reduceLanes(VectorOperators.ADD);
    }
}
