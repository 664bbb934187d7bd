package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.Start;
import io.ansatz.api.network.Layers;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Turns a blueprint into a Deeplearning4j graph and keeps the list of its parameters, layer behind layer. The trunk has
 * classes of its own, and the layers of a neck come from a part. Activations are always set, since the default is a sigmoid;
 * initial values are not, since whoever builds the graph fills them in.
 */
final class Assembly {

    static final String IMAGES = "images";
    static final String CLASSES = "classes";

    private final Blueprint blueprint;
    private final Engine engine;
    private final CircuitMeter meter;
    private final GraphBuilder graph;
    private final List<Parameter> parameters = new ArrayList<>();
    private final ImageShape input;
    private Optional<AddedLayers> neck = Optional.empty();
    private String last = IMAGES;
    private int width;
    private boolean learned;

    Assembly(
            Blueprint blueprint,
            Portion portion,
            IUpdater updater,
            ILossFunction loss,
            Masks masks,
            DataType type,
            Engine engine,
            CircuitMeter meter) {
        this.blueprint = blueprint;
        this.engine = engine;
        this.meter = meter;
        input = portion == Portion.REST ? blueprint.fixedOutput() : blueprint.images();
        graph = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(updater)
                .weightInit(WeightInit.ZERO)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(IMAGES)
                .setInputTypes(inputType());
        boolean inFront = blueprint.placement() instanceof Placement.Input;
        if (inFront && portion != Portion.FIXED) {
            // Each image passes all that follows alone, so it does not matter how early others take their places.
            addShuffle(input);
        }
        if (blueprint.placement() instanceof Placement.Input patches
                && !(portion == Portion.REST && blueprint.fixesBlock())) {
            addBlockInFront(patches);
        }
        int fixed = blueprint.fixedStages().size();
        List<Stage> stages = blueprint.trunk().stages();
        switch (portion) {
            case WHOLE -> addTrunk(blueprint.trunk());
            case FIXED -> addTrunk(new Trunk(blueprint.trunk().input(), stages.subList(0, fixed)));
            case REST ->
                addTrunk(new Trunk(
                        fixed == 0 ? blueprint.trunk().input() : input, stages.subList(fixed, stages.size())));
        }
        if (portion == Portion.FIXED) {
            graph.setOutputs(last);
            return;
        }
        width = blueprint.trunk().output().size();
        blueprint.drawNeck().ifPresent(layers -> addNeck(layers, engine));
        if (!inFront) {
            addBlockBehind();
        }
        addHead(blueprint.head(), masks, blueprint.classes(), loss);
    }

    /** The graph, whose parameters are yet to be filled in. */
    ComputationGraph build() {
        var built = new ComputationGraph(graph.build());
        built.init();
        neck.ifPresent(added -> added.verify(built, inputType()));
        return built;
    }

    private InputType inputType() {
        return InputType.convolutional(input.height(), input.width(), input.channels());
    }

    /** The shape of what the graph reads. */
    ImageShape input() {
        return input;
    }

    /** The named arrays, in the order of the layers. */
    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    private void addTrunk(Trunk trunk) {
        add(trunk, blueprint.frozen(), TrunkNames.TRUNK);
    }

    private void add(Trunk trunk, Set<String> frozen, TrunkNames names) {
        if (trunk.stages().isEmpty()) {
            return;
        }
        last = engine.oneDnn().isPresent()
                ? StackedTrunk.add(trunk, frozen, names, learned, last, graph, parameters)
                : LayeredTrunk.add(trunk, frozen, names, learned, last, graph, parameters);
        learned |= trunk.parameterCount() > trunk.parameterCount(frozen);
    }

    private void addNeck(Layers layers, Engine engine) {
        var added = new AddedLayers("neck", layers, engine.oneDnn().isPresent());
        last = added.add(last, graph, parameters);
        width = layers.outputs();
        neck = Optional.of(added);
    }

    private void addBlockInFront(Placement.Input placement) {
        PatchGrid grid = PatchGrid.reading(blueprint.block().inputs(), blueprint.images(), placement.stride());
        addPlain("patches", new PatchesAsRows(grid, placement.threshold()));
        width = grid.values();
        addAngles();
        addBlock(blueprint.block());
        addPlain("maps", new RowsAsMaps(blueprint.trunk().input()));
        learned |= blueprint.block().learns();
    }

    private void addBlockBehind() {
        boolean everywhere = blueprint.placement() instanceof Placement.Patches;
        ImageShape map = blueprint.trunk().output();
        if (everywhere) {
            addProjection(map);
        } else {
            addProjection();
        }
        addAngles();
        if (!everywhere) {
            addShuffle(new ImageShape(blueprint.block().inputs(), 1, 1));
            addBlock(blueprint.block());
            return;
        }
        var inputs = new ImageShape(blueprint.block().inputs(), map.height(), map.width());
        addShuffle(inputs);
        addPlain("places", new PlacesAsRows(inputs));
        width = inputs.channels();
        addBlock(blueprint.block());
        addPlain("mean", new MeanOfRows(width, map.height() * map.width()));
    }

    /** Dense, from all features. */
    private void addProjection() {
        if (blueprint.projection() == Projection.DIRECT) {
            return;
        }
        addDense("project", blueprint.block().inputs(), true, Activation.IDENTITY);
        if (blueprint.projection() == Projection.NORMALISED) {
            graph.addLayer("project.norm", new BatchNormLayer(), last);
            parameters.addAll(Parameter.ofNorm("project.norm", "project.norm", width));
            last = "project.norm";
        }
    }

    /** At each place of a map, from its channels. */
    private void addProjection(ImageShape map) {
        if (blueprint.projection() == Projection.DIRECT) {
            return;
        }
        var operations = new ArrayList<Operation>();
        operations.add(new Operation.Convolution("project", blueprint.block().inputs(), 1, 0));
        if (blueprint.projection() == Projection.NORMALISED) {
            operations.add(new Operation.BatchNorm("project.norm"));
        }
        add(new Trunk(map, List.of(new Stage("project", operations))), Set.of(), TrunkNames.PROJECTION);
    }

    private void addBlock(Block block) {
        addBlock(block, false);
    }

    private void addBlock(Block block, boolean still) {
        if (block instanceof Block.Quantum quantum) {
            addCircuit("circuit", quantum.simulator(), quantum.frozen());
            Circuit circuit = quantum.simulator().circuit();
            if (circuit.weights() > 0) {
                parameters.add(Parameter.of(circuit));
            }
            last = "circuit";
        } else if (block instanceof Block.Bank bank) {
            addBank(bank);
        } else if (block instanceof Block.Still other) {
            addBlock(other.block(), true);
        } else if (block instanceof Block.Mlp mlp) {
            addDense("mlp.0", mlp.width(), mlp.hiddenBias(), Activation.TANH, still);
            addDense("mlp.1", mlp.outputs(), mlp.outputBias(), Activation.TANH, still);
        } else if (block instanceof Block.Linear linear) {
            addDense("linear", linear.outputs(), linear.bias(), Activation.IDENTITY, still);
        } else if (block instanceof Block.Fourier fourier) {
            addTerms("fourier.0", new CosineTerms(fourier.inputs(), fourier.terms()), still);
            addDense("fourier.1", fourier.outputs(), fourier.bias(), Activation.IDENTITY, still);
        }
        width = block.outputs();
    }

    private void addCircuit(String layer, Simulator simulator, boolean frozen) {
        boolean onPixels = blueprint.placement() instanceof Placement.Input;
        graph.addLayer(layer, new QuantumLayer(simulator, frozen, onPixels, meter), last);
    }

    private void addBank(Block.Bank bank) {
        var filters = new ArrayList<String>();
        for (int i = 0; i < bank.filters().size(); i++) {
            addCircuit("circuit." + i, bank.filters().get(i), true);
            filters.add("circuit." + i);
        }
        graph.addVertex("circuits", new MergeVertex(), filters.toArray(String[]::new));
        last = "circuits";
    }

    private void addShuffle(ImageShape shape) {
        blueprint.block().shuffle().ifPresent(seed -> addPlain("shuffled", new ShuffledRows(shape, seed)));
    }

    private void addPlain(String layer, PlainOperation operation) {
        graph.addLayer(layer, new PlainLayer(operation), last);
        last = layer;
    }

    private void addTerms(String layer, CosineTerms terms, boolean still) {
        graph.addLayer(layer, still(new PlainLayer(terms), still), last);
        parameters.add(new Parameter(layer + ".frequency", layer, CosineTerms.FREQUENCY, terms.frequencies()));
        parameters.add(Parameter.of(layer + ".phase", layer, CosineTerms.PHASE, terms.terms(), Start.anyAngle()));
        last = layer;
        width = terms.terms();
    }

    private void addDense(String layer, int outputs, boolean bias, Activation activation) {
        addDense(layer, outputs, bias, activation, false);
    }

    private void addDense(String layer, int outputs, boolean bias, Activation activation, boolean still) {
        addDenseLayer(
                layer, outputs, bias, still(dense(outputs, bias, activation).build(), still));
    }

    /** A layer that hands slopes on, whether it learns from them or not. */
    private static Layer still(BaseLayer layer, boolean still) {
        if (!still) {
            return layer;
        }
        // Its slopes are 0, but an updater would still let its values decay.
        layer.setIUpdater(new NoOp());
        return new FrozenLayerWithBackprop(layer);
    }

    private void addDenseLayer(String layer, int outputs, boolean bias, Layer dense) {
        graph.addLayer(layer, dense, last);
        parameters.add(Parameter.of(layer + ".weight", layer, "W", width * outputs, Parameter.uniform(width)));
        if (bias) {
            parameters.add(Parameter.of(layer + ".bias", layer, "b", outputs, Parameter.uniform(width)));
        }
        last = layer;
        width = outputs;
    }

    private static DenseLayer.Builder dense(int outputs, boolean bias, Activation activation) {
        return new DenseLayer.Builder().nOut(outputs).hasBias(bias).activation(activation);
    }

    private void addHead(Head head, Masks masks, int classes, ILossFunction loss) {
        for (int i = 0; i < head.hidden().size(); i++) {
            String layer = "head." + i;
            int outputs = head.hidden().get(i);
            addDenseLayer(
                    layer,
                    outputs,
                    true,
                    masks.before(layer, head, dense(outputs, true, Activation.RELU))
                            .build());
        }
        var output = new OutputLayer.Builder(loss).nOut(classes).activation(Activation.SOFTMAX);
        addDenseLayer(
                CLASSES, classes, true, masks.before(CLASSES, head, output).build());
        graph.setOutputs(CLASSES);
    }

    /** What turns values into angles. */
    private void addAngles() {
        Scaling scaling = blueprint.scaling();
        if (scaling == Scaling.TANH_PI || scaling == Scaling.TANH_HALF_PI) {
            graph.addLayer("squash", new PointwiseLayer(Activation.TANH.getActivationFunction()), last);
            last = "squash";
        }
        double factor = factor(scaling);
        if (factor != 1) {
            graph.addVertex("angles", new ScaleVertex(factor), last);
            last = "angles";
        }
    }

    private static double factor(Scaling scaling) {
        return switch (scaling) {
            case TANH_PI, PI -> Math.PI;
            case TANH_HALF_PI -> Math.PI / 2;
            case NONE -> 1;
        };
    }
}
