package io.ansatz.runner.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.JarFile;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDescriptor;

/**
 * A plugin that was found but not loaded yet.
 *
 * @param path what the user sees: the jar, the zip or the folder
 * @param descriptor what it says about itself
 * @param classPath the folders and jars its classes come from
 * @param contents everything it consists of: the class path, and its descriptor where that lies beside it
 */
record Candidate(Path path, PluginDescriptor descriptor, List<Path> classPath, List<Path> contents) {

    private static final String DESCRIPTOR = "plugin.properties";

    /** The plugin in an entry of a plugin folder. */
    static Candidate read(Path path, ZipStore zips) throws BrokenPluginException, IOException {
        String name = path.getFileName().toString();
        if (name.endsWith(".jar")) {
            return ofJar(path);
        }
        if (name.endsWith(".zip")) {
            return ofUnpacked(path, zips.unpack(path));
        }
        if (isUnpackedPlugin(path)) {
            return ofUnpacked(path, path);
        }
        return ofModule(path);
    }

    /** Whether a plugin lies here, rather than a folder of plugins: a jar, a zip, an unpacked zip, or a module. */
    static boolean isPlugin(Path path) {
        if (!Files.isDirectory(path)) {
            return Files.exists(path);
        }
        boolean module = Files.isRegularFile(path.resolve("pom.xml"))
                && (Files.isDirectory(path.resolve("src"))
                        || Files.exists(classes(path).resolve(DESCRIPTOR)));
        return module || isUnpackedPlugin(path);
    }

    /** The plugin and its version, for a sentence. */
    String title() {
        return descriptor.getPluginId() + " " + descriptor.getVersion();
    }

    /** Whether this folder has the layout of a zip: a descriptor beside classes or jars. */
    static boolean isUnpackedPlugin(Path folder) {
        return Files.isRegularFile(folder.resolve(DESCRIPTOR))
                && (Files.isDirectory(folder.resolve("lib")) || Files.isDirectory(folder.resolve("classes")));
    }

    private static Candidate ofJar(Path jar) throws BrokenPluginException {
        try (var file = new JarFile(jar.toFile())) {
            var properties = new Properties();
            var entry = file.getEntry(DESCRIPTOR);
            if (entry != null) {
                properties = properties(file.getInputStream(entry));
            } else if (file.getManifest() != null) {
                for (var attribute : file.getManifest().getMainAttributes().entrySet()) {
                    String name = attribute.getKey().toString().toLowerCase(Locale.ROOT);
                    properties.put(name.replace('-', '.'), attribute.getValue());
                }
            }
            if (entry == null && !properties.containsKey("plugin.id")) {
                throw new BrokenPluginException(
                        "This jar describes no plugin: it has neither a plugin.properties nor a Plugin-Id in its manifest.",
                        "Maybe it is a library; then it belongs into the lib folder of the plugin that needs it.");
            }
            return new Candidate(jar, descriptor(properties), List.of(jar), List.of(jar));
        } catch (IOException e) {
            throw new BrokenPluginException(
                    "This jar cannot be read: %s.".formatted(e.getMessage()),
                    "Maybe it was not copied or downloaded to its end.",
                    e);
        }
    }

    private static Candidate ofUnpacked(Path path, Path folder) throws BrokenPluginException, IOException {
        Path descriptor = folder.resolve(DESCRIPTOR);
        if (!Files.isRegularFile(descriptor)) {
            throw new BrokenPluginException(
                    "This zip has no plugin.properties at its top.",
                    "Maybe it was made with a folder around the plugin.");
        }
        var classPath = new ArrayList<Path>();
        if (Files.isDirectory(folder.resolve("classes"))) {
            classPath.add(folder.resolve("classes"));
        }
        classPath.addAll(jarsIn(folder.resolve("lib")));
        if (classPath.isEmpty()) {
            throw new BrokenPluginException(
                    "There is a plugin.properties, but neither a jar in lib nor a folder classes.",
                    "Maybe the plugin's jar lies beside lib instead of in it.");
        }
        var contents = new ArrayList<>(classPath);
        contents.add(descriptor);
        return new Candidate(path, descriptor(properties(Files.newInputStream(descriptor))), classPath, contents);
    }

    private static Candidate ofModule(Path module) throws BrokenPluginException, IOException {
        Path classes = classes(module);
        Path descriptor = classes.resolve(DESCRIPTOR);
        if (!Files.isRegularFile(descriptor)) {
            if (Files.exists(module.resolve("pom.xml"))) {
                throw new BrokenPluginException(
                        "This module is not built: there is no target/classes/plugin.properties.",
                        "Maybe 'mvn compile' is still to be run, or its parent is not ansatz-plugins, which writes that file.");
            }
            throw new BrokenPluginException(
                    "This folder holds no plugin: neither plugin.properties beside lib or classes, nor a module with target/classes.",
                    "Maybe a zip was unpacked one folder too deep.");
        }
        var classPath = new ArrayList<Path>();
        classPath.add(classes);
        classPath.addAll(jarsIn(module.resolve("target").resolve("lib")));
        return new Candidate(module, descriptor(properties(Files.newInputStream(descriptor))), classPath, classPath);
    }

    /** Where Maven leaves what it compiles. */
    private static Path classes(Path module) {
        return module.resolve("target").resolve("classes");
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static PluginDescriptor descriptor(Properties properties) throws BrokenPluginException {
        var missing = new ArrayList<String>();
        for (String key : List.of("plugin.id", "plugin.version", "plugin.requires")) {
            String value = properties.getProperty(key, "").strip();
            if (value.isEmpty()) {
                missing.add(key);
            } else if (value.contains("${")) {
                throw new BrokenPluginException(
                        "%s is still '%s'.".formatted(key, value),
                        "Maybe plugin.properties was copied without being filled in: Maven calls that filtering.");
            }
        }
        if (!missing.isEmpty()) {
            throw new BrokenPluginException(
                    "The description of this plugin lacks %s.".formatted(String.join(" and ", missing)),
                    "Maybe plugin.properties is still to be completed: plugin.id, plugin.version, and plugin.requires for the API.");
        }
        String id = properties.getProperty("plugin.id").strip();
        String version = properties.getProperty("plugin.version").strip();
        String dependencies = properties.getProperty("plugin.dependencies", "").strip();
        if (!dependencies.isEmpty()) {
            throw new BrokenPluginException(
                    "The plugin %s %s depends on the plugin %s, but plugins do not see each other."
                            .formatted(id, version, dependencies),
                    "Maybe what they share can be a library that each of them carries in its lib folder.");
        }
        return new DefaultPluginDescriptor(
                id,
                properties.getProperty("plugin.description", ""),
                properties.getProperty("plugin.class", "org.pf4j.Plugin").strip(),
                version,
                properties.getProperty("plugin.requires").strip(),
                properties.getProperty("plugin.provider", ""),
                properties.getProperty("plugin.license", ""));
    }

    private static Properties properties(InputStream stream) throws IOException {
        try (stream) {
            var properties = new Properties();
            properties.load(stream);
            return properties;
        } catch (IllegalArgumentException malformed) {
            throw new IOException("plugin.properties has a malformed escape", malformed);
        }
    }
}
