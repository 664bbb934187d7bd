package io.ansatz.runner.network;

import io.ansatz.runner.experiment.Training;

/** How values move against their slopes: what torch calls an optimizer. */
interface UpdateRule {

    /** The rule that an experiment asks for. */
    static UpdateRule of(Training settings) {
        return switch (settings.optimizer()) {
            case ADAM -> new Adam(settings.weightDecay(), false);
            case ADAMW -> new Adam(settings.weightDecay(), true);
            case SGD -> new Sgd(settings.momentum(), settings.weightDecay());
        };
    }

    /** How many numbers it remembers of each value. */
    int memories();

    /** Whether it looks at the values themselves, or at their slopes alone. */
    boolean decays();

    /**
     * What one step does.
     *
     * @param number of the step, from 1
     */
    Step step(int number, double rate);

    /** A step of many values, in loops simple enough for the compiler to use the processor's vectors. */
    interface Step {

        /**
         * Moves on.
         *
         * @param slopes become what is taken from the values
         * @param values only there if the rule decays
         * @param memories {@code [memory][value]}, all 0 before the first step
         */
        void take(int size, float[] slopes, float[] values, float[][] memories);
    }

    /** Adds a share of the values to the slopes. */
    static void addTo(float[] slopes, float share, float[] values, int size) {
        for (int i = 0; i < size; i++) {
            slopes[i] += share * values[i];
        }
    }
}
