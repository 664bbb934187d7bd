package io.ansatz.runner.catalog;

import io.ansatz.api.Part;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.pf4j.Extension;
import org.pf4j.processor.ExtensionAnnotationProcessor;
import org.slf4j.Logger;

/** Builds a plugin from source text, as an author outside of this project would: against the API and its two libraries alone. */
public final class PluginForge {

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> descriptor = new LinkedHashMap<>();
    private final Map<String, byte[]> extras = new TreeMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private boolean processing = true;

    private PluginForge() {}

    /** A plugin with a complete descriptor and nothing in it. */
    public static PluginForge plugin(String id) {
        return bare().line("plugin.id", id)
                .line("plugin.version", "1.0")
                .line("plugin.requires", ApiVersion.ofThisHost().number());
    }

    /** A plugin without a descriptor. */
    static PluginForge bare() {
        var forge = new PluginForge();
        for (Class<?> offered : List.of(Part.class, Extension.class, Logger.class)) {
            forge.classPath.add(origin(offered));
        }
        return forge;
    }

    /** A plugin with one circuit of this name, in the class {@code lab.Spin}. */
    static PluginForge withCircuit(String id, String name) {
        return plugin(id).source("lab.Spin", circuit("Spin", name, ""));
    }

    /** The source of a circuit in the package {@code lab}. */
    static String circuit(String className, String name, String members) {
        return """
                package lab;

                import io.ansatz.api.*;
                import io.ansatz.api.circuit.*;
                import org.pf4j.Extension;

                @Extension
                @Meaning("turns every qubit once")
                public final class %s implements CircuitTemplate<%s.Settings> {

                    public record Settings(@Meaning("how many wires there are") int qubits, Axis axis) {}

                    %s

                    @Override
                    public String name() {
                        return "%s";
                    }

                    @Override
                    public Settings defaults() {
                        return new Settings(2, Axis.Y);
                    }

                    @Override
                    public Circuit draw(Settings settings) {
                        var circuit = Circuit.onQubits(settings.qubits());
                        for (int q = 0; q < settings.qubits(); q++) {
                            circuit.rotate(settings.axis(), q, circuit.nextInput());
                        }
                        return circuit.measurePauliZ();
                    }
                }
                """.formatted(className, className, members, name);
    }

    public PluginForge source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    PluginForge line(String key, String value) {
        descriptor.put(key, value);
        return this;
    }

    PluginForge without(String key) {
        descriptor.remove(key);
        return this;
    }

    /** A file among the classes, in place of a compiled one of that name. */
    PluginForge file(String name, byte[] bytes) {
        extras.put(name, bytes);
        return this;
    }

    PluginForge file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Compiles against these classes as well. */
    public PluginForge seeing(Path classes) {
        classPath.add(classes);
        return this;
    }

    /** Compiles against everything there is here, Deeplearning4j among it, which authors of necks have too. */
    public PluginForge seeingAll() {
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            seeing(Path.of(path));
        }
        return this;
    }

    /** Compiles as JDK 23 and newer do when nobody asks them to run annotation processors. */
    PluginForge withoutProcessing() {
        processing = false;
        return this;
    }

    /** Packs the plugin as a jar. */
    public Path jar(Path jar) throws IOException {
        writeJar(jar, contents());
        return jar;
    }

    /** Packs the plugin as a zip: its descriptor, its jar in lib, and what else is given. */
    Path zip(Path zip, Map<String, byte[]> others) throws IOException {
        Path jar = Files.createTempFile("plugin", ".jar");
        writeJar(jar, contents());
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            put(out, "plugin.properties", descriptorText().getBytes(StandardCharsets.UTF_8));
            put(out, "lib/plugin.jar", Files.readAllBytes(jar));
            for (var other : others.entrySet()) {
                put(out, other.getKey(), other.getValue());
            }
        }
        Files.delete(jar);
        return zip;
    }

    /** Leaves the plugin as Maven does when it compiles a module. */
    Path module(Path module) throws IOException {
        Path classes = module.resolve("target").resolve("classes");
        for (var entry : contents().entrySet()) {
            Path file = classes.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        Files.writeString(module.resolve("pom.xml"), "<project/>");
        return module;
    }

    /** Everything in the plugin: its classes, its index of extensions, its descriptor. */
    Map<String, byte[]> contents() throws IOException {
        Path classes = Files.createTempDirectory("classes");
        compile(classes);
        var contents = new TreeMap<String, byte[]>();
        try (var files = Files.walk(classes)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isRegularFile(file)) {
                    contents.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
                Files.delete(file);
            }
        }
        if (!descriptor.isEmpty()) {
            contents.put("plugin.properties", descriptorText().getBytes(StandardCharsets.UTF_8));
        }
        contents.putAll(extras);
        return contents;
    }

    /** Where the classes of this class's library are. */
    public static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static void writeJar(Path jar, Map<String, byte[]> contents) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var entry : contents.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    private String descriptorText() {
        return descriptor.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var options = new ArrayList<>(List.of(
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-classpath",
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(System.getProperty("path.separator")))));
        if (!processing) {
            options.add("-proc:none");
        }
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        var task = compiler.getTask(null, null, diagnostics, options, null, units);
        if (processing) {
            task.setProcessors(List.of(new ExtensionAnnotationProcessor()));
        }
        if (!task.call()) {
            throw new AssertionError(diagnostics.getDiagnostics().stream()
                    .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                    .map(Object::toString)
                    .collect(Collectors.joining("\n")));
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
