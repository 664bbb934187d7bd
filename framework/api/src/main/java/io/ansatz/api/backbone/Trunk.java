package io.ansatz.api.backbone;

import io.ansatz.api.ImageShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A backbone as plain data: operations in named stages, for images of one shape. Counting, drawing and building walk over it. */
public record Trunk(ImageShape input, List<Stage> stages) {

    /** One operation in its place: what goes in and what comes out. */
    public record Step(String stage, Operation operation, ImageShape input, ImageShape output) {}

    public Trunk {
        stages = List.copyOf(stages);
        requireDistinctNames(walk(input, stages));
    }

    /**
     * Every operation in order, with the shapes around it. Those inside a residual come before it, first the body, then the
     * shortcut; the residual itself is then no more than the sum.
     */
    public List<Step> steps() {
        return walk(input, stages);
    }

    /** The shape of the feature map; that of the images if there are no stages. */
    public ImageShape output() {
        var steps = steps();
        return steps.isEmpty() ? input : steps.get(steps.size() - 1).output();
    }

    /**
     * The trunk that ends with a stage.
     *
     * @throws IllegalArgumentException if there is no such stage; the message names those there are
     */
    public Trunk upTo(String stage) {
        List<String> names = stages.stream().map(Stage::name).toList();
        int place = names.indexOf(stage);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "There is no stage '%s'. The stages are %s.".formatted(stage, String.join(", ", names)));
        }
        return new Trunk(input, stages.subList(0, place + 1));
    }

    /** The trainable arrays: full name to shape, in order. */
    public Map<String, int[]> parameters() {
        var all = new LinkedHashMap<String, int[]>();
        for (Step step : steps()) {
            all.putAll(step.operation().parameters(step.input()));
        }
        return all;
    }

    /** The arrays that are kept of what was seen, and not learned: full name to shape, in order. */
    public Map<String, int[]> statistics() {
        var all = new LinkedHashMap<String, int[]>();
        for (Step step : steps()) {
            all.putAll(step.operation().statistics(step.input()));
        }
        return all;
    }

    /** The number of trainable values. */
    public long parameterCount() {
        return count(parameters());
    }

    /** The number of trainable values in some of the stages. */
    public long parameterCount(Set<String> chosen) {
        return steps().stream()
                .filter(step -> chosen.contains(step.stage()))
                .mapToLong(step -> count(step.operation().parameters(step.input())))
                .sum();
    }

    private static long count(Map<String, int[]> parameters) {
        long count = 0;
        for (int[] shape : parameters.values()) {
            long size = 1;
            for (int length : shape) {
                size *= length;
            }
            count += size;
        }
        return count;
    }

    private static void requireDistinctNames(List<Step> steps) {
        var names = new HashSet<String>();
        for (Step step : steps) {
            for (String name : step.operation().parameters(step.input()).keySet()) {
                if (!names.add(name)) {
                    throw new IllegalArgumentException("Two operations both own '%s'.".formatted(name));
                }
            }
        }
    }

    private static List<Step> walk(ImageShape input, List<Stage> stages) {
        var steps = new ArrayList<Step>();
        ImageShape shape = input;
        for (Stage stage : stages) {
            shape = walk(stage.name(), stage.operations(), shape, steps);
        }
        return List.copyOf(steps);
    }

    private static ImageShape walk(String stage, List<Operation> operations, ImageShape input, List<Step> steps) {
        ImageShape shape = input;
        for (Operation operation : operations) {
            if (operation instanceof Operation.Residual residual) {
                walk(stage, residual.body(), shape, steps);
                walk(stage, residual.shortcut(), shape, steps);
            }
            ImageShape output = operation.output(shape);
            steps.add(new Step(stage, operation, shape, output));
            shape = output;
        }
        return shape;
    }
}
