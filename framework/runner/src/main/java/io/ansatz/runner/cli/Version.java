package io.ansatz.runner.cli;

import io.ansatz.runner.catalog.ApiVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of this Ansatz, from the API it was built with. */
final class Version implements IVersionProvider {

    static String ofAnsatz() {
        return ApiVersion.ofThisHost().number();
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
