package io.ansatz.api.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A circuit as an OpenQASM program: gates that lead to the same state up to a global phase, then the measurement that the
 * read-out asks for, and in a remark how the outputs follow from it. Wire i is {@code q[i]}.
 *
 * <p>Only gates of the include files as their specifications print them are used, so that any reader knows them.
 */
public record OpenQasm(Circuit circuit) {

    /**
     * The circuit in version 2, which knows only numbers, for these inputs and weights.
     *
     * @throws IllegalArgumentException if they do not fit the circuit, or an angle is not finite
     */
    public String version2(double[] inputs, double[] weights) {
        requireLength("inputs", circuit.inputs(), inputs);
        requireLength("weights", circuit.weights(), weights);
        var program = new Program(IncludeFile.QELIB1, angle -> number(angle.value(inputs, weights)));
        program.begin("OPENQASM 2.0;");
        program.remark("x", inputs);
        program.remark("w", weights);
        program.lines.add("qreg q[%d];".formatted(circuit.qubits()));
        for (Gate gate : circuit.gates()) {
            if (gate instanceof Gate.Amplitudes load) {
                Preparation.of(load.of(inputs)).forEach(program::add);
            } else {
                program.add(gate);
            }
        }
        return program.measure("creg c[%d];", "measure q[%1$d] -> c[%2$d];");
    }

    /**
     * The circuit in version 3, with a parameter for every input and every weight.
     *
     * @throws IllegalArgumentException if the circuit loads amplitudes, which are no angles
     */
    public String version3() {
        if (circuit.gates().stream().anyMatch(Gate.Amplitudes.class::isInstance)) {
            throw new IllegalArgumentException(
                    "The circuit loads its inputs as amplitudes, and OpenQASM 3 has no parameters for these. OpenQASM 2 for"
                            + " given inputs can be written.");
        }
        var program = new Program(IncludeFile.STDGATES, OpenQasm::expression);
        program.begin("OPENQASM 3.0;");
        for (int i = 0; i < circuit.inputs(); i++) {
            program.lines.add("input float[64] x%d;".formatted(i));
        }
        for (int i = 0; i < circuit.weights(); i++) {
            program.lines.add("input float[64] w%d;".formatted(i));
        }
        program.lines.add("qubit[%d] q;".formatted(circuit.qubits()));
        circuit.gates().forEach(program::add);
        return program.measure("bit[%d] c;", "c[%2$d] = measure q[%1$d];");
    }

    private static void requireLength(String what, int wanted, double[] values) {
        if (values.length != wanted) {
            throw new IllegalArgumentException("The circuit has %d %s, not %d.".formatted(wanted, what, values.length));
        }
    }

    private static String expression(Angle angle) {
        if (angle instanceof Angle.Constant constant) {
            return number(constant.radians());
        }
        if (angle instanceof Angle.Input input) {
            return times(input.factor(), "x" + input.index());
        }
        if (angle instanceof Angle.Weight weight) {
            return times(weight.factor(), "w" + weight.index());
        }
        if (angle instanceof Angle.ScaledInput scaled) {
            return "w%d * x%d".formatted(scaled.scale(), scaled.input());
        }
        var weighted = (Angle.WeightedInput) angle;
        return "w%d * x%d + w%d".formatted(weighted.scale(), weighted.input(), weighted.shift());
    }

    private static String times(double factor, String value) {
        if (factor == 1) {
            return value;
        }
        return factor == -1 ? "-" + value : number(factor) + " * " + value;
    }

    /** A fraction of pi where the value is exactly that, else all digits. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("An angle of %s cannot be written in OpenQASM.".formatted(value));
        }
        return PiFraction.of(value).map(fraction -> fraction.text("pi", "*")).orElseGet(() -> Double.toString(value));
    }

    /** The lines of a program, as they are written. */
    private final class Program {

        private final IncludeFile include;
        private final Function<Angle, String> angles;
        private final List<String> lines = new ArrayList<>();
        private final List<String> gates = new ArrayList<>();

        Program(IncludeFile include, Function<Angle, String> angles) {
            this.include = include;
            this.angles = angles;
        }

        void begin(String version) {
            lines.add(version);
            lines.add("include \"%s\";".formatted(include.fileName()));
            lines.add("");
            lines.add("// Wire i is q[i]; q[0] is the most significant bit of a basis state.");
        }

        void remark(String name, double[] values) {
            if (values.length > 0) {
                lines.add(Arrays.stream(values)
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining(", ", "// " + name + " = [", "]")));
            }
        }

        void add(Gate gate) {
            Optional<String> name = include.name(gate);
            if (name.isEmpty()) {
                Recipe.of(gate).forEach(this::add);
                return;
            }
            gates.add(name.get()
                    + parameters(gate)
                    + gate.wires().stream().map("q[%d]"::formatted).collect(Collectors.joining(", ", " ", ";")));
        }

        private String parameters(Gate gate) {
            List<Angle> parameters = gate.angles();
            if (gate instanceof Gate.Rot rot) {
                // RZ(omega) RY(theta) RZ(phi) is u3(theta, omega, phi), but for a global phase.
                parameters = List.of(rot.theta(), rot.omega(), rot.phi());
            }
            return parameters.isEmpty()
                    ? ""
                    : parameters.stream().map(angles).collect(Collectors.joining(", ", "(", ")"));
        }

        /** Ends the program. */
        String measure(String bits, String step) {
            Measurement measurement = Measurement.of(circuit);
            List<Integer> wires = measurement.wires();
            if (!wires.isEmpty()) {
                lines.add(bits.formatted(wires.size()));
            }
            lines.add("");
            measurement.before().forEach(this::add);
            lines.addAll(gates);
            lines.add("");
            measurement.meaning().forEach(sentence -> lines.add("// " + sentence));
            for (int i = 0; i < wires.size(); i++) {
                lines.add(step.formatted(wires.get(i), i));
            }
            return String.join("\n", lines) + "\n";
        }
    }
}
