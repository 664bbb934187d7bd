package io.ansatz.runner.network;

import io.ansatz.api.backbone.Operation.BatchNorm;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.LayerScale;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Start;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the arrays of a trunk begin: as torch draws them when told nothing else. */
final class TrunkStarts {

    private TrunkStarts() {}

    /** So many values, all with this start. */
    record Many(int count, Start start) {}

    /** The arrays of a step by name, running statistics last. */
    static Map<String, Many> of(Trunk.Step step) {
        var starts = new LinkedHashMap<String, Many>();
        step.operation().parameters(step.input()).forEach((name, shape) -> {
            int count = 1;
            for (int length : shape) {
                count *= length;
            }
            starts.put(name, new Many(count, start(step, name)));
        });
        if (step.operation() instanceof BatchNorm norm) {
            int channels = step.input().channels();
            starts.put(norm.name() + ".running_mean", new Many(channels, new Start.At(0)));
            starts.put(norm.name() + ".running_var", new Many(channels, new Start.At(1)));
        }
        return starts;
    }

    private static Start start(Trunk.Step step, String name) {
        if (step.operation() instanceof Convolution convolution) {
            int fan = step.input().channels() / convolution.groups() * convolution.kernel() * convolution.kernel();
            return Parameter.uniform(fan);
        }
        if (step.operation() instanceof LayerScale scale) {
            return new Start.At(scale.start());
        }
        // What is left are normalisations: they scale by one and shift by nothing.
        return new Start.At(name.endsWith(".weight") ? 1 : 0);
    }
}
