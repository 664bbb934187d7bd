package io.ansatz.runner.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Part;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.runner.NoNetwork;
import io.ansatz.runner.authoring.Verification.Verdict;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.catalog.Kind;
import io.ansatz.runner.catalog.PartDescription;
import io.ansatz.runner.catalog.PluginForge;
import io.ansatz.simulator.Simulator;
import io.ansatz.testkit.Contract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewPluginTest {

    private static final String GROUP = "org.example";

    @TempDir
    private Path folder;

    /** One for each kind that there is a template for. */
    static Stream<NewPlugin> plugins() {
        return NewPlugin.kinds().stream().map(kind -> plugin(kind, "tide-pool"));
    }

    @Test
    void aModuleIsAFewFiles() throws IOException {
        plugin(Kind.CIRCUIT, "tide-pool").write(folder.resolve("new"));

        assertThat(files(folder.resolve("new")))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        ".mvn/maven.config",
                        "README.md",
                        "pom.xml",
                        "src/main/java/org/example/tidepool/TidePool.java",
                        "src/main/java/org/example/tidepool/package-info.java",
                        "src/main/resources/plugin.properties",
                        "src/test/java/org/example/tidepool/TidePoolTest.java");
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void nothingIsLeftOfTheTemplate(NewPlugin plugin) throws IOException {
        new NewPlugin(plugin.kind(), plugin.name(), "com.lab.quantum").write(folder);

        for (String file : files(folder)) {
            assertThat(file + Files.readString(folder.resolve(file)))
                    .doesNotContainPattern("(?i)small[- ]?(ring|pyramid|stripes)")
                    .doesNotContain("org.example", "org/example", "DIGEST");
        }
        assertThat(Files.readString(folder.resolve("pom.xml")))
                .contains(
                        "<groupId>com.lab.quantum</groupId>",
                        "<artifactId>%s-tide-pool</artifactId>".formatted(plugin.kind()),
                        "<ansatz.version>%s</ansatz.version>"
                                .formatted(ModuleRepository.ofThisAnsatz().version()));
        assertThat(Files.readString(folder.resolve("src/main/java/com/lab/quantum/tidepool/TidePool.java")))
                .startsWith("package com.lab.quantum.tidepool;\n");
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void itsPartKeepsItsContract(NewPlugin plugin) throws IOException {
        try (var catalog = install(plugin)) {
            assertThat(catalog.problems()).isEmpty();
            Part<?> part = catalog.find(plugin.kind(), "tide-pool").orElseThrow();

            assertThat(Verification.of(plugin.kind(), part, met -> {})).isEqualTo(new Verification(Verdict.KEPT, ""));
        }
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void itsTestPasses(NewPlugin plugin) throws Exception {
        plugin.write(folder);
        String test = "org.example.tidepool.TidePoolTest";
        Path classes = forge(plugin)
                .source(test, Files.readString(folder.resolve("src/test/java/org/example/tidepool/TidePoolTest.java")))
                .seeing(PluginForge.origin(Contract.class))
                .seeing(PluginForge.origin(Test.class))
                .seeing(PluginForge.origin(Assertions.class))
                .seeing(PluginForge.origin(Simulator.class))
                .seeing(PluginForge.origin(API.class))
                .jar(folder.resolve("test.jar"));

        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> type = loader.loadClass(test);
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            int tests = 0;
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    assertThatCode(() -> method.invoke(constructor.newInstance()))
                            .as(method.getName())
                            .doesNotThrowAnyException();
                    tests++;
                }
            }
            assertThat(tests).isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void itsReadmeSaysWhatItsPartSays(NewPlugin plugin) throws IOException {
        try (var catalog = install(plugin)) {
            String readme = Files.readString(folder.resolve("README.md"));
            PartDescription part = catalog.describe(plugin.kind(), "tide-pool").orElseThrow();

            assertThat(readme).startsWith("# Tide pool\n").contains("{use: tide-pool");
            for (PartDescription.Setting setting : part.settings()) {
                assertThat(readme)
                        .contains("%s: %s".formatted(setting.name(), setting.value()))
                        .contains("| `%s` | %s | ".formatted(setting.name(), setting.value()));
            }
        }
    }

    @Test
    void theReadmeOfACircuitShowsIt() throws IOException {
        try (var catalog = install(plugin(Kind.CIRCUIT, "tide-pool"))) {
            var template =
                    (CircuitTemplate<?>) catalog.find(Kind.CIRCUIT, "tide-pool").orElseThrow();

            assertThat(Files.readString(folder.resolve("README.md"))).contains("```\n" + drawing(template) + "\n```\n");
        }
    }

    @Test
    void theGuideShowsTheSameClass() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("ansatz.project"), "plugins/README.md"));
        var plugin = plugin(Kind.CIRCUIT, "small-ring");
        plugin.write(folder);

        assertThat(guide).contains("```java\n" + Files.readString(folder.resolve(plugin.source())) + "```\n");
        Path test = folder.resolve("src/test/java/org/example/smallring/SmallRingTest.java");
        String contract =
                Files.readString(test).replaceAll("(?s).*\\n( +@Test\\n +void keepsTheContract.*?\\n    }\\n).*", "$1");
        assertThat(guide).contains("```java\n" + contract.indent(-4) + "```\n");
    }

    @Test
    void theBuildNamesTheVersionsThatThisProjectIsBuiltWith() throws IOException {
        String project = Files.readString(Path.of(System.getProperty("ansatz.project"), "pom.xml"));
        plugin(Kind.CIRCUIT, "tide-pool").write(folder);

        String pom = Files.readString(folder.resolve("pom.xml"));

        for (String name : List.of(
                "junit",
                "assertj",
                "maven-clean",
                "maven-resources",
                "maven-compiler",
                "maven-surefire",
                "maven-jar")) {
            String version = project.replaceAll("(?s).*<%s.version>([^<]+)<.*".formatted(name), "$1");
            assertThat(pom).as(name).contains("<version>%s</version>".formatted(version));
        }
        assertThat(pom.replace("${ansatz.version}", "").replace("${project.basedir}", ""))
                .doesNotContain("${", "\\");
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        plugin(Kind.CIRCUIT, "tide-pool").write(Files.createDirectories(folder.resolve("empty")));

        assertThat(folder.resolve("empty/pom.xml")).exists();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Path file = Files.writeString(taken.resolve("notes.txt"), "mine");

        for (Path place : List.of(taken, file)) {
            assertThatThrownBy(() -> plugin(Kind.CIRCUIT, "tide-pool").write(place))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("%s is there already and not empty; nothing was written.", place);
        }
        assertThat(files(taken)).containsExactly("notes.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Org.example", "org.", "org..example", "org.new", "1org", "org example"})
    void aGroupIsThatOfAPackage(String group) {
        assertThatThrownBy(() -> new NewPlugin(Kind.CIRCUIT, new PartName("tide-pool"), group))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A group is named like a package of Java, such as org.example, not '%s'.", group);
    }

    @Test
    void theGroupOfAnsatzIsTaken() {
        assertThatThrownBy(() -> new NewPlugin(Kind.CIRCUIT, new PartName("tide-pool"), "io.ansatz.api"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The group io.ansatz.api belongs to Ansatz itself.");
    }

    @Test
    void wordsOfJavaAreNoNames() {
        assertThatThrownBy(() -> plugin(Kind.CIRCUIT, "switch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'switch' means something to Java itself. Another name would do, such as 'switch-circuit'.");
    }

    @Test
    void theClassOfThePartIsNotOneThatItUses() {
        assertThatThrownBy(() -> plugin(Kind.CIRCUIT, "axis").write(folder.resolve("new")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The class of 'axis' would be Axis, which is the name of a class that it uses. Another name would do, such as 'axis-circuit'.");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private static NewPlugin plugin(Kind kind, String name) {
        return new NewPlugin(kind, new PartName(name), GROUP);
    }

    private static <S extends Record> String drawing(CircuitTemplate<S> template) {
        return new Drawing(template.draw(template.defaults())).text();
    }

    /** Writes the module, compiles its part and opens it. */
    private Catalog install(NewPlugin plugin) throws IOException {
        plugin.write(folder);
        Path jar = forge(plugin).jar(folder.resolve("part.jar"));
        return Catalog.open(List.of(jar), name -> folder.resolve("cache").resolve(name), NoNetwork.DOWNLOADS);
    }

    /** What compiles the part of a module that was written. */
    private PluginForge forge(NewPlugin plugin) throws IOException {
        return PluginForge.plugin(plugin.artifact())
                .source("org.example.tidepool.TidePool", Files.readString(folder.resolve(plugin.source())));
    }

    /** All files but the repository. */
    private static List<String> files(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.startsWith("ansatz/"))
                    .toList();
        }
    }
}
