package io.ansatz.runner.cli;

import io.ansatz.api.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this Ansatz, from the API it was built with. */
final class Version implements IVersionProvider {

    static String ofAnsatz() {
        var properties = new Properties();
        try (var stream = Part.class.getResourceAsStream("api.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "ansatz %s (Java %s, %s %s)"
                    .formatted(
                            ofAnsatz(),
                            System.getProperty("java.version"),
                            System.getProperty("os.name"),
                            System.getProperty("os.arch"))
        };
    }
}
