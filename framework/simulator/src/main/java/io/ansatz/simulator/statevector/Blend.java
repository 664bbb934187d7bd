package io.ansatz.simulator.statevector;

import io.ansatz.api.circuit.Angle;
import java.util.ArrayList;
import java.util.List;

/**
 * An angle that several gates share after merging: a constant, plus weights, plus inputs, plus products of the two, each with
 * a factor. For given weights it is {@link #base} plus a {@link #rate} times each of its {@link #inputs}. Lists are walked by index
 * because iterators would be garbage in every call.
 */
final class Blend {

    private record OfWeight(int weight, double factor) {}

    private record OfInput(int input, double factor) {}

    private record OfProduct(int weight, int input, double factor) {}

    private double constant;
    private final List<OfWeight> weights = new ArrayList<>();
    private final List<OfInput> direct = new ArrayList<>();
    private final List<OfProduct> products = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    void add(double factor, Angle angle) {
        if (angle instanceof Angle.Constant fixed) {
            constant += factor * fixed.radians();
        } else if (angle instanceof Angle.Input input) {
            direct.add(new OfInput(place(input.index()), factor * input.factor()));
        } else if (angle instanceof Angle.Weight weight) {
            weights.add(new OfWeight(weight.index(), factor * weight.factor()));
        } else if (angle instanceof Angle.ScaledInput scaled) {
            products.add(new OfProduct(scaled.scale(), place(scaled.input()), factor));
        } else if (angle instanceof Angle.WeightedInput weighted) {
            products.add(new OfProduct(weighted.scale(), place(weighted.input()), factor));
            weights.add(new OfWeight(weighted.shift(), factor));
        } else {
            throw new AssertionError("An angle that cannot be blended: " + angle);
        }
    }

    void add(double radians) {
        constant += radians;
    }

    /** The inputs it depends on, each once. */
    List<Integer> inputs() {
        return inputs;
    }

    /** Whether it is the same for every sample. */
    boolean shared() {
        return inputs.isEmpty();
    }

    /** Whether no gradient flows through it. */
    boolean fixed() {
        return shared() && weights.isEmpty();
    }

    /** Whether it turns nothing, whatever the weights and inputs. */
    boolean nothing() {
        return fixed() && constant == 0;
    }

    /** Whether the slope along a weight depends on the inputs. */
    boolean scalesInputs() {
        return !products.isEmpty();
    }

    /** What does not depend on the sample. */
    double base(double[] weightValues) {
        double sum = constant;
        for (int i = 0; i < weights.size(); i++) {
            OfWeight one = weights.get(i);
            sum += one.factor * weightValues[one.weight];
        }
        return sum;
    }

    /** By what the input at this place of {@link #inputs} is multiplied. */
    double rate(int place, double[] weightValues) {
        double sum = 0;
        for (int i = 0; i < direct.size(); i++) {
            OfInput one = direct.get(i);
            sum += one.input == place ? one.factor : 0;
        }
        for (int i = 0; i < products.size(); i++) {
            OfProduct one = products.get(i);
            sum += one.input == place ? one.factor * weightValues[one.weight] : 0;
        }
        return sum;
    }

    /** Passes on the slope along this angle, summed over samples. */
    void spread(double slope, double[] weightSlopes) {
        for (int i = 0; i < weights.size(); i++) {
            OfWeight one = weights.get(i);
            weightSlopes[one.weight] += one.factor * slope;
        }
    }

    /** Passes on the slope along the rate of one input, summed over samples. */
    void spreadRate(int place, double slope, double[] weightSlopes) {
        for (int i = 0; i < products.size(); i++) {
            OfProduct one = products.get(i);
            if (one.input == place) {
                weightSlopes[one.weight] += one.factor * slope;
            }
        }
    }

    private int place(int input) {
        if (!inputs.contains(input)) {
            inputs.add(input);
        }
        return inputs.indexOf(input);
    }
}
