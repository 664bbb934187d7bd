package io.ansatz.runner.network;

/** How values move against their slopes: what torch calls an optimizer. */
interface UpdateRule {

    /** How many numbers it remembers of each value. */
    int memories();

    /**
     * What one step does.
     *
     * @param number of the step, from 1
     */
    Step step(int number, double rate);

    /** A step of many values, simple enough for the compiler to use the processor's vectors. */
    interface Step {

        /**
         * Moves on.
         *
         * @param slopes become what is taken from the values
         * @param memories {@code [memory][value]}, all 0 before the first step
         */
        void take(int size, float[] slopes, float[][] memories);
    }
}
