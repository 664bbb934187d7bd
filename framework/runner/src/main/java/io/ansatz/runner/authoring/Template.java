package io.ansatz.runner.authoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which words stand for others. */
record Template(String text) {

    /** The one that lies beside this class under this name. */
    static Template read(String name) throws IOException {
        try (var stream = Template.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("There is no template %s.".formatted(name));
            }
            return new Template(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** With other words in the place of these, in one go: what was put in is not looked at again. */
    Template with(Map<String, String> words) {
        String any = words.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return new Template(Pattern.compile(any)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(words.get(found.group()))));
    }
}
