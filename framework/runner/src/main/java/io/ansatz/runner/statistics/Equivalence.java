package io.ansatz.runner.statistics;

/**
 * Two one-sided tests (Schuirmann 1987): whether a difference is shown to be both above the negative margin and below the
 * positive one. The margin is the smallest difference that matters, fixed before anybody saw a result.
 *
 * @param p the larger p of the two tests
 * @param interval the interval of 90 %, which lies within the margins where p is below 0.05
 */
public record Equivalence(double margin, double p, Estimate interval) {

    private static final double LEVEL = 0.9;

    public Equivalence {
        if (!(margin > 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException("A margin must be above 0, not %s.".formatted(margin));
        }
    }

    /**
     * By signed ranks. It assumes that differences lie symmetrically about their middle, as {@link SignedRank} does, and it is
     * exact: rounded metrics that happen to be equal for all of few seeds do not look like certainty.
     */
    public static Equivalence signedRank(Differences differences, double margin) {
        double above = RankSum.of(differences.plus(margin).values()).upper();
        double below = RankSum.of(differences.plus(-margin).values()).lower();
        return new Equivalence(margin, Math.max(above, below), HodgesLehmann.of(differences, LEVEL));
    }

    /** By Student's t. It assumes that differences are roughly normal, and is misled where few of them are all equal. */
    public static Equivalence student(Differences differences, double margin) {
        Sample sample = Sample.of(differences.values());
        Sample turned = Sample.of(differences.negated().values());
        return new Equivalence(margin, Math.max(sample.pAbove(-margin), turned.pAbove(-margin)), sample.mean(LEVEL));
    }
}
