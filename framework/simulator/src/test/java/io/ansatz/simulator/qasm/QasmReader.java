package io.ansatz.simulator.qasm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads OpenQASM programs by the letter of the specifications, as far as a circuit needs them, and runs them on dense
 * matrices. It shares no code with what it checks.
 */
public final class QasmReader {

    private final QasmTokens tokens;
    private final Map<String, Double> values;
    private final String version;
    private final Map<Integer, Integer> measured = new TreeMap<>();
    private int qubits;
    private int bits;
    private double[] re = {};
    private double[] im = {};

    private QasmReader(String program, Map<String, Double> values) {
        this.tokens = new QasmTokens(program);
        this.values = new HashMap<>(values);
        tokens.expect("OPENQASM");
        version = tokens.next();
        tokens.expect(";");
        tokens.expect("include");
        tokens.expect(version.equals("2.0") ? "\"qelib1.inc\"" : "\"stdgates.inc\"");
        tokens.expect(";");
        while (!tokens.done()) {
            statement();
            tokens.expect(";");
        }
        if (!values.isEmpty() && this.values.size() != values.size()) {
            throw new IllegalArgumentException("Not every parameter was declared.");
        }
    }

    /** Runs a program; parameters are for version 3. */
    public static QasmReader read(String program, Map<String, Double> parameters) {
        return new QasmReader(program, parameters);
    }

    /** The amplitudes in the end, {@code q[0]} being the most significant bit: real parts, then imaginary parts. */
    public double[][] state() {
        return new double[][] {re, im};
    }

    /** How likely each value of {@code c} is, {@code c[0]} being the most significant bit. */
    public double[] counts() {
        if (measured.size() != bits) {
            throw new IllegalArgumentException("A bit is never written.");
        }
        var counts = new double[1 << bits];
        for (int k = 0; k < re.length; k++) {
            int outcome = 0;
            for (int qubit : measured.values()) {
                outcome = outcome << 1 | (k >> (qubits - 1 - qubit) & 1);
            }
            counts[outcome] += re[k] * re[k] + im[k] * im[k];
        }
        return counts;
    }

    private void statement() {
        String word = tokens.next();
        boolean second = version.equals("2.0");
        if (word.equals(second ? "qreg" : "qubit")) {
            qubits = size("q");
            re = new double[1 << qubits];
            im = new double[1 << qubits];
            re[0] = 1;
        } else if (word.equals(second ? "creg" : "bit")) {
            bits = size("c");
        } else if (!second && word.equals("input")) {
            tokens.expect("float");
            require(tokens.index() == 64);
            require(values.containsKey(tokens.next()));
        } else if (second && word.equals("measure")) {
            int qubit = qubit();
            tokens.expect("->");
            tokens.expect("c");
            measured.put(tokens.index(), qubit);
        } else if (!second && word.equals("c")) {
            int bit = tokens.index();
            tokens.expect("=");
            tokens.expect("measure");
            measured.put(bit, qubit());
        } else {
            require(measured.isEmpty());
            apply(word);
        }
    }

    /** {@code q[3]} in version 2, {@code [3] q} in version 3. */
    private int size(String name) {
        if (version.equals("2.0")) {
            tokens.expect(name);
            return tokens.index();
        }
        int size = tokens.index();
        tokens.expect(name);
        return size;
    }

    private int qubit() {
        tokens.expect("q");
        int qubit = tokens.index();
        require(qubit < qubits);
        return qubit;
    }

    private void apply(String name) {
        var parameters = new ArrayList<Double>();
        if (tokens.skip("(")) {
            do {
                parameters.add(tokens.expression(values));
            } while (tokens.skip(","));
            tokens.expect(")");
        }
        var operands = new ArrayList<Integer>();
        do {
            operands.add(qubit());
        } while (tokens.skip(","));
        require(operands.stream().distinct().count() == operands.size());
        double[] p = parameters.stream().mapToDouble(Double::doubleValue).toArray();
        multiply(QasmGate.of(version, name, p), operands);
    }

    private void multiply(QasmGate gate, List<Integer> operands) {
        int size = 1 << operands.size();
        require(gate.re().length == size * size);
        var newRe = new double[re.length];
        var newIm = new double[im.length];
        for (int k = 0; k < re.length; k++) {
            int row = local(k, operands);
            for (int column = 0; column < size; column++) {
                int from = replaced(k, column, operands);
                double a = gate.re()[row * size + column];
                double b = gate.im()[row * size + column];
                newRe[k] += a * re[from] - b * im[from];
                newIm[k] += a * im[from] + b * re[from];
            }
        }
        re = newRe;
        im = newIm;
    }

    /** The bits of these qubits in a basis state. */
    private int local(int state, List<Integer> operands) {
        int local = 0;
        for (int qubit : operands) {
            local = local << 1 | (state >> (qubits - 1 - qubit) & 1);
        }
        return local;
    }

    private int replaced(int state, int local, List<Integer> operands) {
        int replaced = state;
        for (int i = 0; i < operands.size(); i++) {
            int bit = 1 << (qubits - 1 - operands.get(i));
            boolean one = (local >> (operands.size() - 1 - i) & 1) == 1;
            replaced = one ? replaced | bit : replaced & ~bit;
        }
        return replaced;
    }

    private static void require(boolean lawful) {
        if (!lawful) {
            throw new IllegalArgumentException("The specification does not allow this.");
        }
    }
}
