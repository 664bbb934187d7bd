package io.ansatz.runner.cli;

import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.catalog.Kind;
import io.ansatz.runner.catalog.Plugin;
import io.ansatz.runner.experiment.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a person writes to mean a part, as in {@code circuit:angle-embedding}, or all parts of a plugin, as in {@code
 * circuit-angle-embedding}.
 */
record PartReference(String text) {

    /** The part that is meant. */
    Catalog.Entry part(Catalog catalog) throws ToMendException {
        if (!namesKind()) {
            throw new ToMendException("'%s' has no kind. Write kind:name, such as circuit:angle-embedding.%s"
                    .formatted(
                            text,
                            nearestPart(catalog).map(PartReference::question).orElse("")));
        }
        String[] words = text.split(":", 2);
        Kind kind = kind(words[0]);
        return catalog.parts().stream()
                .filter(entry -> entry.kind() == kind && entry.name().equals(words[1]))
                .findFirst()
                .orElseThrow(() -> missing(catalog, kind, words[1]));
    }

    /** The part, or the parts of the plugin, that are meant. */
    List<Catalog.Entry> parts(Catalog catalog) throws ToMendException {
        if (namesKind()) {
            return List.of(part(catalog));
        }
        List<Catalog.Entry> entries = catalog.parts().stream()
                .filter(entry -> entry.plugin().id().equals(text))
                .toList();
        if (entries.isEmpty()) {
            List<String> plugins = catalog.plugins().stream().map(Plugin::id).toList();
            String question = Spelling.nearest(text, plugins)
                    .or(() -> nearestPart(catalog))
                    .map(PartReference::question)
                    .orElse("");
            throw new ToMendException("There is no plugin '%s'.%s".formatted(text, question));
        }
        return entries;
    }

    private boolean namesKind() {
        return text.contains(":");
    }

    /** The kind of this name. */
    static Kind kind(String word) throws ToMendException {
        List<String> words = Arrays.stream(Kind.values()).map(Kind::word).toList();
        if (!words.contains(word)) {
            throw new ToMendException("There is no kind '%s'. There are %s.%s"
                    .formatted(word, String.join(", ", words), Spelling.question(word, words)));
        }
        return Kind.values()[words.indexOf(word)];
    }

    private static ToMendException missing(Catalog catalog, Kind kind, String name) {
        List<String> names = catalog.names(kind);
        String others = "There are: %s.".formatted(String.join(", ", names));
        if (names.size() < 2) {
            others = names.isEmpty()
                    ? "No %s is installed.".formatted(kind)
                    : "There is only %s.".formatted(names.get(0));
        }
        return new ToMendException(
                "There is no %s '%s'. %s%s".formatted(kind, name, others, Spelling.question(name, names)));
    }

    /** The part whose name is nearest, whatever its kind. */
    private Optional<String> nearestPart(Catalog catalog) {
        List<String> names = catalog.parts().stream().map(Catalog.Entry::name).toList();
        return Spelling.nearest(text, names)
                .map(nearest -> catalog.parts().get(names.indexOf(nearest)))
                .map(entry -> "%s:%s".formatted(entry.kind(), entry.name()));
    }

    private static String question(String meant) {
        return " Did you mean '%s'?".formatted(meant);
    }
}
