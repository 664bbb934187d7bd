package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.experiment.Head;
import io.ansatz.runner.experiment.Placement;
import io.ansatz.runner.experiment.Projection;
import io.ansatz.runner.experiment.Scaling;
import io.ansatz.runner.experiment.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network as data. Behind the backbone: images through the trunk, perhaps a neck, a projection to as many values as the block
 * reads, the scaling, the block, dense ReLU layers, and a softmax over the classes. In front of it: patches of the images, the
 * scaling, the block, the trunk, perhaps a neck, dense ReLU layers, a softmax.
 *
 * @param images the shape of the images
 * @param trunk what reads the images, or the maps that a block in front makes of them
 * @param frozen the stages of the trunk that do not learn; their statistics stay as they are too
 * @param neck what makes features of the trunk's map; empty where the map itself is the features
 * @param placement where the block stands
 */
public record Blueprint(
        ImageShape images,
        Trunk trunk,
        Set<String> frozen,
        Optional<Use<Neck<?>>> neck,
        Placement placement,
        Scaling scaling,
        Block block,
        Head head,
        int classes) {

    public Blueprint {
        frozen = Set.copyOf(frozen);
        // Refuses a stage that is not there, and names those that are.
        frozen.forEach(trunk::upTo);
        // Refuses a map that it cannot read.
        draw(neck, trunk);
        if (classes < 2) {
            throw new IllegalArgumentException("Classification needs at least two classes, not %d.".formatted(classes));
        }
        requireFit(images, trunk, neck, placement, block);
    }

    /** A network whose block stands on the feature vector, behind a dense layer. */
    public Blueprint(
            Trunk trunk,
            Set<String> frozen,
            Optional<Use<Neck<?>>> neck,
            Scaling scaling,
            Block block,
            Head head,
            int classes) {
        this(
                trunk.input(),
                trunk,
                frozen,
                neck,
                new Placement.Features(Projection.LINEAR),
                scaling,
                block,
                head,
                classes);
    }

    /** The same network without a neck. */
    public Blueprint(Trunk trunk, Set<String> frozen, Scaling scaling, Block block, Head head, int classes) {
        this(trunk, frozen, Optional.empty(), scaling, block, head, classes);
    }

    /** The same network, from whose head nothing is left out. */
    public Blueprint(Trunk trunk, Set<String> frozen, Scaling scaling, Block block, List<Integer> hidden, int classes) {
        this(trunk, frozen, scaling, block, new Head(hidden), classes);
    }

    /** The same network, whose whole trunk learns. */
    public Blueprint(Trunk trunk, Scaling scaling, Block block, List<Integer> hidden, int classes) {
        this(trunk, Set.of(), scaling, block, hidden, classes);
    }

    private static void requireFit(
            ImageShape images, Trunk trunk, Optional<Use<Neck<?>>> neck, Placement placement, Block block) {
        if (placement instanceof Placement.Input input) {
            ImageShape maps = filtered(images, input, block);
            if (!trunk.input().equals(maps)) {
                throw new IllegalArgumentException("A block in front makes %s of each image, but the trunk reads %s."
                        .formatted(maps, trunk.input()));
            }
            return;
        }
        if (!trunk.input().equals(images)) {
            throw new IllegalArgumentException("A trunk for %s cannot read %s.".formatted(trunk.input(), images));
        }
        if (neck.isPresent() && placement instanceof Placement.Patches) {
            throw new IllegalArgumentException(
                    "A block at every place reads the map itself, not what a neck makes of it.");
        }
        int given = projected(trunk, neck, placement);
        if (projection(placement) == Projection.DIRECT && given != block.inputs()) {
            throw new IllegalArgumentException(
                    "projection is direct, but the %s gives %d values and the circuit reads %d."
                            .formatted(neck.isPresent() ? "neck" : "backbone", given, block.inputs()));
        }
    }

    /** The shape of what a block in front of the trunk makes of an image. */
    static ImageShape filtered(ImageShape images, Placement.Input placement, Block block) {
        PatchGrid grid = PatchGrid.reading(block.inputs(), images, placement.stride());
        return new ImageShape(block.outputs(), grid.rows(), grid.columns());
    }

    private static Projection projection(Placement placement) {
        if (placement instanceof Placement.Features features) {
            return features.projection();
        }
        return placement instanceof Placement.Patches patches ? patches.projection() : Projection.DIRECT;
    }

    /** How many values come to the projection at once. */
    private static int projected(Trunk trunk, Optional<Use<Neck<?>>> neck, Placement placement) {
        return placement instanceof Placement.Patches ? trunk.output().channels() : features(trunk, neck);
    }

    /** The length of the vector that a trunk and perhaps a neck make of an image. */
    static int features(Trunk trunk, Optional<Use<Neck<?>>> neck) {
        return draw(neck, trunk).map(Layers::outputs).orElse(trunk.output().size());
    }

    private static Optional<Layers> draw(Optional<Use<Neck<?>>> neck, Trunk trunk) {
        return neck.map(use -> Architect.neck(use, trunk.output()));
    }

    /** The layers of the neck, for one graph: building it writes into them. */
    public Optional<Layers> drawNeck() {
        return draw(neck, trunk);
    }

    /** The length of the vector that stands in front of the projection or, where the block is in front, of the head. */
    public int features() {
        return features(trunk, neck);
    }

    /** What stands between the features and the block. */
    Projection projection() {
        return projection(placement);
    }

    /** How many times the block runs for one image. */
    public int places() {
        if (placement instanceof Placement.Input input) {
            return PatchGrid.reading(block.inputs(), images, input.stride()).count();
        }
        ImageShape map = trunk.output();
        return placement instanceof Placement.Patches ? map.height() * map.width() : 1;
    }

    /** Whether the block stands in front of everything that learns, and does not learn either. */
    public boolean fixesBlock() {
        return placement instanceof Placement.Input && !block.learns();
    }

    /** The stages with which the trunk begins that never change, because nothing in them or in front of them learns. */
    public List<Stage> fixedStages() {
        var fixed = new ArrayList<Stage>();
        if (placement instanceof Placement.Input && block.learns()) {
            return fixed;
        }
        for (Stage stage : trunk.stages()) {
            if (!frozen.contains(stage.name())) {
                break;
            }
            fixed.add(stage);
        }
        return fixed;
    }

    /** The shape of what the part that never changes makes of an image; that of the image if there is none. */
    public ImageShape fixedOutput() {
        ImageShape begin = fixesBlock() ? trunk.input() : images;
        List<Stage> stages = fixedStages();
        return stages.isEmpty() ? begin : new Trunk(trunk.input(), stages).output();
    }

    /** Whether a part of the network never changes, so that it can be computed once for each image. */
    public boolean hasFixedPart() {
        return fixesBlock() || !fixedStages().isEmpty();
    }

    /** The shapes of the trunk's arrays, under the names they have in a network. */
    Map<String, int[]> trunkShapes() {
        var shapes = new LinkedHashMap<String, int[]>();
        trunk.parameters().forEach((name, shape) -> shapes.put(TrunkNames.TRUNK.parameters() + name, shape));
        return shapes;
    }

    /** The widths of the dense ReLU layers, from the block on. */
    public List<Integer> hidden() {
        return head.hidden();
    }

    /** Trainable values outside the block. */
    public long classicalParameters() {
        long count = trunk.parameterCount() - trunk.parameterCount(frozen);
        count += drawNeck().map(Layers::parameterCount).orElse(0L);
        long width = features();
        if (!(placement instanceof Placement.Input)) {
            count += projectionParameters();
            width = block.outputs();
        }
        for (int next : hidden()) {
            count += (width + 1) * next;
            width = next;
        }
        return count + (width + 1) * classes;
    }

    private long projectionParameters() {
        long values = projected(trunk, neck, placement);
        long dense = (values + 1) * block.inputs();
        return switch (projection()) {
            case LINEAR -> dense;
            case NORMALISED -> dense + 2L * block.inputs();
            case DIRECT -> 0;
        };
    }

    /** All trainable values. */
    public long parameters() {
        return classicalParameters() + block.parameters();
    }

    /**
     * What training takes outside the Java virtual machine's own needs, in bytes: four floats per parameter (its value, its
     * gradient, at most two memories) and two per frozen one, whose gradient keeps its place; for each value between operations
     * and image of the batch one on oneDNN, where slopes take the places of values that are done with, and two in
     * Deeplearning4j's layers and in a neck; and what the simulator works on. The true figure differs by what
     * libraries keep for themselves.
     */
    public long estimatedBytes(int batch, EngineChoice engine) {
        long floatsPerValue = Engine.plansOneDnn(engine) ? 1 : 2;
        long perImage = images.size()
                + (placement instanceof Placement.Input ? trunk.input().size() : 0);
        for (Trunk.Step step : trunk.steps()) {
            perImage += step.output().size();
        }
        perImage += places() * (2L * block.inputs() + block.outputs()) + classes;
        for (int width : hidden()) {
            perImage += width;
        }
        long bytes = 4 * Float.BYTES * parameters()
                + 2 * Float.BYTES * trunk.parameterCount(frozen)
                + floatsPerValue * Float.BYTES * batch * perImage
                + 2 * Float.BYTES * batch * drawNeck().map(Layers::kept).orElse(0L);
        if (block instanceof Block.Quantum quantum) {
            bytes += quantum.simulator().workingBytes();
        }
        return bytes;
    }
}
