package io.ansatz.runner.network.onednn;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/** Operations made ready for batches of one size. */
final class Plan implements AutoCloseable {

    private final PointerScope scope;
    private final Program program;
    private final Tensor images;
    private final Tensor maps;
    private final Tensor mapSlopes;
    private final Tensor imageSlopes;
    private long prepared = -1;

    /**
     * Makes operations ready.
     *
     * @param towardsImages whether the way back goes as far as the images
     */
    Plan(
            Mode mode,
            ImageShape shape,
            List<Operation> operations,
            int batch,
            boolean towardsImages,
            ParameterMemory parameters) {
        long[] dimensions = {batch, shape.channels(), shape.height(), shape.width()};
        var input = new Value(dimensions, mode != Mode.CLASSIFY && towardsImages);
        var lowering = new Lowering(mode, parameters);
        Value output = lowering.chain(operations, input).read();
        List<Node> nodes = lowering.nodes();
        boolean made = false;
        scope = lasting();
        try {
            program = new Program();
            images = program.foreign(Node.plain(dimensions));
            imageSlopes = program.foreign(Node.plain(dimensions));
            maps = program.foreign(Node.plain(output.shape()));
            mapSlopes = program.foreign(Node.plain(output.shape()));
            input.is(images);
            for (Node node : nodes) {
                node.forward(program);
            }
            program.copy(output.tensor(), maps);
            if (output.wanted()) {
                program.turn();
                output.slopes(program, program.in(output.tensor().layout(), mapSlopes));
                back(nodes);
            }
            output.tensor().release();
            if (input.wanted()) {
                Tensor slope = input.takeSlope();
                program.copy(slope, imageSlopes);
                slope.release();
            }
            program.settle();
            made = true;
        } finally {
            scope.close();
            if (!made) {
                scope.close();
            }
        }
    }

    /** A scope that outlasts its first closing, which only ends the gathering of what belongs to it. */
    @SuppressWarnings("unchecked")
    static PointerScope lasting() {
        return new PointerScope().extend();
    }

    private void back(List<Node> nodes) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).returns()) {
                nodes.get(i).backward(program);
            }
        }
    }

    /**
     * Runs the operations.
     *
     * @param change a number that changes with the parameters
     * @param from the address of the images, which must stay there until the way back is done
     * @param to the address of the maps that come out
     * @return whether all statistics of the batch are numbers
     */
    boolean forward(long change, long from, long to) {
        if (prepared != change) {
            program.runPreparation();
            prepared = change;
        }
        images.point(from);
        maps.point(to);
        program.runForward();
        return program.finite();
    }

    /**
     * Goes back from the slopes of the maps to those of the parameters, and to those of the images if that was asked for.
     *
     * @param to the address of the slopes of the images
     */
    void backward(long from, long to) {
        mapSlopes.point(from);
        imageSlopes.point(to);
        program.runBackward();
    }

    /** The native memory in use, beside what oneDNN keeps for itself. */
    long bytes() {
        return program.bytes();
    }

    @Override
    public void close() {
        program.free();
        scope.close();
    }
}
