package io.ansatz.runner.authoring;

import io.ansatz.runner.catalog.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * A plugin to begin with: a Maven module with a small part that works, its test, and all it takes to build it anywhere.
 *
 * @param group the Maven group; the part's package lies in the package of this name
 */
public record NewPlugin(Kind kind, PartName name, String group) {

    /** What stands in the templates for a group. */
    private static final String GROUP = "org.example";

    /** What stands in them for the name of the part, and so which kinds there are templates for. */
    private static final Map<Kind, PartName> NAMES = Map.of(
            Kind.CIRCUIT, new PartName("small-ring"),
            Kind.BACKBONE, new PartName("small-pyramid"),
            Kind.DATASET, new PartName("small-stripes"));

    /** @throws IllegalArgumentException if no module can be made of this; the message is for the user */
    public NewPlugin {
        if (!NAMES.containsKey(kind)) {
            throw new IllegalArgumentException("There is no template for a %s. There are templates for: %s."
                    .formatted(kind, kinds().stream().map(Kind::word).collect(Collectors.joining(", "))));
        }
        if (!group.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*") || !SourceVersion.isName(group)) {
            throw new IllegalArgumentException(
                    "A group is named like a package of Java, such as org.example, not '%s'.".formatted(group));
        }
        if (group.equals("io.ansatz") || group.startsWith("io.ansatz.")) {
            throw new IllegalArgumentException("The group %s belongs to Ansatz itself.".formatted(group));
        }
        if (SourceVersion.isKeyword(name.packageName())) {
            throw new IllegalArgumentException(
                    "'%s' means something to Java itself. Another name would do, such as '%s-%s'."
                            .formatted(name.word(), name.word(), kind));
        }
    }

    /** The kinds that there are templates for. */
    public static List<Kind> kinds() {
        return NAMES.keySet().stream().sorted().toList();
    }

    /** Kind and name, as Maven and PF4J know the plugin: {@code circuit-small-ring}. */
    public String artifact() {
        return artifact(kind, name);
    }

    /** Where the class of the part lies in the module. */
    public Path source() {
        return Path.of("src/main/java").resolve(folder()).resolve(name.className() + ".java");
    }

    /**
     * Writes the module into this folder.
     *
     * @throws IllegalArgumentException if something is there already, and nothing was written; the message is for the user
     */
    public void write(Path folder) throws IOException {
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new IllegalArgumentException(
                    "%s is there already and not empty; nothing was written.".formatted(folder));
        }
        var repository = ModuleRepository.ofThisAnsatz();
        for (var file : files(repository.digest()).entrySet()) {
            Path place = folder.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
        }
        repository.write(folder.resolve("ansatz"));
    }

    /** All files but the repository: their places in the module, and what stands in them. */
    private Map<Path, String> files(String digest) throws IOException {
        String given = NAMES.get(kind).className();
        Template part = ofPart(given + ".java");
        Template test = ofPart(given + "Test.java");
        requireAnotherWord(part, test);

        Path tests = Path.of("src/test/java").resolve(folder());
        var files = new LinkedHashMap<Path, String>();
        files.put(Path.of("README.md"), worded(ofPart("README.md")) + worded(ofModule("building.md")));
        files.put(Path.of("pom.xml"), worded(ofModule("pom.xml").with(Map.of("DIGEST", digest))));
        files.put(Path.of(".mvn/maven.config"), worded(ofModule("maven.config")));
        files.put(Path.of(".gitignore"), worded(ofModule("gitignore")));
        files.put(source(), worded(part));
        files.put(source().resolveSibling("package-info.java"), worded(ofPart("package-info.java")));
        files.put(Path.of("src/main/resources/plugin.properties"), worded(ofModule("plugin.properties")));
        files.put(tests.resolve(name.className() + "Test.java"), worded(test));
        return files;
    }

    private Template ofPart(String file) throws IOException {
        return Template.read("%s/%s".formatted(kind, file));
    }

    /** What all modules have in common is written for the circuit; for another kind it becomes what its own templates say. */
    private Template ofModule(String file) throws IOException {
        return Template.read("module/" + file)
                .with(words(Kind.CIRCUIT, NAMES.get(Kind.CIRCUIT), kind, NAMES.get(kind)));
    }

    private String worded(Template template) {
        var words = words(kind, NAMES.get(kind), kind, name);
        words.put(GROUP, group);
        return template.with(words).text();
    }

    private static Map<String, String> words(Kind kind, PartName name, Kind otherKind, PartName other) {
        var words = new LinkedHashMap<String, String>();
        words.put(artifact(kind, name), artifact(otherKind, other));
        words.put("%s:%s".formatted(kind, name.word()), "%s:%s".formatted(otherKind, other.word()));
        words.put(name.className(), other.className());
        words.put(name.packageName(), other.packageName());
        words.put(name.word(), other.word());
        words.put(name.heading(), other.heading());
        return words;
    }

    /** A class cannot have the name of one that it uses. */
    private void requireAnotherWord(Template... sources) {
        var word = Pattern.compile("\\b%s\\b".formatted(name.className()));
        for (Template source : sources) {
            if (!name.equals(NAMES.get(kind)) && word.matcher(source.text()).find()) {
                throw new IllegalArgumentException(
                        "The class of '%s' would be %s, which is the name of a class that it uses. Another name would do, such as '%s-%s'."
                                .formatted(name.word(), name.className(), name.word(), kind));
            }
        }
    }

    /** The package of the part, as a folder. */
    private Path folder() {
        return Path.of(group.replace('.', '/')).resolve(name.packageName());
    }

    private static String artifact(Kind kind, PartName name) {
        return "%s-%s".formatted(kind, name.word());
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }
}
