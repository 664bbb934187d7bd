package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.Part;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathSettingsTest {

    private static final String SCANS = ExperimentFiles.HELLO.replace("{use: phantoms, size: 16}", "%s");

    @TempDir
    private Path folder;

    @Test
    void aPathStartsFromTheFileThatSaysIt() throws Exception {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/base.yaml"), SCANS.formatted("{use: scans, file: ../data/a.npz}"));
        Files.writeString(folder.resolve("hello.yaml"), "extends: deep/base.yaml\n");

        assertThat(scan("hello.yaml").file()).contains(folder.resolve("data/a.npz"));
    }

    @Test
    void aPathOnTheCommandLineStartsFromTheWorkingFolder() throws Exception {
        Files.writeString(folder.resolve("hello.yaml"), SCANS.formatted("{use: scans}"));

        assertThat(scan("hello.yaml", "dataset.file=a.npz").file())
                .contains(Path.of("a.npz").toAbsolutePath());
    }

    @Test
    void whereAFileLiesIsNoPartOfATrialButIsShown() throws Exception {
        Files.writeString(folder.resolve("here.yaml"), SCANS.formatted("{use: scans, file: a.npz}"));
        Files.writeString(folder.resolve("there.yaml"), SCANS.formatted("{use: scans, file: /data/a.npz}"));

        Reading here = read("here.yaml");
        assertThat(here.variants().get(0).settings())
                .isEqualTo(read("there.yaml").variants().get(0).settings())
                .doesNotContainKey("dataset.file");
        assertThat(here.resolved().yaml()).contains("  file: " + folder.resolve("a.npz") + "\n");
    }

    private ScanSettings scan(String file, String... sets) throws ProblemsException {
        return (ScanSettings)
                read(file, sets).variants().get(0).experiment().dataset().use().settings();
    }

    private Reading read(String file, String... sets) throws ProblemsException {
        return new ExperimentReader(new WithScans(), Map.of()).read(folder.resolve(file), List.of(sets));
    }

    record ScanSettings(Optional<Path> file) {}

    private static final class Scans implements DatasetSource<ScanSettings> {

        @Override
        public String name() {
            return "scans";
        }

        @Override
        public ScanSettings defaults() {
            return new ScanSettings(Optional.empty());
        }

        @Override
        public Dataset open(ScanSettings settings) throws IOException {
            throw new IOException("There are no images here.");
        }
    }

    private static final class WithScans implements Parts {

        private final Parts others = new TestParts();
        private final Part<?> scans = new Scans();

        @Override
        public <P extends Part<?>> Optional<P> find(Class<P> kind, String name) {
            return name.equals(scans.name()) && kind.isInstance(scans)
                    ? Optional.of(kind.cast(scans))
                    : others.find(kind, name);
        }

        @Override
        public List<String> names(Class<? extends Part<?>> kind) {
            return others.names(kind);
        }
    }
}
