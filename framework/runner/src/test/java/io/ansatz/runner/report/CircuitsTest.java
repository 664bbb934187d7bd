package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitDraft;
import io.ansatz.api.circuit.Drawing;
import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.simulator.diagnosis.Diagnosis;
import io.ansatz.simulator.diagnosis.Inventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CircuitsTest {

    private static final Map<String, String> TURN = Map.of("model.circuit.use", "turn");
    private static final Map<String, String> FIXED = Map.of("model.circuit.use", "fixed");

    @TempDir
    private Path folder;

    private final List<TrialRecord> trials = new ArrayList<>();

    @Test
    void aCircuitIsDrawnCountedAndDiagnosed() throws Exception {
        for (int seed = 1; seed <= 2; seed++) {
            Path place = trial("hybrid", seed, TURN);
            draw(place, turn());
            sheet(place, turn(), 1);
        }

        Element page = page();

        assertThat(Xml.texts(page, "h2")).containsExactly("Circuit");
        assertThat(Xml.texts(page, "h3")).containsExactly("turn");
        List<Element> pictures = Xml.all(page, "img");
        assertThat(pictures).hasSize(1);
        assertThat(pictures.get(0).getAttribute("alt")).isEqualTo("The circuit, on 1 qubit");
        assertThat(decoded(pictures.get(0))).isEqualTo(new Drawing(turn()).svg());
        assertThat(Xml.facts(page))
                .containsEntry("size", "1 qubit, 0 inputs, 1 output, depth 2")
                .containsEntry("gates", "1 RY, 1 RZ")
                .containsEntry("weights", "2, of which 1 changes no output: w1")
                .containsEntry(
                        "entangling capability", "0 ± 0, from 10 samples; mean Q, 0 for product states and 1 for GHZ");
    }

    @Test
    void differentCircuitsStandInOneTableToo() throws Exception {
        sheet(trial("hybrid", 1, TURN), turn(), 1);
        sheet(trial("frozen", 1, TURN), turn(), 1);
        sheet(trial("hybrid", 1, FIXED), fixed(), 4);

        Element page = page();

        assertThat(Xml.texts(page, "h2")).containsExactly("Circuits");
        assertThat(Xml.rows(page, 0))
                .extracting(row -> row.subList(0, 5))
                .containsExactly(
                        List.of("hybrid, frozen use=turn", "1", "2", "2", "1"),
                        List.of("hybrid use=fixed", "1", "1", "0", "0"));
        assertThat(Xml.rows(page, 0).get(1)).endsWith("–", "–", "–");
        assertThat(Xml.texts(page, "p"))
                .contains(
                        "This is the first of 4 circuits side by side.",
                        "Without weights there is nothing to be expressive with and nothing to train.");
    }

    @Test
    void aFolderOfAnEarlierVersionShowsTheDrawingAlone() throws Exception {
        draw(trial("hybrid", 1, TURN), turn());

        Element page = page();

        assertThat(Xml.all(page, "img")).hasSize(1);
        assertThat(Xml.texts(page, "p"))
                .containsExactly(
                        "What it is made of, and what random weights tell about it, is not recorded; ansatz circuit inspect shows it.");
    }

    @Test
    void aSheetThatCannotBeReadIsNamed() throws Exception {
        Path place = trial("hybrid", 1, TURN);
        Files.writeString(place.resolve(BlockSheet.FILE), "nonsense");

        assertThat(Xml.texts(page(), "pre"))
                .containsExactly(place.resolve(BlockSheet.FILE) + " is not what Ansatz wrote.");
    }

    @Test
    void aPictureIsKeptApartFromThePageWhateverItHolds() throws Exception {
        Path place = trial("hybrid", 1, Map.of("model.circuit.use", "<script>\"&'"));
        Files.createDirectories(place.resolve("plots"));
        Files.writeString(place.resolve(TrialPlots.CIRCUIT), "<svg><script>alert(1)</script></svg>\"/>");

        Element page = page();

        assertThat(Xml.all(page, "script")).isEmpty();
        assertThat(Xml.texts(page, "h3")).containsExactly("<script>\"&'");
        assertThat(decoded(Xml.all(page, "img").get(0))).startsWith("<svg><script>");
    }

    @Test
    void noiseIsMentioned() throws Exception {
        var settings = new LinkedHashMap<>(TURN);
        settings.put("model.simulator.shots", "100");
        trial("hybrid", 1, settings);

        assertThat(Xml.texts(page(), "p"))
                .contains("What stands here is of the circuit itself; trials ran it with noise or finite shots.");
    }

    @Test
    void withoutAHybridThereIsNoSection() throws Exception {
        trial("classical", 1, Map.of());

        assertThat(Xml.all(page(), "h2")).isEmpty();
    }

    /** Its last weight is dead. */
    private static Circuit turn() {
        CircuitDraft draft = Circuit.onQubits(1);
        draft.rotate(Axis.Y, 0, draft.nextWeight()).rotate(Axis.Z, 0, draft.nextWeight());
        return draft.measurePauliZ();
    }

    private static Circuit fixed() {
        return Circuit.onQubits(1).hadamard(0).measurePauliZ();
    }

    private static String decoded(Element picture) {
        String prefix = "data:image/svg+xml;base64,";
        String source = picture.getAttribute("src");
        assertThat(source).startsWith(prefix);
        return new String(Base64.getDecoder().decode(source.substring(prefix.length())), StandardCharsets.UTF_8);
    }

    private Path trial(String role, int seed, Map<String, String> settings) throws IOException {
        Path place = Files.createDirectories(folder.resolve("trial-" + trials.size()));
        TrialRecord any = SampleTrials.finished(role, seed, settings, 0.9);
        trials.add(SampleTrials.told(any, place, SampleTrials.DATA, Map.of(), List.of()));
        return place;
    }

    private static void draw(Path place, Circuit circuit) throws IOException {
        Files.createDirectories(place.resolve("plots"));
        Files.writeString(place.resolve(TrialPlots.CIRCUIT), new Drawing(circuit).svg());
    }

    private static void sheet(Path place, Circuit circuit, int sideBySide) throws IOException {
        var drawn = new BlockSheet.Drawn(
                sideBySide, Inventory.of(circuit), Diagnosis.of(circuit, new double[0], OptionalInt.of(10), 1));
        var sheet = new BlockSheet(1, 1, circuit.weights(), 0, circuit.weights(), "", List.of(drawn));
        Files.writeString(place.resolve(BlockSheet.FILE), sheet.text());
    }

    private Element page() throws Exception {
        var page = new Page("circuits");
        List<Configuration> configurations = Configuration.of(trials, List.of("model.circuit.use"));
        new Circuits(configurations, new BlockSheets(configurations), page).write();
        return Xml.parse(page.html());
    }
}
