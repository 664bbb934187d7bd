package io.ansatz.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files for Docker fit the project and each other; no engine is needed to say so. */
class DockerFilesTest {

    private static final Path PROJECT = Path.of(System.getProperty("ansatz.project"));
    private static final Path FOLDER = PROJECT.resolve("docker");

    /** A version of at least two numbers; what may follow names the system beneath. */
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+[\\w.-]*");

    /** Options of Compose that take the next word as their value. */
    private static final Set<String> WITH_VALUE = Set.of("--entrypoint");

    private final String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
    private final ComposeFile compose = ComposeFile.read(FOLDER.resolve("compose.yaml"));
    private final DockerIgnore ignore = DockerIgnore.of(PROJECT);
    private final String pom = Files.readString(PROJECT.resolve("pom.xml"));

    DockerFilesTest() throws IOException {}

    @Test
    void everythingThatIsShippedReachesTheEngine() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            List<String> shipped = files.filter(Files::isRegularFile)
                    .map(file -> PROJECT.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.contains("target/"))
                    .filter(file -> file.endsWith("pom.xml") || file.contains("src/main/"))
                    .toList();
            assertThat(shipped).hasSizeGreaterThan(100).allMatch(ignore::sends);
        }
        assertThat(List.of(".mvn/jvm.config", "ansatz", "docker/src/assembly.xml", "experiments/hello.yaml", "LICENSE"))
                .allMatch(ignore::sends)
                .allMatch(file -> Files.exists(PROJECT.resolve(file)));
        for (MatchResult source : matches("<source>\\.\\./([^<]+)</source>", Files.readString(assembly()))) {
            assertThat(ignore.sends(source.group(1))).as(source.group(1)).isTrue();
        }
    }

    @Test
    void nothingThatWasBuiltOrRunOnThisMachineReachesTheEngine() {
        assertThat(List.of(
                        ".git/HEAD",
                        "docker/.env",
                        "docker/compose.yaml",
                        "docker/target/ansatz/lib/guice-7.0.0.jar",
                        "experiments/runs/hello/metrics.json",
                        "framework/runner/src/test/java/io/ansatz/runner/cli/MainTest.java",
                        "framework/runner/target/classpath",
                        "runs/hello/metrics.json",
                        "shared/data.npz"))
                .noneMatch(ignore::sends);
    }

    @Test
    void everyCopyHasASource() throws IOException {
        var stages = new TreeSet<String>();
        matches("(?m)^FROM \\S+ AS (\\w+)$", dockerfile).forEach(stage -> stages.add(stage.group(1)));
        for (MatchResult copy : matches("(?m)^COPY (?:--from=(\\w+) )?(\\S+) \\S+$", dockerfile)) {
            if (copy.group(1) == null) {
                assertThat(copy.group(2)).matches(path -> path.equals(".") || ignore.sends(path));
                assertThat(PROJECT.resolve(copy.group(2))).exists();
            } else {
                assertThat(stages).contains(copy.group(1));
            }
        }
        assertThat(dockerfile).contains("COPY --from=build /build/docker/target/ansatz /opt/ansatz\n");
        assertThat(Files.readString(FOLDER.resolve("pom.xml"))).contains("<finalName>ansatz</finalName>");
    }

    @Test
    void everyImageIsPinned() {
        var images = new ArrayList<String>();
        matches("(?m)^FROM (\\S+)", dockerfile).forEach(from -> images.add(from.group(1)));
        compose.services().values().forEach(service -> images.add(service.image()));

        assertThat(images).hasSize(5).allMatch(image -> PINNED.matcher(image).matches());
    }

    @Test
    void theImageOfAnsatzHasItsVersion() throws IOException {
        String version = first("<artifactId>ansatz</artifactId>\\s*<version>([^<]+)</version>", pom);

        assertThat(compose.services().get("ansatz").image()).isEqualTo("ansatz:" + version);
        assertThat(matches("ansatz:(\\d[\\w.-]*)", dockerfile + Files.readString(FOLDER.resolve("README.md"))))
                .hasSizeGreaterThan(2)
                .allMatch(named -> named.group(1).equals(version));
    }

    @Test
    void theJavaOfTheImageIsOneThatAnsatzRunsOnAndHasTheVectorApi() {
        int java = Integer.parseInt(first("FROM maven:[\\d.]+-eclipse-temurin-(\\d+)", dockerfile));
        int oldest = Integer.parseInt(first("<maven.compiler.release>(\\d+)</maven.compiler.release>", pom));

        assertThat(java).isGreaterThanOrEqualTo(oldest);
        assertThat(first("jlink --add-modules (\\S+)", dockerfile).split(",")).contains("jdk.incubator.vector");
    }

    @Test
    void aContainerRunsAsAnOrdinaryUserAndHearsSignals() throws IOException {
        assertThat(first("(?m)^USER (\\d+):\\d+$", dockerfile)).isNotEqualTo("0");
        // Only a launcher that gives its place to Java lets Java hear that the container shall stop.
        assertThat(dockerfile).contains("ENTRYPOINT [\"/opt/ansatz/ansatz\"]\n");
        List<String> launcher = Files.readAllLines(PROJECT.resolve("ansatz"));
        assertThat(launcher.get(launcher.size() - 1)).startsWith("exec \"$java\" ");
    }

    @Test
    void everyServiceGivesUpItsPrivileges() {
        for (var service : compose.services().values()) {
            assertThat(service.list("cap_drop")).as(service.name()).containsExactly("ALL");
            assertThat(service.list("security_opt")).as(service.name()).containsExactly("no-new-privileges:true");
        }
    }

    @Test
    void portsAreOpenToThisMachineAlone() {
        assertThat(compose.services().values())
                .flatExtracting(service -> service.list("ports"))
                .isNotEmpty()
                .allMatch(port -> String.valueOf(port).startsWith("127.0.0.1:"));
    }

    @Test
    void everyMountedFolderExistsAndEveryVolumeIsMounted() {
        var mounted = new TreeSet<String>();
        for (var service : compose.services().values()) {
            for (String mount : service.list("volumes")) {
                String source = mount.substring(0, mount.indexOf(':'));
                if (source.startsWith(".")) {
                    assertThat(FOLDER.resolve(source)).as(service.name()).isDirectory();
                } else {
                    mounted.add(source);
                }
            }
        }

        assertThat(mounted).isEqualTo(compose.volumes());
    }

    @Test
    void aServiceWaitsOnlyForServicesThatThereAre() {
        assertThat(compose.services().values())
                .flatExtracting(service -> service.list("depends_on"))
                .isNotEmpty()
                .isSubsetOf(compose.services().keySet());
    }

    @Test
    void mlflowAnswersToTheNamesItIsCalledBy() {
        var mlflow = compose.services().get("mlflow");
        var called = new ArrayList<String>();
        matches(
                        "tracking\\.mlflow=http://(\\S+)",
                        String.join(" ", compose.services().get("ansatz").list("command")))
                .forEach(address -> called.add(address.group(1)));
        for (String port : mlflow.list("ports")) {
            called.add("localhost:" + port.split(":")[1]);
            called.add("127.0.0.1:" + port.split(":")[1]);
        }

        assertThat(mlflow.option("allowed-hosts").split(",")).containsExactlyInAnyOrderElementsOf(called);
        assertThat(called).contains("mlflow:" + mlflow.option("port"));
        assertThat(mlflow.option("backend-store-uri")).contains("@database:");
        assertThat(compose.services()).containsKey("database");
    }

    @Test
    void everyCommandOfTheReadmeNamesServicesAndFilesThatThereAre() throws IOException {
        var named = new TreeSet<String>();
        for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
            if (line.startsWith("docker compose ")) {
                List<String> words = List.of(line.replaceFirst(" +[#<>].*", "").split(" "));
                service(words).ifPresent(named::add);
            }
            for (MatchResult file : matches("\\b((?:experiments|docker)/[\\w./-]+)", line)) {
                assertThat(PROJECT.resolve(file.group(1))).as(line).exists();
            }
        }

        assertThat(named).isEqualTo(compose.services().keySet());
    }

    /** The first word behind the command and its options, for the commands that speak of one service. */
    private static Optional<String> service(List<String> words) {
        for (int word = 2; word < words.size(); word++) {
            if (Set.of("run", "exec", "up").contains(words.get(word))) {
                word++;
                while (word < words.size() && words.get(word).startsWith("-")) {
                    word += WITH_VALUE.contains(words.get(word)) ? 2 : 1;
                }
                return word < words.size() ? Optional.of(words.get(word)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Path assembly() {
        return FOLDER.resolve("src/assembly.xml");
    }

    private static String first(String pattern, String text) {
        return matches(pattern, text).get(0).group(1);
    }

    private static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }
}
