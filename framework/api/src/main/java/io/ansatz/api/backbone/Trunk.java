package io.ansatz.api.backbone;

import io.ansatz.api.ImageShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A backbone as plain data: operations in named stages, for images of one shape. Counting, drawing and building walk over it. */
public record Trunk(ImageShape input, List<Stage> stages) {

    /** One operation in its place: what goes in and what comes out. */
    public record Step(String stage, Operation operation, ImageShape input, ImageShape output) {}

    public Trunk {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("A trunk needs at least one stage.");
        }
        walk(input, stages);
    }

    /** Every operation in order, with the shapes around it. */
    public List<Step> steps() {
        return walk(input, stages);
    }

    /** The shape of the feature map. */
    public ImageShape output() {
        var steps = steps();
        return steps.get(steps.size() - 1).output();
    }

    /** The trainable arrays: full name to shape, in order. */
    public Map<String, int[]> parameters() {
        var all = new LinkedHashMap<String, int[]>();
        for (Step step : steps()) {
            all.putAll(step.operation().parameters(step.input()));
        }
        return all;
    }

    /** The number of trainable values. */
    public long parameterCount() {
        long count = 0;
        for (int[] shape : parameters().values()) {
            long size = 1;
            for (int length : shape) {
                size *= length;
            }
            count += size;
        }
        return count;
    }

    private static List<Step> walk(ImageShape input, List<Stage> stages) {
        var steps = new ArrayList<Step>();
        var names = new HashSet<String>();
        ImageShape shape = input;
        for (Stage stage : stages) {
            for (Operation operation : stage.operations()) {
                for (String name : operation.parameters(shape).keySet()) {
                    if (!names.add(name)) {
                        throw new IllegalArgumentException("Two operations both own '%s'.".formatted(name));
                    }
                }
                ImageShape output = operation.output(shape);
                steps.add(new Step(stage.name(), operation, shape, output));
                shape = output;
            }
        }
        return List.copyOf(steps);
    }
}
