package io.ansatz.runner.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.runner.experiment.Word;
import io.ansatz.simulator.Simulator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a circuit gives at a point, for a person or another library to compare with: as JSON, with every digit. */
final class EvaluationJson {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private static final String CONVENTIONS = "wire 0 is the most significant bit of a basis state; angles are radians;"
            + " R(t) = exp(-i t P / 2); a row of the jacobian belongs to an output, a column to an input or weight";

    private final NamedCircuit named;
    private final Simulator simulator;
    private final Point point;

    EvaluationJson(NamedCircuit named, Simulator simulator, Point point) {
        this.named = named;
        this.simulator = simulator;
        this.point = point;
    }

    /** @param simulatorWord how the simulator is called in an experiment */
    String text(Enum<?> simulatorWord) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("circuit", GSON.toJson(named.name()));
        members.put("conventions", GSON.toJson(CONVENTIONS));
        members.put("simulator", GSON.toJson(Word.of(simulatorWord)));
        if (!point.drawn().isEmpty()) {
            members.put("seed", Long.toString(point.seed()));
            members.put("drawn", GSON.toJson(point.drawn()));
        }
        members.put("inputs", GSON.toJson(point.inputs()));
        members.put("weights", GSON.toJson(point.weights()));
        members.put("outputs", GSON.toJson(simulator.run(point.inputs(), point.weights())));
        try {
            members.put("jacobian", jacobian());
        } catch (UnsupportedOperationException none) {
            members.put("jacobian", "null");
            members.put("reason", GSON.toJson(none.getMessage()));
        }
        return members.entrySet().stream()
                .map(member -> "  %s: %s".formatted(GSON.toJson(member.getKey()), member.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /** One reverse sweep for each output, along which alone the slope is 1. */
    private String jacobian() {
        Circuit circuit = simulator.circuit();
        var byInputs = new double[circuit.outputs()][];
        var byWeights = new double[circuit.outputs()][];
        for (int output = 0; output < circuit.outputs(); output++) {
            var slopes = new double[circuit.outputs()];
            slopes[output] = 1;
            Simulator.Gradient gradient = simulator.differentiate(1, point.inputs(), point.weights(), slopes);
            byInputs[output] = gradient.inputs();
            byWeights[output] = gradient.weights();
        }
        return "{\n    \"inputs\": %s,\n    \"weights\": %s\n  }".formatted(rows(byInputs), rows(byWeights));
    }

    private static String rows(double[][] matrix) {
        return Arrays.stream(matrix)
                .map(row -> "      " + GSON.toJson(row))
                .collect(Collectors.joining(",\n", "[\n", "\n    ]"));
    }
}
