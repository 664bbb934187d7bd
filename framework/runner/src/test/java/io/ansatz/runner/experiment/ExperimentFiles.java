package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder of experiment files, read with the parts of {@link TestParts}. */
final class ExperimentFiles {

    /** The shortest complete experiment; whatever is appended begins at line 6. */
    static final String HELLO = """
            name: hello
            dataset: {use: phantoms, size: 16}
            model:
              backbone: {use: cnn5}
              circuit: {use: angle-embedding, qubits: 4}
            """;

    private final Path folder;
    private final Part<?>[] more;
    private Map<String, String> environment = Map.of();

    /** @param more parts beside those of {@link TestParts} */
    ExperimentFiles(Path folder, Part<?>... more) {
        this.folder = folder;
        this.more = more;
    }

    ExperimentFiles with(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    ExperimentFiles withVariable(String name, String value) {
        environment = Map.of(name, value);
        return this;
    }

    Reading read(String name, String... sets) {
        try {
            return attempt(name, sets);
        } catch (ProblemsException problems) {
            throw new AssertionError(problems.getMessage(), problems);
        }
    }

    Reading attempt(String name, String... sets) throws ProblemsException {
        return new ExperimentReader(new TestParts(more), environment).read(folder.resolve(name), List.of(sets));
    }

    /** The only variant of a file with this text. */
    Variant only(String text, String... sets) {
        var variants = with("hello.yaml", text).read("hello.yaml", sets).variants();
        if (variants.size() != 1) {
            throw new AssertionError("There are %d variants.".formatted(variants.size()));
        }
        return variants.get(0);
    }

    /** A line {@code place | message} for each problem of a file with this text, folders left out. */
    List<String> problemsOf(String text, String... sets) {
        return with("hello.yaml", text).problems("hello.yaml", sets);
    }

    List<String> problems(String name, String... sets) {
        var lines = new ArrayList<String>();
        assertThatThrownBy(() -> attempt(name, sets)).isInstanceOfSatisfying(ProblemsException.class, exception -> {
            for (Problem problem : exception.problems()) {
                String line = problem.location() + " | " + problem.message();
                lines.add(line.replace(folder + folder.getFileSystem().getSeparator(), ""));
            }
        });
        return lines;
    }
}
