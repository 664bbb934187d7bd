package io.ansatz.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command that makes a text puts it. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes into this file, and replaces it, instead of printing.")
    private Path file;

    void write(String text, Terminal terminal) throws IOException, ToMendException {
        if (file == null) {
            terminal.line(text.stripTrailing());
            return;
        }
        if (Files.isDirectory(file)) {
            throw new ToMendException("%s is a folder; -o needs the name of a file.".formatted(file));
        }
        try {
            Files.writeString(file, text);
        } catch (NoSuchFileException missing) {
            throw new ToMendException("There is no folder %s to write %s into."
                    .formatted(file.toAbsolutePath().getParent(), file.getFileName()));
        }
        terminal.line("Wrote %s.".formatted(file));
    }
}
