package io.ansatz.runner.network;

import io.ansatz.runner.experiment.Word;
import io.ansatz.simulator.Simulator;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What a blueprint draws, as texts, numbers, booleans, and lists and maps of them: enough to build the same network elsewhere. */
public final class Architecture {

    private Architecture() {}

    /** Everything from the images to the classes, in that order. A record becomes a map that names its kind first. */
    public static Map<String, Object> of(Blueprint blueprint) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("input", facts(blueprint.images()));
        facts.put("placement", facts((Record) blueprint.placement()));
        facts.put("trunk", plain(blueprint.trunk().stages()));
        facts.put("frozen", blueprint.frozen().stream().sorted().toList());
        blueprint.drawNeck().ifPresent(layers -> facts.put("neck", facts(layers)));
        facts.put("scaling", plain(blueprint.scaling()));
        facts.put("block", facts((Record) blueprint.block()));
        facts.put("hidden", blueprint.hidden());
        facts.put("classes", blueprint.classes());
        return facts;
    }

    /** The part that never changes while the rest learns, from the images to what the rest reads. */
    public static Map<String, Object> ofFixedPart(Blueprint blueprint) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("input", facts(blueprint.images()));
        if (blueprint.fixesBlock()) {
            facts.put("placement", facts((Record) blueprint.placement()));
            facts.put("scaling", plain(blueprint.scaling()));
            facts.put("block", facts((Record) blueprint.block()));
        }
        facts.put("trunk", plain(blueprint.fixedStages()));
        return facts;
    }

    private static Map<String, Object> facts(Record value) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("kind", value.getClass().getSimpleName());
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object content = read(component, value);
            facts.put(content instanceof Simulator ? "circuit" : component.getName(), plain(content));
        }
        return facts;
    }

    /** What is neither data nor made of it, which no part of a blueprint should be, is told by the name of its kind. */
    private static Object plain(Object value) {
        if (value instanceof Number || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Enum<?> constant) {
            return Word.of(constant);
        }
        if (value instanceof Simulator simulator) {
            // How a circuit is computed is no part of what it is.
            return facts(simulator.circuit());
        }
        if (value instanceof Record record) {
            return facts(record);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : "none";
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Architecture::plain).toList();
        }
        if (value instanceof Layer || value instanceof GraphVertex) {
            return described(value);
        }
        if (value.getClass().isArray()) {
            var items = new ArrayList<Object>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(plain(Array.get(value, i)));
            }
            return items;
        }
        return value.getClass().getSimpleName();
    }

    /** A layer as Deeplearning4j describes it, or by the name of its kind where it cannot. */
    private static Object described(Object layer) {
        ObjectMapper mapper = NeuralNetConfiguration.mapper();
        try {
            return settled(mapper.readValue(mapper.writeValueAsString(layer), Object.class));
        } catch (JsonProcessingException e) {
            return layer.getClass().getSimpleName();
        }
    }

    /** The same without what is left open, which Deeplearning4j tells as nothing or as no number. */
    private static Object settled(Object told) {
        if (told instanceof Map<?, ?> map) {
            var settled = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> {
                if (value != null && !value.equals("NaN")) {
                    settled.put(key.toString(), settled(value));
                }
            });
            return settled;
        }
        return told instanceof List<?> list
                ? list.stream().map(Architecture::settled).toList()
                : told;
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be read.".formatted(component), e);
        }
    }
}
