package io.ansatz.runner.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine's processor is called, as its system tells it.
 *
 * @param system the name of the system, such as {@code Linux}
 * @param architecture such as {@code amd64}; all that is said where the system does not tell more
 * @param environment the variables of this process
 * @param cpus the file in which Linux describes its processors
 */
record Processor(String system, String architecture, Map<String, String> environment, Path cpus) {

    private static final String MODEL = "model name";

    /** That of this machine. */
    static Processor here() {
        return new Processor(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getenv(),
                Path.of("/proc/cpuinfo"));
    }

    /** Such as {@code AMD EPYC 7763 64-Core Processor, amd64}. */
    @Override
    public String toString() {
        return model().map(String::strip)
                .filter(model -> !model.isEmpty())
                .map(model -> model.replaceAll("\\s+", " ") + ", " + architecture)
                .orElse(architecture);
    }

    private Optional<String> model() {
        String word = system.toLowerCase(Locale.ROOT);
        if (word.startsWith("windows")) {
            return Optional.ofNullable(environment.get("PROCESSOR_IDENTIFIER"));
        }
        if (word.startsWith("mac")) {
            return Answer.of(Path.of("/"), "sysctl", "-n", "machdep.cpu.brand_string");
        }
        return ofLinux();
    }

    /** Some architectures have no such line. */
    private Optional<String> ofLinux() {
        try (Stream<String> lines = Files.lines(cpus, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(MODEL) && line.indexOf(':') > 0)
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
