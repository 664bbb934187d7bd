package io.ansatz.runner.network.onednn;

/**
 * Where parameters and their slopes lie: plain arrays of floats in torch's layout. Those of one normalisation must lie
 * behind one another, the scale before the shift.
 */
public interface ParameterMemory {

    /** The address of a parameter, running statistics included. */
    long value(String name);

    /** The address of the slope of a parameter. */
    long slope(String name);
}
