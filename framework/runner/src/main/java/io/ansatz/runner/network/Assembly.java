package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Start;
import io.ansatz.runner.experiment.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Turns a blueprint into a Deeplearning4j graph, layer behind layer, and keeps the list of its parameters. Activations are
 * always set, since the default is a sigmoid; initial values are not, since {@link HybridNetwork} fills them in.
 */
final class Assembly {

    static final String IMAGES = "images";
    static final String CLASSES = "classes";

    private static final double EPSILON = 1e-5;
    private static final double KEPT_AVERAGE = 0.9;

    private final CircuitMeter meter;
    private final ComputationGraphConfiguration.GraphBuilder graph;
    private final List<Parameter> parameters = new ArrayList<>();
    private String last = IMAGES;
    private int width;

    Assembly(Blueprint blueprint, IUpdater updater, DataType type, CircuitMeter meter) {
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
        addTrunk(blueprint.trunk());
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

    /** The name of the layer at this place of a trunk. */
    static String trunkLayer(int place) {
        return "trunk-" + place;
    }

    private void addTrunk(Trunk trunk) {
        List<Trunk.Step> steps = trunk.steps();
        for (int place = 0; place < steps.size(); place++) {
            String layer = trunkLayer(place);
            Operation operation = steps.get(place).operation();
            int channels = steps.get(place).input().channels();
            if (operation instanceof Operation.Convolution convolution) {
                addConvolution(layer, convolution, channels);
            } else if (operation instanceof Operation.BatchNorm norm) {
                addBatchNorm(layer, norm, channels);
            } else if (operation instanceof Operation.Relu) {
                graph.addLayer(layer, new ActivationLayer(Activation.RELU), last);
            } else if (operation instanceof Operation.MaxPool pool) {
                graph.addLayer(
                        layer,
                        new SubsamplingLayer.Builder(PoolingType.MAX)
                                .kernelSize(pool.size(), pool.size())
                                .stride(pool.stride(), pool.stride())
                                .build(),
                        last);
            }
            last = layer;
        }
    }

    private void addConvolution(String layer, Operation.Convolution convolution, int channels) {
        int kernel = convolution.kernel();
        graph.addLayer(
                layer,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(convolution.stride(), convolution.stride())
                        .padding(convolution.padding(), convolution.padding())
                        .nOut(convolution.filters())
                        .hasBias(convolution.bias())
                        .activation(Activation.IDENTITY)
                        .build(),
                last);
        int fan = channels * kernel * kernel;
        own(trunkName(convolution.name(), "weight"), layer, "W", fan * convolution.filters(), uniform(fan));
        if (convolution.bias()) {
            own(trunkName(convolution.name(), "bias"), layer, "b", convolution.filters(), uniform(fan));
        }
    }

    private void addBatchNorm(String layer, Operation.BatchNorm norm, int channels) {
        graph.addLayer(
                layer,
                new BatchNormalization.Builder()
                        .eps(EPSILON)
                        .decay(KEPT_AVERAGE)
                        .useLogStd(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                last);
        own(trunkName(norm.name(), "weight"), layer, "gamma", channels, new Start.At(1));
        own(trunkName(norm.name(), "bias"), layer, "beta", channels, new Start.At(0));
        own(trunkName(norm.name(), "running_mean"), layer, "mean", channels, new Start.At(0));
        own(trunkName(norm.name(), "running_var"), layer, "var", channels, new Start.At(1));
    }

    private void addBlock(Block block) {
        if (block instanceof Block.Quantum quantum) {
            graph.addLayer("circuit", new QuantumLayer(quantum.simulator(), meter), last);
            Circuit circuit = quantum.simulator().circuit();
            if (circuit.weights() > 0) {
                parameters.add(Parameter.of(circuit));
            }
            last = "circuit";
            width = block.outputs();
        } else if (block instanceof Block.Mlp mlp) {
            addDense("mlp.0", mlp.width(), mlp.hiddenBias(), Activation.TANH);
            addDense("mlp.1", mlp.outputs(), mlp.outputBias(), Activation.TANH);
        }
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
        own(layer + ".weight", layer, "W", width * outputs, uniform(width));
        if (bias) {
            own(layer + ".bias", layer, "b", outputs, uniform(width));
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

    private void own(String name, String layer, String key, int size, Start start) {
        parameters.add(new Parameter(name, layer, key, Collections.nCopies(size, start)));
    }

    private static String trunkName(String operation, String array) {
        return "trunk." + operation + "." + array;
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

    /** What torch draws for convolutions and dense layers when told nothing else. */
    private static Start uniform(int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        return new Start.Uniform(-bound, bound);
    }
}
