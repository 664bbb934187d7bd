package io.ansatz.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How fast numbers come from memory and go back: two are read for each that is written (McCalpin 1995). */
@State(Scope.Thread)
public class TriadBenchmark {

    private static final int ARRAYS = 3;

    private static final int BYTES_PER_MEBIBYTE = 1 << 20;

    @Param("24")
    private int mebibytes;

    private float[] sum;
    private float[] one;
    private float[] other;
    private float factor = 3;

    /** The bytes that one call reads and writes, when the three arrays together have this size. */
    static double bytes(int mebibytes) {
        return (double) ARRAYS * length(mebibytes) * Float.BYTES;
    }

    private static int length(int mebibytes) {
        return mebibytes * (BYTES_PER_MEBIBYTE / Float.BYTES) / ARRAYS;
    }

    @Setup
    public void prepare() {
        sum = new float[length(mebibytes)];
        one = new float[length(mebibytes)];
        other = new float[length(mebibytes)];
    }

    @Benchmark
    public float[] triad() {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = one[i] + factor * other[i];
        }
        return sum;
    }
}
