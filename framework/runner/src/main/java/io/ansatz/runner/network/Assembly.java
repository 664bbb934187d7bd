package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Start;
import io.ansatz.runner.experiment.Scaling;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns a blueprint into a Deeplearning4j graph and keeps the list of its parameters: first the trunk, which has a class of
 * its own, then projection, block and head, layer behind layer. Activations are always set, since the default is a sigmoid;
 * initial values are not, since {@link HybridNetwork} fills them in.
 */
final class Assembly {

    static final String IMAGES = "images";
    static final String CLASSES = "classes";

    private final CircuitMeter meter;
    private final ComputationGraphConfiguration.GraphBuilder graph;
    private final List<Parameter> parameters = new ArrayList<>();
    private String last = IMAGES;
    private int width;

    Assembly(Blueprint blueprint, IUpdater updater, DataType type, Engine engine, CircuitMeter meter) {
        this.meter = meter;
        ImageShape input = blueprint.trunk().input();
        graph = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(updater)
                .weightInit(WeightInit.ZERO)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(IMAGES)
                .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()));
        last = engine.oneDnn().isPresent()
                ? StackedTrunk.add(blueprint.trunk(), blueprint.frozen(), IMAGES, graph, parameters)
                : LayeredTrunk.add(blueprint.trunk(), blueprint.frozen(), IMAGES, graph, parameters);
        width = blueprint.trunk().output().size();
        addDense("project", blueprint.block().inputs(), true, squashing(blueprint.scaling()));
        addFactor(blueprint.scaling());
        addBlock(blueprint.block());
        for (int i = 0; i < blueprint.hidden().size(); i++) {
            addDense("head." + i, blueprint.hidden().get(i), true, Activation.RELU);
        }
        addOutput(blueprint.classes());
    }

    ComputationGraphConfiguration configuration() {
        return graph.build();
    }

    /** The named arrays, in the order of the layers. */
    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** The name of the vertex that computes the step at this place of a trunk. */
    static String trunkLayer(int place) {
        return "trunk-" + place;
    }

    private void addBlock(Block block) {
        if (block instanceof Block.Quantum quantum) {
            quantum.shuffle().ifPresent(seed -> addShuffle(new ShuffledRows(quantum.inputs(), seed)));
            graph.addLayer("circuit", new QuantumLayer(quantum.simulator(), quantum.frozen(), meter), last);
            Circuit circuit = quantum.simulator().circuit();
            if (circuit.weights() > 0) {
                parameters.add(Parameter.of(circuit));
            }
            last = "circuit";
            width = block.outputs();
        } else if (block instanceof Block.Mlp mlp) {
            addDense("mlp.0", mlp.width(), mlp.hiddenBias(), Activation.TANH);
            addDense("mlp.1", mlp.outputs(), mlp.outputBias(), Activation.TANH);
        } else if (block instanceof Block.Linear linear) {
            addDense("linear", linear.outputs(), linear.bias(), Activation.IDENTITY);
        } else if (block instanceof Block.Fourier fourier) {
            addTerms("fourier.0", new CosineTerms(fourier.inputs(), fourier.terms()));
            addDense("fourier.1", fourier.outputs(), fourier.bias(), Activation.IDENTITY);
        }
    }

    private void addShuffle(ShuffledRows rows) {
        graph.addLayer("shuffled", new PlainLayer(rows), last);
        last = "shuffled";
    }

    private void addTerms(String layer, CosineTerms terms) {
        graph.addLayer(layer, new PlainLayer(terms), last);
        parameters.add(new Parameter(layer + ".frequency", layer, CosineTerms.FREQUENCY, terms.frequencies()));
        parameters.add(Parameter.of(layer + ".phase", layer, CosineTerms.PHASE, terms.terms(), Start.anyAngle()));
        last = layer;
        width = terms.terms();
    }

    private void addDense(String layer, int outputs, boolean bias, Activation activation) {
        graph.addLayer(
                layer,
                new DenseLayer.Builder()
                        .nOut(outputs)
                        .hasBias(bias)
                        .activation(activation)
                        .build(),
                last);
        ownDense(layer, outputs, bias);
    }

    private void addOutput(int classes) {
        graph.addLayer(
                CLASSES,
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build(),
                last);
        graph.setOutputs(CLASSES);
        ownDense(CLASSES, classes, true);
    }

    private void ownDense(String layer, int outputs, boolean bias) {
        parameters.add(Parameter.of(layer + ".weight", layer, "W", width * outputs, Parameter.uniform(width)));
        if (bias) {
            parameters.add(Parameter.of(layer + ".bias", layer, "b", outputs, Parameter.uniform(width)));
        }
        last = layer;
        width = outputs;
    }

    private void addFactor(Scaling scaling) {
        double factor = factor(scaling);
        if (factor != 1) {
            graph.addVertex("angles", new ScaleVertex(factor), last);
            last = "angles";
        }
    }

    private static Activation squashing(Scaling scaling) {
        return switch (scaling) {
            case TANH_PI, TANH_HALF_PI -> Activation.TANH;
            case NONE, PI -> Activation.IDENTITY;
        };
    }

    private static double factor(Scaling scaling) {
        return switch (scaling) {
            case TANH_PI, PI -> Math.PI;
            case TANH_HALF_PI -> Math.PI / 2;
            case NONE -> 1;
        };
    }
}
