package io.ansatz.runner.network;

import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Adds a trunk to a graph, one ordinary layer of Deeplearning4j for each operation. They work in float and in double on
 * every platform, so whatever computes trunks faster must agree with them.
 */
final class LayeredTrunk {

    private final Iterator<Trunk.Step> steps;
    private final Set<String> frozen;
    private final TrunkNames names;
    private final GraphBuilder graph;
    private final List<Parameter> parameters;
    private int place;
    private boolean learning;

    /** An operation to be added: the vertex it becomes and the one it reads. */
    private record Site(String vertex, Trunk.Step step, String input) {

        int channels() {
            return step.input().channels();
        }

        boolean hasParameters() {
            return !step.operation().parameters(step.input()).isEmpty();
        }
    }

    private LayeredTrunk(
            Trunk trunk,
            Set<String> frozen,
            TrunkNames names,
            boolean behind,
            GraphBuilder graph,
            List<Parameter> parameters) {
        this.steps = trunk.steps().iterator();
        this.frozen = frozen;
        this.names = names;
        this.learning = behind;
        this.graph = graph;
        this.parameters = parameters;
    }

    /**
     * Adds the vertices of a trunk, named by {@link TrunkNames#vertex}, and its parameters.
     *
     * @param frozen the stages that do not learn
     * @param behind whether something in front of it learns
     * @param input the vertex that the trunk reads
     * @return the vertex of the feature map
     */
    static String add(
            Trunk trunk,
            Set<String> frozen,
            TrunkNames names,
            boolean behind,
            String input,
            GraphBuilder graph,
            List<Parameter> parameters) {
        var layers = new LayeredTrunk(trunk, frozen, names, behind, graph, parameters);
        String last = input;
        for (Stage stage : trunk.stages()) {
            last = layers.add(stage.operations(), last);
        }
        return last;
    }

    private String add(List<Operation> operations, String input) {
        String last = input;
        for (Operation operation : operations) {
            last = operation instanceof Operation.Residual residual ? add(residual, last) : add(next(last));
        }
        return last;
    }

    private String add(Operation.Residual residual, String input) {
        String body = add(residual.body(), input);
        String shortcut = add(residual.shortcut(), input);
        Site site = next(body);
        var sum = new ElementWiseVertex(ElementWiseVertex.Op.Add);
        graph.addVertex(site.vertex(), learning ? sum : new FrozenVertex(sum), body, shortcut);
        return site.vertex();
    }

    /** Operations are met in the order of the steps, so the next step is that of the operation at hand. */
    private Site next(String input) {
        return new Site(names.vertex(place++), steps.next(), input);
    }

    private String add(Site site) {
        Operation operation = site.step().operation();
        if (operation instanceof Operation.Convolution convolution) {
            addConvolution(site, convolution);
        } else if (operation instanceof Operation.BatchNorm norm) {
            addBatchNorm(site, norm);
        } else if (operation instanceof Operation.LayerNorm norm) {
            addLayerNorm(site, norm);
        } else if (operation instanceof Operation.LayerScale scale) {
            addLayerScale(site, scale);
        } else if (operation instanceof Operation.Relu) {
            add(site, new PointwiseLayer(Activation.RELU.getActivationFunction()));
        } else if (operation instanceof Operation.Relu6) {
            add(site, new PointwiseLayer(Activation.RELU6.getActivationFunction()));
        } else if (operation instanceof Operation.Gelu) {
            add(site, new PointwiseLayer(new ExactGelu()));
        } else if (operation instanceof Operation.MaxPool pool) {
            addPool(site, PoolingType.MAX, pool.size(), pool.size(), pool.stride(), pool.padding());
        } else if (operation instanceof Operation.AveragePool pool) {
            addPool(site, PoolingType.AVG, pool.size(), pool.size(), pool.stride(), 0);
        } else if (operation instanceof Operation.GlobalAveragePool) {
            var map = site.step().input();
            addPool(site, PoolingType.AVG, map.height(), map.width(), 1, 0);
        } else if (operation instanceof Operation.Upsample upsample) {
            add(site, new PlainLayer(new Interpolation(site.step().input(), upsample.factor())));
        }
        return site.vertex();
    }

    private void addConvolution(Site site, Operation.Convolution convolution) {
        int channels = site.channels() / convolution.groups();
        boolean depthwise = convolution.groups() > 1 && channels == 1;
        if (depthwise) {
            int multiple = convolution.filters() / convolution.groups();
            add(site, with(convolution, new DepthwiseConvolution2D.Builder().depthMultiplier(multiple)));
        } else if (convolution.groups() == 1) {
            add(site, with(convolution, new ConvolutionLayer.Builder().nOut(convolution.filters())));
        } else {
            add(site, new PlainLayer(new GroupedConvolution(site.step().input(), convolution)));
        }
        parameters.add(own(site, convolution.name() + ".weight", "W")
                .in(depthwise ? Parameter.Layout.DEPTHWISE : Parameter.Layout.PLAIN));
        if (convolution.bias()) {
            parameters.add(own(site, convolution.name() + ".bias", "b"));
        }
    }

    private static ConvolutionLayer with(Operation.Convolution convolution, ConvolutionLayer.BaseConvBuilder<?> layer) {
        return layer.kernelSize(convolution.kernel(), convolution.kernel())
                .stride(convolution.stride(), convolution.stride())
                .padding(convolution.padding(), convolution.padding())
                .hasBias(convolution.bias())
                .activation(Activation.IDENTITY)
                .build();
    }

    private void addBatchNorm(Site site, Operation.BatchNorm norm) {
        add(site, new BatchNormLayer());
        parameters.add(own(site, norm.name() + ".weight", "gamma"));
        parameters.add(own(site, norm.name() + ".bias", "beta"));
        parameters.add(own(site, norm.name() + ".running_mean", "mean"));
        parameters.add(own(site, norm.name() + ".running_var", "var"));
    }

    private void addLayerNorm(Site site, Operation.LayerNorm norm) {
        add(site, new PlainLayer(new PixelNorm(site.step().input())));
        parameters.add(own(site, norm.name() + ".weight", PixelNorm.SCALE));
        parameters.add(own(site, norm.name() + ".bias", PixelNorm.SHIFT));
    }

    /** A number for each channel is a depthwise convolution of one pixel. */
    private void addLayerScale(Site site, Operation.LayerScale scale) {
        add(
                site,
                new DepthwiseConvolution2D.Builder(1, 1)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build());
        parameters.add(own(site, scale.name(), "W"));
    }

    private void addPool(Site site, PoolingType type, int height, int width, int stride, int padding) {
        add(
                site,
                new SubsamplingLayer.Builder(type)
                        .kernelSize(height, width)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .build());
    }

    /**
     * The backward pass ends where nothing in front learns. Behind that it goes through what is frozen, and such a layer must
     * be told to keep its parameters; one without any is left alone.
     */
    private void add(Site site, Layer layer) {
        boolean still = frozen.contains(site.step().stage());
        learning |= !still && site.hasParameters();
        Layer added = layer;
        if (!learning) {
            added = new FrozenLayer(layer);
        } else if (still && site.hasParameters()) {
            // Its slopes are 0, but an updater would still let its values decay.
            ((BaseLayer) layer).setIUpdater(new NoOp());
            added = new FrozenLayerWithBackprop(layer);
        }
        graph.addLayer(site.vertex(), added, site.input());
    }

    private Parameter own(Site site, String name, String key) {
        TrunkStarts.Many many = TrunkStarts.of(site.step()).get(name);
        return Parameter.of(names.parameters() + name, site.vertex(), key, many.count(), many.start());
    }
}
