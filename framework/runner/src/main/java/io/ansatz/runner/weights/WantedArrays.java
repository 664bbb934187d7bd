package io.ansatz.runner.weights;

import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Trunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a network wants from a weight file: all arrays of its trunk, and no others, save those it is known to leave out.
 *
 * @param backbone the name of the backbone, for messages
 * @param trunk what is there of it
 * @param leftOut arrays that a file of the whole backbone has besides: those behind the cut, and the classifier
 */
public record WantedArrays(String backbone, Trunk trunk, Set<String> leftOut) {

    /** Where torch counts the batches that a normalisation saw; nobody reads it here. */
    private static final String COUNTER = ".num_batches_tracked";

    public WantedArrays {
        leftOut = Collections.unmodifiableSet(new LinkedHashSet<>(leftOut));
    }

    /**
     * What is wanted for a backbone.
     *
     * @param whole its trunk as it was drawn
     * @param trunk what is left of it in front of the cut
     */
    public static WantedArrays of(Backbone<?> backbone, Trunk whole, Trunk trunk) {
        var leftOut = new LinkedHashSet<String>(backbone.classifier());
        leftOut.addAll(shapes(whole).keySet());
        leftOut.removeAll(shapes(trunk).keySet());
        return new WantedArrays(backbone.name(), trunk, leftOut);
    }

    /**
     * The arrays by name.
     *
     * @throws IOException if the file has not just what is wanted; the one message names everything that is wrong
     */
    Map<String, float[]> read(SafetensorsFile file) throws IOException {
        requireFit(file);
        var arrays = new LinkedHashMap<String, float[]>();
        for (String name : shapes(trunk).keySet()) {
            arrays.put(name, file.read(name));
        }
        return arrays;
    }

    /** @throws IOException as {@link #read} does, without reading any array */
    void requireFit(SafetensorsFile file) throws IOException {
        Map<String, List<Long>> shapes = shapes(trunk);
        var missing = new ArrayList<String>();
        var misshapen = new ArrayList<Tensor>();
        var unreadable = new ArrayList<String>();
        shapes.forEach((name, shape) -> {
            Tensor tensor = file.tensors().get(name);
            if (tensor == null) {
                missing.add(name);
            } else if (!flat(tensor.shape()).equals(flat(shape))) {
                misshapen.add(tensor);
            } else if (!tensor.element().readable()) {
                unreadable.add(name);
            }
        });
        List<String> strange = file.tensors().keySet().stream()
                .filter(name -> !shapes.containsKey(name) && !leftOut.contains(name) && !name.endsWith(COUNTER))
                .toList();
        if (missing.isEmpty() && misshapen.isEmpty() && unreadable.isEmpty() && strange.isEmpty()) {
            return;
        }
        var message = new StringBuilder("%s does not fit %s.".formatted(file, backbone));
        if (!missing.isEmpty()) {
            message.append("\nIt lacks %d of %d arrays:".formatted(missing.size(), shapes.size()));
            message.append(NameList.of(missing));
        }
        if (!strange.isEmpty()) {
            message.append("\nIt has %d that %s has no place for:".formatted(strange.size(), backbone));
            message.append(NameList.of(strange));
        }
        if (!misshapen.isEmpty()) {
            message.append("\nOf another shape %s:".formatted(misshapen.size() == 1 ? "is" : "are"));
            for (Tensor tensor : misshapen) {
                message.append("\n  %s: %s in the file, %s here"
                        .formatted(
                                tensor.name(), Tensor.words(tensor.shape()), Tensor.words(shapes.get(tensor.name()))));
            }
        }
        if (!unreadable.isEmpty()) {
            message.append("\nNot made of F64, F32, F16 or BF16 %s:".formatted(unreadable.size() == 1 ? "is" : "are"));
            message.append(NameList.of(unreadable));
        }
        likelyCause(missing, strange, misshapen)
                .ifPresent(cause -> message.append("\nMaybe ").append(cause));
        throw new IOException(message.toString());
    }

    private Optional<String> likelyCause(List<String> missing, List<String> strange, List<Tensor> misshapen) {
        Optional<String> prefix = prefix(missing, strange);
        if (prefix.isPresent()) {
            return Optional.of("each name in the file begins with '%s', which must be left out when it is saved."
                    .formatted(prefix.get()));
        }
        Optional<Long> channels =
                misshapen.stream().flatMap(tensor -> channels(tensor).stream()).findFirst();
        if (channels.isPresent() && missing.isEmpty()) {
            return Optional.of(
                    "the weights are for images of %1$d channels, and these have %2$d. model.adapter: {channels: %1$d} makes %1$d of them."
                            .formatted(channels.get(), trunk.input().channels()));
        }
        return 2 * missing.size() > shapes(trunk).size()
                ? Optional.of("these are the weights of another network, or of another size of this one.")
                : Optional.empty();
    }

    /** What stands in front of every name in the file that is wanted without it. */
    private static Optional<String> prefix(List<String> missing, List<String> strange) {
        if (missing.isEmpty() || strange.isEmpty()) {
            return Optional.empty();
        }
        String wanted = missing.get(0);
        return strange.stream()
                .filter(name -> name.endsWith("." + wanted))
                .map(name -> name.substring(0, name.length() - wanted.length()))
                .filter(prefix -> strange.containsAll(
                        missing.stream().map(name -> prefix + name).toList()))
                .findFirst();
    }

    /** For images of how many channels the file was made, if it is the first convolution that differs, and in that alone. */
    private Optional<Long> channels(Tensor tensor) {
        Trunk.Step first = trunk.steps().get(0);
        if (!(first.operation() instanceof Convolution convolution)
                || !tensor.name().equals(convolution.name() + ".weight")
                || tensor.shape().size() != 4) {
            return Optional.empty();
        }
        var wanted = new ArrayList<>(shapes(trunk).get(tensor.name()));
        long found = tensor.shape().get(1);
        wanted.set(1, found);
        return wanted.equals(tensor.shape()) ? Optional.of(found * convolution.groups()) : Optional.empty();
    }

    private static Map<String, List<Long>> shapes(Trunk trunk) {
        var shapes = new LinkedHashMap<String, List<Long>>();
        trunk.parameters().forEach((name, shape) -> shapes.put(name, list(shape)));
        trunk.statistics().forEach((name, shape) -> shapes.put(name, list(shape)));
        return shapes;
    }

    private static List<Long> list(int[] shape) {
        return Arrays.stream(shape).mapToObj(Long::valueOf).toList();
    }

    /** A linear layer in the file may be a convolution of 1 x 1 here: the same numbers, with two axes of length 1 more. */
    private static List<Long> flat(List<Long> shape) {
        int axes = shape.size();
        while (axes > 1 && shape.get(axes - 1) == 1) {
            axes--;
        }
        return shape.subList(0, axes);
    }
}
