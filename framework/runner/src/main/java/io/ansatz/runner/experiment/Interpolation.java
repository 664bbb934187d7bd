package io.ansatz.runner.experiment;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts values into texts: <code>${env:NAME}</code> for a variable of the surroundings, <code>${path.to.value}</code>
 * for another value of the file, <code>$${</code> for the characters themselves. What comes in is still read by the type
 * that is asked for.
 */
final class Interpolation {

    private static final Pattern PATH = Pattern.compile("[^.:\\s$]++(\\.[^.:\\s$]++)*+");
    private static final int LONGEST = 10_000;
    private static final int LONGEST_CHAIN = 50;

    private final Tree.Mapping root;
    private final Map<String, String> environment;
    private final Problems problems;

    private final Map<Tree.Scalar, Tree> done = new IdentityHashMap<>();
    private final List<String> underWay = new ArrayList<>();

    Interpolation(Tree.Mapping root, Map<String, String> environment, Problems problems) {
        this.root = root;
        this.environment = environment;
        this.problems = problems;
    }

    /** The map with every reference resolved. */
    Tree.Mapping resolve() {
        return (Tree.Mapping) resolve(root, "");
    }

    /** The value behind one key of the map, with its references resolved. */
    Tree resolve(String key) {
        return resolve(root.entries().get(key).value(), key);
    }

    private Tree resolve(Tree tree, String path) {
        if (tree instanceof Tree.Mapping map) {
            Tree.Mapping resolved = map;
            for (var entry : map.entries().entrySet()) {
                String key = entry.getKey();
                Tree value = entry.getValue().value();
                Tree inner = resolve(value, path.isEmpty() ? key : path + "." + key);
                if (inner != value) {
                    resolved =
                            resolved.with(key, new Tree.Entry(entry.getValue().key(), inner));
                }
            }
            return resolved;
        }
        if (tree instanceof Tree.Sequence list) {
            var items = new ArrayList<Tree>();
            list.items().forEach(item -> items.add(resolve(item, path)));
            return items.equals(list.items()) ? list : new Tree.Sequence(list.location(), items);
        }
        return tree instanceof Tree.Scalar scalar ? scalar(scalar, path) : tree;
    }

    private Tree scalar(Tree.Scalar scalar, String path) {
        if (!scalar.text().contains("${")) {
            return scalar;
        }
        Tree known = done.get(scalar);
        if (known != null) {
            return known;
        }
        underWay.add(path);
        Optional<String> text = text(scalar);
        underWay.remove(underWay.size() - 1);
        Tree result = text.isPresent()
                ? new Tree.Scalar(scalar.location(), text.get(), scalar.quoted())
                : new Tree.Broken(scalar.location());
        done.put(scalar, result);
        return result;
    }

    private Optional<String> text(Tree.Scalar scalar) {
        String text = scalar.text();
        var result = new StringBuilder();
        boolean sound = true;
        int from = 0;
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', from)) {
            result.append(text, from, dollar);
            if (text.startsWith("$${", dollar)) {
                result.append("${");
                from = dollar + 3;
            } else if (text.startsWith("${", dollar)) {
                int end = text.indexOf('}', dollar);
                if (end < 0) {
                    return refuse(
                            scalar,
                            "The '${' in %s is not closed by '}'. Write '$${' if the characters themselves are meant."
                                    .formatted(Problem.quote(text)));
                }
                Optional<String> value = reference(scalar, text.substring(dollar + 2, end));
                sound &= value.isPresent();
                value.ifPresent(result::append);
                from = end + 1;
            } else {
                result.append('$');
                from = dollar + 1;
            }
            if (result.length() > LONGEST) {
                return refuse(scalar, "%s grows beyond %,d characters.".formatted(Problem.quote(text), LONGEST));
            }
        }
        return sound ? Optional.of(result.append(text.substring(from)).toString()) : Optional.empty();
    }

    private Optional<String> reference(Tree.Scalar scalar, String name) {
        String shown = Problem.quote("${" + name + "}");
        if (name.startsWith("env:")) {
            String variable = name.substring("env:".length());
            String value = environment.get(variable);
            return value != null
                    ? Optional.of(value)
                    : refuse(
                            scalar,
                            "%s: the environment variable %s is not set.".formatted(shown, Problem.quote(variable)));
        }
        if (!PATH.matcher(name).matches()) {
            return refuse(scalar, "%s is neither '${env:NAME}' nor '${path.to.value}'.".formatted(shown));
        }
        Optional<Tree> found = root.at(List.of(name.split("\\.")));
        if (found.isEmpty()) {
            return refuse(
                    scalar,
                    "%s: nothing is written at %s.%s".formatted(shown, name, Spelling.question(name, root.paths())));
        }
        if (found.get() instanceof Tree.Broken) {
            return Optional.empty();
        }
        if (!(found.get() instanceof Tree.Scalar value)) {
            return refuse(
                    scalar,
                    "%s: there is %s at %s, and only a single value can be put into a text."
                            .formatted(shown, Tree.describe(found.get()), name));
        }
        int again = underWay.indexOf(name);
        if (again >= 0) {
            var circle = new ArrayList<>(underWay.subList(again, underWay.size()));
            circle.add(name);
            return refuse(scalar, "%s leads in a circle: %s.".formatted(shown, String.join(" -> ", circle)));
        }
        if (underWay.size() >= LONGEST_CHAIN) {
            return refuse(scalar, "%s leads on through more than %d others.".formatted(shown, LONGEST_CHAIN));
        }
        return scalar(value, name) instanceof Tree.Scalar resolved ? Optional.of(resolved.text()) : Optional.empty();
    }

    private Optional<String> refuse(Tree.Scalar scalar, String message) {
        problems.add(scalar.location(), message);
        return Optional.empty();
    }
}
