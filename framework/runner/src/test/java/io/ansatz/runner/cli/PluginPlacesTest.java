package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginPlacesTest {

    private static final Path HOME = Path.of("home");
    private static final Path OWN = HOME.resolve("plugins");

    @Test
    void theFolderBesideAnsatzIsAlwaysOne() {
        assertThat(PluginPlaces.of(Map.of(), HOME).paths()).containsExactly(OWN);
        assertThat(PluginPlaces.of(Map.of("ANSATZ_PLUGINS", ""), HOME).paths()).containsExactly(OWN);
    }

    @Test
    void theVariableListsMore() {
        String places = String.join(File.pathSeparator, "circuit-a", "", "more/plugins", " ");

        assertThat(PluginPlaces.of(Map.of("ANSATZ_PLUGINS", places), HOME).paths())
                .containsExactly(OWN, Path.of("circuit-a"), Path.of("more/plugins"));
    }
}
