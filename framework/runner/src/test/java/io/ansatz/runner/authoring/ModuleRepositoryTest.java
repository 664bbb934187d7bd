package io.ansatz.runner.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.Part;
import io.ansatz.runner.authoring.ModuleRepository.Library;
import io.ansatz.runner.catalog.ApiVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleRepositoryTest {

    private static final Template POM = new Template("<project/>");

    @TempDir
    private Path folder;

    private Path classes;

    @BeforeEach
    void compileSomething() throws IOException {
        classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve("lab"));
        Files.writeString(classes.resolve("lab/Spin.class"), "a class");
        Files.writeString(classes.resolve("lab/Wave.class"), "another");
    }

    @Test
    void aFolderOfClassesAndTheJarMadeOfItAreTheSameLibrary() throws IOException {
        Path jar = folder.resolve("lab.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            add(out, "META-INF/maven/lab/pom.properties");
            add(out, "lab/Wave.class");
            add(out, "lab/Spin.class");
        }

        Library packed = Library.at(jar, "lab", POM);
        Library unpacked = Library.at(classes, "lab", POM);

        assertThat(packed.entries()).containsOnlyKeys("lab/Spin.class", "lab/Wave.class");
        assertThat(packed.jar()).isEqualTo(unpacked.jar());
        assertThat(version(packed)).isEqualTo(version(unpacked));
    }

    @Test
    void whatIsDifferentHasAnotherVersion() throws IOException {
        String version = version(Library.at(classes, "lab", POM));
        String otherPom = version(Library.at(classes, "lab", new Template("<project></project>")));
        Files.writeString(classes.resolve("lab/Spin.class"), "A class");
        String otherClasses = version(Library.at(classes, "lab", POM));

        assertThat(List.of(version, otherPom, otherClasses))
                .doesNotHaveDuplicates()
                .allSatisfy(one ->
                        assertThat(one).matches(ApiVersion.ofThisHost().number().replace(".", "\\.") + "-[0-9a-f]{8}"));
    }

    @Test
    void holdsTheLibrariesThatRunHereWithTheirChecksums() throws Exception {
        var repository = ModuleRepository.ofThisAnsatz();

        repository.write(folder.resolve("ansatz"));

        var files = new ArrayList<String>();
        for (String library : List.of("ansatz-api", "ansatz-simulator", "ansatz-testkit")) {
            for (String ending : List.of(".jar", ".jar.sha1", ".pom", ".pom.sha1")) {
                files.add("io/ansatz/%s/%s/%s-%s%s"
                        .formatted(library, repository.version(), library, repository.version(), ending));
            }
        }
        Path root = folder.resolve("ansatz");
        assertThat(all(root)).containsExactlyInAnyOrderElementsOf(files);
        for (String file : files) {
            if (file.endsWith(".sha1")) {
                byte[] bytes = Files.readAllBytes(root.resolve(file.replace(".sha1", "")));
                assertThat(Files.readString(root.resolve(file)))
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-1").digest(bytes)));
            }
        }
        try (var api = new JarFile(root.resolve(files.get(0)).toFile())) {
            String part = Part.class.getName().replace('.', '/') + ".class";
            assertThat(api.getInputStream(api.getEntry(part)).readAllBytes())
                    .isEqualTo(Part.class.getResourceAsStream("Part.class").readAllBytes());
        }
    }

    /** A plugin is built without network with what a build of Ansatz has fetched, which are these very versions. */
    @Test
    void namesTheVersionsThatThisProjectIsBuiltWith() throws IOException {
        var repository = ModuleRepository.ofThisAnsatz();
        String pom = Files.readString(Path.of(System.getProperty("ansatz.project"), "pom.xml"));

        repository.write(folder);

        String api = Files.readString(pom(repository, "ansatz-api"));
        String simulator = Files.readString(pom(repository, "ansatz-simulator"));
        String testkit = Files.readString(pom(repository, "ansatz-testkit"));
        String own = "<version>" + repository.version() + "</version>";
        assertThat(api).contains(own, version(pom, "pf4j"), version(pom, "slf4j"));
        assertThat(simulator).contains(own, version(pom, "strange"));
        assertThat(testkit).contains(own);
        assertThat(api + simulator + testkit).doesNotContain("${", "DIGEST");
    }

    private static String version(Library library) {
        return ModuleRepository.of(List.of(library)).version();
    }

    private Path pom(ModuleRepository repository, String library) {
        return folder.resolve(
                "io/ansatz/%s/%s/%s-%s.pom".formatted(library, repository.version(), library, repository.version()));
    }

    private static String version(String pom, String library) {
        return pom.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<%s.version>".formatted(library)))
                .map(line -> line.replace(library + ".", ""))
                .findFirst()
                .orElseThrow();
    }

    private void add(JarOutputStream out, String name) throws IOException {
        out.putNextEntry(new JarEntry(name));
        Path file = classes.resolve(name);
        if (Files.exists(file)) {
            Files.copy(file, (OutputStream) out);
        }
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Built-By", "somebody");
        return manifest;
    }

    private static List<String> all(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
