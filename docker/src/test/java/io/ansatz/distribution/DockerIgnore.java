package io.ansatz.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which files of the project go to the engine when an image is built, as {@code .dockerignore} says. */
record DockerIgnore(List<Rule> rules) {

    /** A line of the file; the last one that fits a path or a folder above it decides. */
    record Rule(Pattern pattern, boolean keeps) {

        static Rule of(String line) {
            boolean keeps = line.startsWith("!");
            String expression = (keeps ? line.substring(1) : line)
                    .replace(".", "\\.")
                    .replace("**/", "<any>")
                    .replace("*", "[^/]*")
                    .replace("<any>", "(.*/)?");
            return new Rule(Pattern.compile(expression + "(/.*)?"), keeps);
        }
    }

    static DockerIgnore of(Path project) throws IOException {
        var rules = new ArrayList<Rule>();
        for (String line : Files.readAllLines(project.resolve(".dockerignore"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                rules.add(Rule.of(line));
            }
        }
        return new DockerIgnore(rules);
    }

    boolean sends(String path) {
        boolean sent = true;
        for (Rule rule : rules) {
            if (rule.pattern().matcher(path).matches()) {
                sent = rule.keeps();
            }
        }
        return sent;
    }
}
