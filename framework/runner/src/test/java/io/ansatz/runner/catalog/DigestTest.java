package io.ansatz.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.Cache;
import io.ansatz.runner.NoNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {

    @TempDir
    Path temp;

    @Test
    void aModuleItsJarAndAZipAroundTheJarHaveOneDigest() throws IOException {
        Path module = lab().module(folder("a").resolve("lab"));
        lab().jar(folder("b").resolve("lab.jar"));
        lab().zip(folder("c").resolve("lab.zip"), Map.of());

        assertThat(digest("a")).matches("[0-9a-f]{64}").isEqualTo(digest("b")).isEqualTo(digest("c"));
        assertThat(module).isDirectory();
    }

    @Test
    void theManifestAndMavensNotesDoNotCount() throws IOException {
        lab().jar(folder("a").resolve("lab.jar"));
        lab().file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nBuilt-By: someone\n")
                .file("META-INF/maven/lab/pom.properties", "# a date")
                .jar(folder("b").resolve("lab.jar"));

        assertThat(digest("b")).isEqualTo(digest("a"));
    }

    @Test
    void datesDoNotCount() throws IOException {
        Path module = lab().module(folder("a").resolve("lab"));
        String digest = digest("a");

        Files.setLastModifiedTime(module.resolve("target/classes/lab/Spin.class"), FileTime.fromMillis(0));

        assertThat(digest("a")).isEqualTo(digest);
    }

    @Test
    void everyOtherByteCounts() throws IOException {
        lab().jar(folder("a").resolve("lab.jar"));
        lab().file("table.txt", "1").jar(folder("b").resolve("lab.jar"));
        lab().file("table.txt", "2").jar(folder("c").resolve("lab.jar"));
        lab().file("tables.txt", "2").jar(folder("d").resolve("lab.jar"));

        assertThat(List.of(digest("a"), digest("b"), digest("c"), digest("d"))).doesNotHaveDuplicates();
    }

    @Test
    void librariesCount() throws IOException {
        lab().zip(folder("a").resolve("lab.zip"), Map.of());
        Path library = temp.resolve("library.jar");
        PluginForge.writeJar(library, Map.of("table.txt", new byte[] {1}));
        lab().zip(folder("b").resolve("lab.zip"), Map.of("lib/library.jar", Files.readAllBytes(library)));

        assertThat(digest("b")).isNotEqualTo(digest("a"));
    }

    private static PluginForge lab() {
        return PluginForge.withCircuit("lab", "spin");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(temp.resolve(name));
    }

    private String digest(String folder) {
        Cache cache = name -> temp.resolve("cache").resolve(name);
        try (var catalog = Catalog.open(List.of(temp.resolve(folder)), cache, NoNetwork.DOWNLOADS)) {
            assertThat(catalog.problems()).isEmpty();
            return catalog.digest(catalog.plugins().get(0));
        }
    }
}
