package io.ansatz.simulator.qasm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an OpenQASM program, one after the other, and the arithmetic between them. */
final class QasmTokens {

    private static final Pattern TOKEN = Pattern.compile("""
            \\s+|//[^\\n]*|(?<token>[A-Za-z_][A-Za-z0-9_]*|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|"[^"]*"|->|[-+*/()\\[\\],;=])""");

    private final Deque<String> tokens = new ArrayDeque<>();

    QasmTokens(String program) {
        Matcher matcher = TOKEN.matcher(program);
        int at = 0;
        while (at < program.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("No token: " + program.substring(at));
            }
            if (matcher.group("token") != null) {
                tokens.add(matcher.group("token"));
            }
            at = matcher.end();
        }
    }

    boolean done() {
        return tokens.isEmpty();
    }

    String next() {
        return tokens.remove();
    }

    boolean skip(String token) {
        boolean there = token.equals(tokens.peek());
        if (there) {
            tokens.remove();
        }
        return there;
    }

    void expect(String token) {
        String found = tokens.poll();
        if (!token.equals(found)) {
            throw new IllegalArgumentException("Expected %s, not %s.".formatted(token, found));
        }
    }

    /** The number in brackets. */
    int index() {
        expect("[");
        int index = Integer.parseInt(next());
        expect("]");
        return index;
    }

    double expression(Map<String, Double> values) {
        double sum = term(values);
        while (true) {
            if (skip("+")) {
                sum += term(values);
            } else if (skip("-")) {
                sum -= term(values);
            } else {
                return sum;
            }
        }
    }

    private double term(Map<String, Double> values) {
        double product = factor(values);
        while (true) {
            if (skip("*")) {
                product *= factor(values);
            } else if (skip("/")) {
                product /= factor(values);
            } else {
                return product;
            }
        }
    }

    private double factor(Map<String, Double> values) {
        if (skip("-")) {
            return -factor(values);
        }
        if (skip("(")) {
            double inner = expression(values);
            expect(")");
            return inner;
        }
        String token = next();
        if (token.equals("pi")) {
            return Math.PI;
        }
        if (Character.isLetter(token.charAt(0))) {
            if (!values.containsKey(token)) {
                throw new IllegalArgumentException("No parameter is called " + token);
            }
            return values.get(token);
        }
        return Double.parseDouble(token);
    }
}
