package io.ansatz.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in the README works as it stands there. */
class ReadmeIT {

    private static final Path PROJECT = Path.of(System.getProperty("ansatz.project"));

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)\\)");

    /** What Java says by itself where something is trained, which nothing but a terminal wipes away. */
    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    /** How a command ends that was asked whether two things are the same, and found that they are not. */
    private static final int DIFFERENT = 1;

    private static Shell shell;

    /** An MLflow that starts and stops at once, so that no test waits for a server to end. */
    @BeforeAll
    static void pretendThatMlflowIsInstalled(@TempDir Path programs) throws Exception {
        Path mlflow = Files.writeString(programs.resolve("mlflow"), "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(mlflow, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell = Shell.inTheDistribution().finding(programs);
        shell.type("rm -rf ../circuit-small-ring");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfTheReadmeWorksAndWarnsOfNothing(String command) throws Exception {
        Shell.Answer answer = shell.type(command);

        boolean trains = command.contains(" run ") || command.contains(" reproduce ");
        assertThat(answer.err()).isIn("", trains ? INCUBATOR : "");
        assertThat(answer.code()).as(answer.out()).isEqualTo(command.contains(" diff ") ? DIFFERENT : 0);
        assertThat(answer.out()).isNotBlank();
    }

    @Test
    void theExperimentInTheReadmeIsTheFile() throws IOException {
        List<String> file = Files.readAllLines(PROJECT.resolve("experiments/hello.yaml"));
        List<String> code = file.stream().filter(line -> !line.startsWith("#")).toList();

        assertThat(Files.readString(PROJECT.resolve("README.md"))).contains(String.join("\n", code));
    }

    @Test
    void everyLinkBetweenTheDocumentsLeadsSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
                    broken.add(PROJECT.relativize(document) + " -> " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !PROJECT.relativize(file).toString().contains("target"))
                    .toList();
        }
    }

    static Stream<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        for (String line : Files.readAllLines(PROJECT.resolve("README.md"))) {
            if (line.startsWith("./ansatz ")) {
                commands.add(line.replaceFirst(" +#.*", ""));
            }
        }
        assertThat(commands).hasSizeGreaterThan(5);
        return commands.stream();
    }
}
