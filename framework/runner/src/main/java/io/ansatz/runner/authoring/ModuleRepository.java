package io.ansatz.runner.authoring;

import io.ansatz.api.Part;
import io.ansatz.runner.catalog.ApiVersion;
import io.ansatz.simulator.Simulator;
import io.ansatz.testkit.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipFile;

/**
 * A small Maven repository with what a plugin is compiled against and tested with: the API, the simulator and the testkit, made
 * of the very classes that run here, whether they lie in jars or in a working copy.
 *
 * <p>Its version carries a digest of these classes and of what they depend on, because Maven keeps what it once took from a
 * repository and never asks again for the same version.
 *
 * @param digest stands behind the version of Ansatz
 */
record ModuleRepository(String digest, List<Library> libraries) {

    private static final int DIGITS = 8;

    /** Where a jar should be the same every time, its entries are as old as the format. */
    private static final LocalDateTime OLDEST = LocalDateTime.of(1980, 1, 1, 0, 0);

    /**
     * A jar to be.
     *
     * @param pom what it depends on; {@code DIGEST} stands for the digest
     * @param entries the bytes of each, by its name
     */
    record Library(String name, Template pom, Map<String, byte[]> entries) {

        /** The library that lies in this folder or jar. */
        static Library at(Path origin, String name, Template pom) throws IOException {
            return new Library(name, pom, Files.isDirectory(origin) ? ofFolder(origin) : ofJar(origin));
        }

        /** The library that this class belongs to. */
        static Library with(Class<?> type, String name) throws IOException {
            return at(origin(type), name, Template.read("repository/%s.pom".formatted(name)));
        }

        private static Path origin(Class<?> type) {
            try {
                return Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("%s comes from nowhere.".formatted(type), e);
            }
        }

        private static Map<String, byte[]> ofFolder(Path folder) throws IOException {
            var entries = new TreeMap<String, byte[]>();
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    entries.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
            return entries;
        }

        /** Without the notes that Maven leaves in a jar, so that a jar holds what the folder it was made of holds. */
        private static Map<String, byte[]> ofJar(Path jar) throws IOException {
            var entries = new TreeMap<String, byte[]>();
            try (var zip = new ZipFile(jar.toFile())) {
                for (var all = zip.entries(); all.hasMoreElements(); ) {
                    var entry = all.nextElement();
                    boolean note = entry.getName().equals("META-INF/MANIFEST.MF")
                            || entry.getName().startsWith("META-INF/maven/");
                    if (!entry.isDirectory() && !note) {
                        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                    }
                }
            }
            return entries;
        }

        byte[] jar() throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var jar = new JarOutputStream(bytes)) {
                for (var content : entries.entrySet()) {
                    var entry = new JarEntry(content.getKey());
                    entry.setTimeLocal(OLDEST);
                    jar.putNextEntry(entry);
                    jar.write(content.getValue());
                }
            }
            return bytes.toByteArray();
        }
    }

    /** With the libraries of this Ansatz. */
    static ModuleRepository ofThisAnsatz() throws IOException {
        return of(List.of(
                Library.with(Part.class, "ansatz-api"),
                Library.with(Simulator.class, "ansatz-simulator"),
                Library.with(Contract.class, "ansatz-testkit")));
    }

    static ModuleRepository of(List<Library> libraries) {
        MessageDigest sha256 = digest("SHA-256");
        for (Library library : libraries) {
            sha256.update(library.pom().text().getBytes(StandardCharsets.UTF_8));
            library.entries().forEach((name, bytes) -> {
                sha256.update(name.getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            });
        }
        return new ModuleRepository(hex(sha256).substring(0, DIGITS), libraries);
    }

    /** What stands behind the name of each library. */
    String version() {
        return ApiVersion.ofThisHost().number() + "-" + digest;
    }

    /** Writes the repository into this folder, in the layout and with the checksums that Maven expects. */
    void write(Path folder) throws IOException {
        for (Library library : libraries) {
            Path place = folder.resolve("io/ansatz").resolve(library.name()).resolve(version());
            Files.createDirectories(place);
            String name = "%s-%s".formatted(library.name(), version());
            Template pom = library.pom().with(Map.of("DIGEST", digest));
            write(place.resolve(name + ".pom"), pom.text().getBytes(StandardCharsets.UTF_8));
            write(place.resolve(name + ".jar"), library.jar());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(bytes);
        Files.writeString(file.resolveSibling(file.getFileName() + ".sha1"), hex(sha1));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has %s.".formatted(algorithm), e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
