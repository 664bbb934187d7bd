package io.ansatz.runner.statistics;

import java.util.OptionalInt;

/** About how many seeds it takes to find a difference with the signed-rank test, four times out of five. */
public final class SampleSize {

    private static final double POWER = 0.8;

    /** Of n seeds, Student's t does with 3 n / pi what signed ranks do with n, if differences are normal. */
    private static final double EFFICIENCY = 3 / Math.PI;

    private SampleSize() {}

    /**
     * The paired t-test takes (z(1 - alpha/2) + z(power))^2 (deviation / difference)^2 + z(1 - alpha/2)^2 / 2 pairs (Guenther
     * 1981), the signed-rank test pi / 3 times as many (Hodges and Lehmann 1956); and alpha is what the exact test can come to
     * with so many, which is less than it may. The deviation of few seeds is itself uncertain, so this is a guide and no
     * promise. Never fewer than can reach alpha; empty where it is beyond counting.
     *
     * @param alpha of this test: that of the family over its size
     */
    public static OptionalInt seeds(double deviation, double difference, double alpha) {
        double ratio = deviation / difference;
        double seeds = Math.max(SignedRank.fewest(alpha), Math.ceil(pairs(ratio, alpha)));
        while (seeds <= RankSum.EXACT && seeds < pairs(ratio, SignedRank.attained((int) seeds, alpha))) {
            seeds++;
        }
        return seeds < Integer.MAX_VALUE ? OptionalInt.of((int) seeds) : OptionalInt.empty();
    }

    private static double pairs(double ratio, double alpha) {
        double z = Normal.quantile(1 - alpha / 2);
        double both = z + Normal.quantile(POWER);
        return (both * both * ratio * ratio + z * z / 2) / EFFICIENCY;
    }
}
