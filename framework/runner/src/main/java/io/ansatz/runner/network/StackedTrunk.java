package io.ansatz.runner.network;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/** Builds a trunk of {@link ConvStack}s: one for each run of stages that learn, or do not. */
final class StackedTrunk {

    private StackedTrunk() {}

    /**
     * Adds the vertices of a trunk and its parameters.
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
        String last = input;
        ImageShape shape = trunk.input();
        boolean learned = behind;
        List<Stage> stages = trunk.stages();
        int next = 0;
        while (next < stages.size()) {
            String layer = names.vertices() + stages.get(next).name();
            boolean still = frozen.contains(stages.get(next).name());
            var operations = new ArrayList<Operation>();
            while (next < stages.size() && frozen.contains(stages.get(next).name()) == still) {
                operations.addAll(stages.get(next).operations());
                next++;
            }
            var stack = new ConvStack(shape, operations, still, learned);
            graph.addLayer(layer, stack, last);
            for (Trunk.Step step : new Trunk(shape, List.of(new Stage(layer, operations))).steps()) {
                TrunkStarts.of(step)
                        .forEach((name, many) -> parameters.add(
                                Parameter.of(names.parameters() + name, layer, name, many.count(), many.start())));
            }
            learned |= !still;
            shape = stack.output();
            last = layer;
        }
        return last;
    }
}
