package io.ansatz.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.Cache;
import io.ansatz.api.Part;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.runner.NoNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    @TempDir
    Path temp;

    private Path plugins;
    private Cache cache;

    @BeforeEach
    void makeFolders() throws IOException {
        plugins = Files.createDirectory(temp.resolve("plugins"));
        cache = name -> temp.resolve("cache").resolve(name);
    }

    @Test
    void aPluginFromOutsideOffersItsCircuit() throws IOException {
        PluginForge.withCircuit("lab-circuits", "spin").jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            var circuit = draw(catalog.find(Kind.CIRCUIT, "spin").orElseThrow());
            var expected = Circuit.onQubits(2);
            expected.rotate(Axis.Y, 0, expected.nextInput()).rotate(Axis.Y, 1, expected.nextInput());
            assertThat(circuit).isEqualTo(expected.measurePauliZ());
        }
    }

    @Test
    void partsAreFoundByTheirInterfaceToo() throws IOException {
        PluginForge.withCircuit("lab-circuits", "spin").jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            assertThat(catalog.find(circuitTemplates(), "spin")).isPresent();
            assertThat(catalog.find(circuitTemplates(), "spun")).isEmpty();
            assertThat(catalog.names(circuitTemplates())).containsExactly("spin");
            assertThat(catalog.names(Kind.BACKBONE)).isEmpty();
        }
    }

    @Test
    void anotherInterfaceIsNotAKind() {
        try (var catalog = open()) {
            assertThatThrownBy(() -> catalog.find(partInterface(), "spin"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Part is not a kind of part; there are CircuitTemplate, Backbone, Neck, DatasetSource.");
        }
    }

    @Test
    void aPartKnowsItsPlugin() throws IOException {
        Path jar = PluginForge.withCircuit("lab-circuits", "spin")
                .line("plugin.description", "Circuits of the lab.")
                .jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            var part = catalog.find(Kind.CIRCUIT, "spin").orElseThrow();
            var plugin = new Plugin("lab-circuits", "1.0", "Circuits of the lab.", jar, List.of(part));
            assertThat(catalog.plugins()).containsExactly(plugin);
            assertThat(catalog.pluginOf(part)).isEqualTo(plugin);
            assertThat(catalog.parts()).containsExactly(new Catalog.Entry(Kind.CIRCUIT, part, plugin));
        }
    }

    @Test
    void namesComeInAlphabeticalOrder() throws IOException {
        PluginForge.withCircuit("a", "zigzag").jar(plugins.resolve("a.jar"));
        PluginForge.withCircuit("b", "angle").jar(plugins.resolve("b.jar"));

        try (var catalog = open()) {
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("angle", "zigzag");
        }
    }

    @Test
    void aManifestIsADescriptorToo() throws IOException {
        PluginForge.bare()
                .source("lab.Spin", PluginForge.circuit("Spin", "spin", ""))
                .file(
                        "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\nPlugin-Id: lab\nPlugin-Version: 2.0\nPlugin-Requires: %s\n"
                                .formatted(ApiVersion.ofThisHost().number()))
                .jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.plugins()).extracting(Plugin::toString).containsExactly("lab 2.0");
        }
    }

    @Test
    void aZipAndAnUnpackedZipArePluginsToo() throws IOException {
        PluginForge.withCircuit("zipped", "spin").zip(plugins.resolve("zipped.zip"), Map.of());
        Path folder = plugins.resolve("unpacked");
        PluginForge.withCircuit("unpacked", "turn").module(folder);
        Files.move(folder.resolve("target/classes"), folder.resolve("classes"));
        Files.move(folder.resolve("classes/plugin.properties"), folder.resolve("plugin.properties"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("spin", "turn");
            assertThat(catalog.plugins())
                    .extracting(Plugin::path)
                    .containsExactly(folder, plugins.resolve("zipped.zip"));
        }
    }

    @Test
    void aPluginUsesTheLibrariesItCarries() throws IOException {
        Path library = temp.resolve("library.jar");
        PluginForge.bare()
                .source(
                        "shared.Names",
                        "package shared; public class Names { public static String best() { return \"borrowed\"; } }")
                .jar(library);
        PluginForge.plugin("lab")
                .seeing(library)
                .source("lab.Spin", PluginForge.circuit("Spin", "spin", "").replace("\"spin\"", "shared.Names.best()"))
                .zip(plugins.resolve("lab.zip"), Map.of("lib/library.jar", Files.readAllBytes(library)));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("borrowed");
        }
    }

    @Test
    void aBuiltModuleIsAPlugin() throws IOException {
        Path library = temp.resolve("library.jar");
        PluginForge.bare()
                .source(
                        "shared.Names",
                        "package shared; public class Names { public static String best() { return \"borrowed\"; } }")
                .jar(library);
        Path module = PluginForge.plugin("lab")
                .seeing(library)
                .source("lab.Spin", PluginForge.circuit("Spin", "spin", "").replace("\"spin\"", "shared.Names.best()"))
                .module(plugins.resolve("circuit-borrowed"));
        Files.createDirectories(module.resolve("target/lib"));
        Files.move(library, module.resolve("target/lib/library.jar"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("borrowed");
            assertThat(catalog.plugins()).extracting(Plugin::path).containsExactly(module);
        }
    }

    @Test
    void aPlaceMayBeOnePlugin() throws IOException {
        Path jar = PluginForge.withCircuit("jar", "in-a-jar").jar(temp.resolve("some.jar"));
        Path module = PluginForge.withCircuit("module", "in-a-module").module(temp.resolve("circuit-some"));

        try (var catalog = Catalog.open(List.of(plugins, jar, module), cache, NoNetwork.DOWNLOADS)) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("in-a-jar", "in-a-module");
        }
    }

    @Test
    void aPluginThatTwoPlacesLeadToIsOnePlugin() throws IOException {
        Path module = PluginForge.withCircuit("lab", "spin").module(plugins.resolve("circuit-spin"));

        try (var catalog = Catalog.open(
                List.of(plugins, module, temp.resolve("../" + temp.getFileName() + "/plugins")),
                cache,
                NoNetwork.DOWNLOADS)) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("spin");
        }
    }

    @Test
    void aModuleThatIsNotBuiltSaysSo() throws IOException {
        Path module = Files.createDirectories(temp.resolve("circuit-new"));
        Files.createDirectories(module.resolve("src/main/java"));
        Files.writeString(module.resolve("pom.xml"), "<project/>");

        try (var catalog = Catalog.open(List.of(plugins, module), cache, NoNetwork.DOWNLOADS)) {
            assertThat(catalog.problems()).hasSize(1);
            assertThat(catalog.problems().get(0).toString())
                    .startsWith(
                            module + "   This module is not built: there is no target/classes/plugin.properties.\n");
        }
    }

    @Test
    void whatIsNoPluginIsPassedOver() throws IOException {
        Files.writeString(plugins.resolve("pom.xml"), "<project/>");
        Files.createDirectories(plugins.resolve("target/spotless"));
        Files.createDirectories(plugins.resolve(".git"));
        Files.createDirectories(plugins.resolve("descriptor"));
        Files.writeString(plugins.resolve("descriptor/plugin.properties"), "plugin.id=${project.artifactId}");

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.plugins()).isEmpty();
        }
    }

    @Test
    void theHostsApiWinsOverACopyInTheJar() throws IOException {
        var forge = PluginForge.withCircuit("lab", "spin");
        forge.file("io/ansatz/api/Part.class", classFile(Part.class));
        forge.file("io/ansatz/api/circuit/CircuitTemplate.class", classFile(CircuitTemplate.class));
        forge.jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(draw(catalog.find(Kind.CIRCUIT, "spin").orElseThrow()).qubits())
                    .isEqualTo(2);
        }
    }

    @Test
    void theEmptyIndexOfACarriedApiDoesNotHideThePlugins() throws IOException {
        Path api = temp.resolve("api.jar");
        PluginForge.bare().file("META-INF/extensions.idx", "").jar(api);
        PluginForge.withCircuit("lab", "spin")
                .zip(plugins.resolve("lab.zip"), Map.of("lib/a-copy-of-the-api.jar", Files.readAllBytes(api)));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("spin");
        }
    }

    @Test
    void aPartGetsTheCacheItAsksFor() throws IOException {
        PluginForge.plugin("lab")
                .source(
                        "lab.Spin",
                        PluginForge.circuit(
                                        "Spin",
                                        "spin",
                                        "private final Cache cache; Spin(Cache cache) { this.cache = cache; }")
                                .replace("\"spin\"", "cache.folder(\"spin\").getFileName().toString()"))
                .jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("spin");
        }
    }

    @Test
    void aPartGetsTheDownloadsItAsksFor() throws IOException {
        PluginForge.plugin("lab")
                .source(
                        "lab.Spin",
                        PluginForge.circuit(
                                        "Spin",
                                        "spin",
                                        "private final Downloads downloads; Spin(Downloads downloads, Cache cache) { this.downloads = downloads; }")
                                .replace("\"spin\"", "downloads == null ? \"nothing\" : \"spin\""))
                .jar(plugins.resolve("lab.jar"));

        try (var catalog = open()) {
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.names(Kind.CIRCUIT)).containsExactly("spin");
        }
    }

    @Test
    void aPluginIsStartedAndStopped() throws IOException {
        Path trace = temp.resolve("trace");
        PluginForge.withCircuit("lab", "spin")
                .line("plugin.class", "lab.LabPlugin")
                .source("lab.LabPlugin", """
                        package lab;

                        import java.nio.file.*;

                        public class LabPlugin extends org.pf4j.Plugin {

                            @Override
                            public void start() { write("started"); }

                            @Override
                            public void stop() { write("stopped"); }

                            private static void write(String word) {
                                try {
                                    Files.writeString(Path.of("%s"), word);
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }
                        }
                        """.formatted(trace))
                .jar(plugins.resolve("lab.jar"));

        var catalog = open();
        assertThat(trace).hasContent("started");
        catalog.close();
        assertThat(trace).hasContent("stopped");
    }

    private Catalog open() {
        return Catalog.open(List.of(plugins), cache, NoNetwork.DOWNLOADS);
    }

    @SuppressWarnings("unchecked")
    private static Circuit draw(Part<?> part) {
        var template = (CircuitTemplate<Record>) part;
        return template.draw(template.defaults());
    }

    @SuppressWarnings("unchecked")
    private static Class<CircuitTemplate<?>> circuitTemplates() {
        return (Class<CircuitTemplate<?>>) (Class<?>) CircuitTemplate.class;
    }

    @SuppressWarnings("unchecked")
    private static Class<Part<?>> partInterface() {
        return (Class<Part<?>>) (Class<?>) Part.class;
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (var stream = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return stream.readAllBytes();
        }
    }
}
