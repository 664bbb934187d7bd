package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.simulator.diagnosis.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockSheetsTest {

    @TempDir
    private Path folder;

    @Test
    void everyTrialSaysWhatStandsInItsBlock() throws Exception {
        Map<String, BlockSheet> sheets = train("controls: [mlp, identity, frozen, shuffled-input]\n");

        BlockSheet hybrid = sheets.get("hybrid");
        assertThat(hybrid.circuits()).hasSize(1);
        BlockSheet.Drawn circuit = hybrid.circuits().get(0);
        assertThat(circuit.sideBySide()).isEqualTo(1);
        assertThat(hybrid.parameters())
                .isEqualTo(hybrid.target())
                .isEqualTo(circuit.inventory().weights());
        assertThat(hybrid.effectiveParameters()).isEqualTo(circuit.inventory().effectiveWeights());
        assertThat(circuit.diagnosis().estimates())
                .extracting(Estimate::name)
                .containsExactly("expressibility", "entangling capability", "gradient variance");
        assertThat(sheets.get("shuffled-input")).isEqualTo(hybrid);
        assertThat(sheets.get("frozen"))
                .isEqualTo(new BlockSheet(
                        hybrid.inputs(), hybrid.outputs(), 0, 0, hybrid.target(), "", hybrid.circuits()));
        assertThat(sheets.get("identity"))
                .isEqualTo(new BlockSheet(hybrid.inputs(), hybrid.inputs(), 0, 0, hybrid.target(), "", List.of()));
        BlockSheet mlp = sheets.get("mlp");
        assertThat(mlp.circuits()).isEmpty();
        assertThat(mlp.effectiveParameters()).isEqualTo(mlp.parameters());
    }

    @Test
    void aFolderOfAnEarlierVersionHasNoSheet() throws IOException {
        assertThat(BlockSheet.read(new RunFolder(folder))).isEmpty();
    }

    @Test
    void aSheetThatIsNoneIsNamed() throws IOException {
        Path file = folder.resolve(BlockSheet.FILE);
        for (String text : List.of("", "nonsense", "{}", "[1]")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> BlockSheet.read(new RunFolder(folder)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    /** The sheets by role. */
    private Map<String, BlockSheet> train(String more) throws Exception {
        Study study = new Bench(folder).study(Bench.STUDY + more);
        Bench.run(study, new Bench.Listening());
        var sheets = new LinkedHashMap<String, BlockSheet>();
        for (Trial trial : study.plan().trials()) {
            sheets.put(trial.role(), BlockSheet.read(study.folderOf(trial)).orElseThrow());
        }
        return sheets;
    }
}
