package io.ansatz.benchmarks.statistics;

import java.util.Locale;

/** A metric that follows from the counts of a binary classification; counts may be fractions, for what is expected of them. */
enum Measure {
    ACCURACY {
        @Override
        double of(double tp, double fp, double fn, double tn) {
            return (tp + tn) / (tp + fp + fn + tn);
        }
    },
    BALANCED_ACCURACY {
        @Override
        double of(double tp, double fp, double fn, double tn) {
            return (tp / (tp + fn) + tn / (tn + fp)) / 2;
        }
    },
    F1 {
        @Override
        double of(double tp, double fp, double fn, double tn) {
            return 2 * tp / (2 * tp + fp + fn);
        }
    },
    MCC {
        @Override
        double of(double tp, double fp, double fn, double tn) {
            return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
        }
    };

    /** NaN where it is not defined. */
    abstract double of(double tp, double fp, double fn, double tn);

    /** Of some items, which may be named several times. */
    double of(boolean[] positive, boolean[] called, int[] items) {
        int tp = 0;
        int fp = 0;
        int fn = 0;
        int tn = 0;
        for (int item : items) {
            if (positive[item]) {
                tp += called[item] ? 1 : 0;
                fn += called[item] ? 0 : 1;
            } else {
                fp += called[item] ? 1 : 0;
                tn += called[item] ? 0 : 1;
            }
        }
        return of(tp, fp, fn, tn);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
