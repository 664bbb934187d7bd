package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.circuit.Axis;
import io.ansatz.runner.experiment.TestParts.AmplitudeSettings;
import io.ansatz.runner.experiment.TestParts.AngleSettings;
import io.ansatz.runner.experiment.TestParts.Colour;
import io.ansatz.runner.experiment.TestParts.EverySetting;
import io.ansatz.runner.experiment.TestParts.Inner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsBinderTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    /** Binds a line of settings beside {@code use: everything}; they begin at line 4, column 3. */
    private EverySetting bind(String line) {
        return (EverySetting)
                files.only(file(line)).experiment().dataset().use().settings();
    }

    private void refuses(String line, String... problems) {
        assertThat(files.problemsOf(file(line)))
                .as(line)
                .containsExactly(List.of(problems).stream()
                        .map(problem -> "hello.yaml:4:" + problem)
                        .toArray(String[]::new));
    }

    private static String file(String line) {
        return HELLO.replace("{use: phantoms, size: 16}", "\n  use: everything\n  " + line);
    }

    @Test
    void everyTypeIsReadFromItsText() {
        assertThat(bind("count: -7").count()).isEqualTo(-7);
        assertThat(bind("count: +7").count()).isEqualTo(7);
        assertThat(bind("count: '7'").count()).isEqualTo(7);
        assertThat(bind("big: 9223372036854775807").big()).isEqualTo(Long.MAX_VALUE);
        assertThat(bind("ratio: 1e-3").ratio()).isEqualTo(0.001);
        assertThat(bind("ratio: 3").ratio()).isEqualTo(3);
        assertThat(bind("ratio: .5").ratio()).isEqualTo(0.5);
        assertThat(bind("ratio: -0.0").ratio()).isEqualTo(0.0);
        assertThat(bind("shuffle: true").shuffle()).isTrue();
        assertThat(bind("colour: red").colour()).isEqualTo(Colour.RED);
        assertThat(bind("colour: dark-blue").colour()).isEqualTo(Colour.DARK_BLUE);
        assertThat(bind("colour: leaf.green").colour()).isEqualTo(Colour.GREEN);
        assertThat(bind("sizes: []").sizes()).isEmpty();
        assertThat(bind("words: [no, 012, 3:25, 2001-01-01, '']").words())
                .containsExactly("no", "012", "3:25", "2001-01-01", "");
        assertThat(bind("limit: 2.5").limit()).contains(2.5);
        assertThat(bind("limit: none").limit()).isEmpty();
        assertThat(bind("label: null-ish").label()).contains("null-ish");
        assertThat(bind("inner: {height: 1}").inner()).isEqualTo(new Inner(5, 1));
        assertThat(bind("inners: [{width: 1, height: 2}]").inners()).containsExactly(new Inner(1, 2));
    }

    @Test
    void aPartMayUseAnother() {
        assertThat(bind("helper: {layers: 7}").helper().settings()).isEqualTo(new AngleSettings(4, 7, Axis.Y));
        assertThat(bind("helper: {use: amplitude, normalise: false}").helper().settings())
                .isEqualTo(new AmplitudeSettings(6, false));
        refuses(
                "helper: {use: amplitud}",
                "17 | There is no helper 'amplitud'. There are: amplitude, angle-embedding. Did you mean 'amplitude'?");
    }

    @Test
    void aWholeNumberIsDecimalAndFits() {
        refuses("count: three", "10 | dataset.count must be a whole number, not 'three'.");
        refuses("count: 012", "10 | dataset.count must be a whole number, not '012'. Write 12.");
        refuses("count: 0x1F", "10 | dataset.count must be a whole number, not '0x1F'. Write 31.");
        refuses("count: 0o17", "10 | dataset.count must be a whole number, not '0o17'. Write 15.");
        refuses("count: 0b101", "10 | dataset.count must be a whole number, not '0b101'. Write 5.");
        refuses("count: 1_000", "10 | dataset.count must be a whole number, not '1_000'. Write 1000.");
        refuses("count: 1e3", "10 | dataset.count must be a whole number, not '1e3'. Write 1000.");
        refuses("count: 4.0", "10 | dataset.count must be a whole number, not '4.0'. Write 4.");
        refuses("count: 4.5", "10 | dataset.count must be a whole number, not '4.5'.");
        refuses("count: 1e999999999", "10 | dataset.count must be a whole number, not '1e999999999'.");
        refuses("count: 3:25", "10 | dataset.count must be a whole number, not '3:25'.");
        refuses("count: 2001-01-01", "10 | dataset.count must be a whole number, not '2001-01-01'.");
        refuses("count: yes", "10 | dataset.count must be a whole number, not 'yes'.");
        refuses("count: ''", "10 | dataset.count must be a whole number, not ''.");
        refuses("count: 2147483648", "10 | dataset.count must be at most 2147483647, not '2147483648'.");
        refuses("count: -2147483649", "10 | dataset.count must be at least -2147483648, not '-2147483649'.");
        refuses(
                "big: 9223372036854775808",
                "8 | dataset.big must be at most 9223372036854775807, not '9223372036854775808'.");
        refuses(
                "big: -" + "9".repeat(80),
                "8 | dataset.big must be at least -9223372036854775808, not '-" + "9".repeat(59) + "…'.");
        refuses("count: [1]", "10 | dataset.count must be a whole number, not a list.");
        refuses("count: {one: 1}", "10 | dataset.count must be a whole number, not a map.");
    }

    @Test
    void aNumberIsDecimalAndFinite() {
        refuses("ratio: half", "10 | dataset.ratio must be a number, not 'half'.");
        refuses("ratio: 0,5", "10 | dataset.ratio must be a number, not '0,5'. Write 0.5.");
        refuses("ratio: 00.5", "10 | dataset.ratio must be a number, not '00.5'. Write 0.5.");
        refuses("ratio: .nan", "10 | dataset.ratio must be a finite number, not '.nan'.");
        refuses("ratio: NaN", "10 | dataset.ratio must be a finite number, not 'NaN'.");
        refuses("ratio: -.inf", "10 | dataset.ratio must be a finite number, not '-.inf'.");
        refuses("ratio: 1e400", "10 | dataset.ratio must lie between -1.8e308 and 1.8e308, not be '1e400'.");
        refuses("ratio: 1e-400", "10 | dataset.ratio must be 0 or at least 4.9e-324 away from it, not '1e-400'.");
        refuses("ratio: 1d", "10 | dataset.ratio must be a number, not '1d'.");
        refuses("ratio: [0.5]", "10 | dataset.ratio must be a number, not a list.");
    }

    @Test
    void aTruthValueIsTrueOrFalse() {
        refuses("shuffle: yes", "12 | dataset.shuffle must be true or false, not 'yes'. Write true.");
        refuses("shuffle: Off", "12 | dataset.shuffle must be true or false, not 'Off'. Write false.");
        refuses("shuffle: 1", "12 | dataset.shuffle must be true or false, not '1'.");
        refuses("shuffle: []", "12 | dataset.shuffle must be true or false, not a list.");
    }

    @Test
    void aWordIsOneOfThoseThereAre() {
        refuses(
                "colour: dark_blue",
                "11 | dataset.colour must be one of red, dark-blue, leaf.green, not 'dark_blue'. Did you mean 'dark-blue'?");
        refuses(
                "colour: RED",
                "11 | dataset.colour must be one of red, dark-blue, leaf.green, not 'RED'. Did you mean 'red'?");
        refuses("colour: purple", "11 | dataset.colour must be one of red, dark-blue, leaf.green, not 'purple'.");
        refuses("colour: {red: 1}", "11 | dataset.colour must be one of red, dark-blue, leaf.green, not a map.");
        assertThat(files.problemsOf(HELLO + "train: {optimizer: adan}"))
                .containsExactly(
                        "hello.yaml:6:20 | train.optimizer must be one of adam, adamw, sgd, not 'adan'. Did you mean 'adam'?");
        assertThat(files.problemsOf(HELLO + "controls: [mpl, thawed]"))
                .containsExactly(
                        "hello.yaml:6:12 | Each value of controls must be one of mlp, linear, fourier, identity, separable, frozen, shuffled-input, not 'mpl'. Did you mean 'mlp'?",
                        "hello.yaml:6:17 | Each value of controls must be one of mlp, linear, fourier, identity, separable, frozen, shuffled-input, not 'thawed'.");
    }

    @Test
    void listsAndMapsAreWrittenAsSuch() {
        refuses("sizes: 3", "10 | dataset.sizes must be a list, not '3'. Write [3].");
        refuses("sizes: {a: 3}", "10 | dataset.sizes must be a list, not a map.");
        refuses(
                "sizes: [1, two, 3.5]",
                "14 | Each value of dataset.sizes must be a whole number, not 'two'.",
                "19 | Each value of dataset.sizes must be a whole number, not '3.5'.");
        refuses("sizes: [1, ~]", "14 | Each value of dataset.sizes has no value. Write one.");
        refuses("inner: 3", "10 | dataset.inner must be a map, not '3'.");
        refuses("inner: [3]", "10 | dataset.inner must be a map, not a list.");
        refuses("inners: [{width: 1}]", "12 | dataset.inners.height is missing.");
        refuses("folder: [a]", "11 | dataset.folder must be a text, not a list.");
        refuses("label: {a: b}", "10 | dataset.label must be a text, not a map.");
    }

    @Test
    void nothingIsNoValue() {
        refuses("count:", "9 | dataset.count has no value. Write one, or leave the line out.");
        refuses("folder: null", "11 | dataset.folder has no value. Write one, or leave the line out.");
        refuses("inner: ~", "10 | dataset.inner has no value. Write one, or leave the line out.");
        refuses("limit:", "9 | dataset.limit has no value. Write one, or none to go without.");
        assertThat(bind("folder: ''").folder()).isEmpty();
        assertThat(bind("folder: 'null'").folder()).isEqualTo("null");
    }

    @Test
    void aRefusalStandsAtTheComponentItNames() {
        refuses("inner: {height: 2, width: -1}", "29 | dataset.inner.width must be 0 or greater, not -1.");
    }

    @Test
    void aRecordRefusesWhatItCanEvenIfOtherValuesAreMissing() {
        assertThat(files.problemsOf(HELLO.replace("qubits: 4", "qubits: 40, layers: many")))
                .containsExactly(
                        "hello.yaml:5:43 | model.circuit.qubits must be between 1 and 12, not 40.",
                        "hello.yaml:5:55 | model.circuit.layers must be a whole number, not 'many'.");
    }

    @Test
    void onlyTheNearestOfManySettingsIsSuggested() {
        refuses(
                "sises: [1]",
                "3 | The dataset 'everything' has no setting 'sises'. It has count, big, ratio, shuffle, folder, colour, sizes, words, limit, label, inner, inners, helper, split, per-class, per-class-seed, normalize, strict. Did you mean 'sizes'?");
    }

    @Test
    void aSettingOfAnotherTypeIsTheAuthorsFault() {
        record Odd(char letter) {}
        var problems = new Problems();
        var place = new Location("a.yaml", 1, 1);
        var entry = new Tree.Entry(place, new Tree.Scalar(place, "x", false));
        var map = new Tree.Mapping(place, Map.of("letter", entry), true);

        assertThatThrownBy(() -> new SettingsBinder(new TestParts(), problems).bind(Odd.class, map, "It", List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A setting cannot be a char; it may be an int, long, double, boolean, String, enum, record, sealed interface of records, List or Optional.");
    }
}
