package io.ansatz.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide in {@code plugins} leads from nothing to a run with a circuit of one's own: its commands are typed one after the other,
 * Maven without network and with nothing of Ansatz in its repository.
 */
class NewPluginIT {

    private static final Path GUIDE = Path.of(System.getProperty("ansatz.project"), "plugins/README.md");

    /** Few images and one epoch; what comes out does not matter here. */
    private static final String SHORT = " --set train.epochs=1 --set dataset.train=64 --set dataset.validation=64"
            + " --set dataset.test=64 --set seeds=1 --set 'controls=[]'";

    @TempDir
    private Path folder;

    private Shell shell = Shell.inTheDistribution();

    @BeforeEach
    void beginWithNothing() throws Exception {
        assumeThat(shell.type("mvn --version").code())
                .as("Maven is not on the PATH, so no plugin can be built.")
                .isZero();
        shell.type("rm -rf ../circuit-small-ring");
    }

    @Test
    void everyCommandOfTheGuideWorks() throws Exception {
        Map<String, String> said = new HashMap<>();
        for (String command : commands()) {
            if (command.startsWith("export ")) {
                String[] words = command.substring("export ".length()).split("=");
                shell = shell.with(words[0], words[1]);
                continue;
            }
            Shell.Answer answer = shell.type(here(command));
            assertThat(answer.code())
                    .as(command + "\n" + answer.out() + answer.err())
                    .isZero();
            said.put(command.replaceFirst("\\./ansatz ", ""), answer.out());
        }

        assertThat(said.get("plugins list")).containsPattern("circuit +small-ring +circuit-small-ring 1\\.0\\.0 ");
        assertThat(said.get("plugins verify circuit:small-ring")).contains("circuit:small-ring keeps its contract.\n");
        String drawing = said.get("circuit draw small-ring");
        assertThat(Files.readString(shell.folder().resolve("../circuit-small-ring/README.md")))
                .contains("```\n" + drawing + "```\n");
        theJarAloneIsEnough(drawing);
    }

    /** Copied into the folder of plugins, and nothing said about the module. */
    private static void theJarAloneIsEnough(String drawing) throws Exception {
        Shell fresh = Shell.inTheDistribution();
        Path jar = fresh.folder().resolve("../circuit-small-ring/target/circuit-small-ring-1.0.0.jar");
        Path installed = fresh.folder().resolve("plugins").resolve(jar.getFileName());
        Files.copy(jar, installed);
        try {
            assertThat(fresh.type("./ansatz circuit draw small-ring")).isEqualTo(new Shell.Answer(0, drawing, ""));
        } finally {
            Files.delete(installed);
        }
    }

    /** As it is typed where there is no network, and where runs go somewhere else. */
    private String here(String command) throws Exception {
        if (command.startsWith("mvn ")) {
            return "mvn --offline --batch-mode -Dmaven.repo.local=%s %s"
                    .formatted(repositoryWithoutAnsatz(), command.substring("mvn ".length()));
        }
        return command.contains(" run ") ? command + SHORT + " --runs " + folder.resolve("runs") : command;
    }

    /** The local repository that this build uses, without anything of Ansatz, and left as it is. */
    private Path repositoryWithoutAnsatz() throws IOException, URISyntaxException {
        Path jar = Path.of(Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path real = jar.resolve("../../../../..").normalize();
        assertThat(real.resolve("org/assertj")).isDirectory();
        Path other = Files.createDirectories(folder.resolve("repository/io"));
        link(real.resolve("io"), other, "ansatz");
        link(real, other.getParent(), "io");
        return other.getParent();
    }

    private static void link(Path real, Path other, String except) throws IOException {
        try (Stream<Path> all = Files.list(real)) {
            for (Path entry : all.toList()) {
                if (!entry.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(other.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    /** The commands of the guide's first block. */
    private static List<String> commands() throws IOException {
        List<String> commands = Files.readAllLines(GUIDE).stream()
                .dropWhile(line -> !line.equals("```sh"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(line -> line.replaceFirst(" +#.*", ""))
                .toList();
        assertThat(commands).hasSizeGreaterThan(5).anyMatch(command -> command.startsWith("mvn "));
        return commands;
    }
}
