package io.ansatz.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How many multiply-adds one core carries out in a plain Java loop: eight for each number it reads from the first-level cache and
 * writes back, which the compiler turns into vector instructions.
 *
 * <p>{@code DoubleLoopPeak} is made from this file by the build, which writes double for float.
 */
@State(Scope.Thread)
public class FloatLoopPeak {

    private static final int CHAIN = 8;

    private static final int NUMBERS = 1024;

    private static final int ROUNDS = 16;

    private final float[] numbers = new float[NUMBERS];
    private float factor = 0.5f;
    private float term = 1;

    /** Floating-point operations of one call; a multiply-add is two. */
    static double operations() {
        return 2.0 * CHAIN * NUMBERS * ROUNDS;
    }

    @Benchmark
    public float[] multiplyAdd() {
        for (int round = 0; round < ROUNDS; round++) {
            pass(numbers, factor, term);
        }
        return numbers;
    }

    private static void pass(float[] numbers, float by, float plus) {
        for (int i = 0; i < numbers.length; i++) {
            float a = Math.fma(numbers[i], by, plus);
            float b = Math.fma(a, by, plus);
            float c = Math.fma(b, by, plus);
            float d = Math.fma(c, by, plus);
            float e = Math.fma(d, by, plus);
            float f = Math.fma(e, by, plus);
            float g = Math.fma(f, by, plus);
            numbers[i] = Math.fma(g, by, plus);
        }
    }
}
