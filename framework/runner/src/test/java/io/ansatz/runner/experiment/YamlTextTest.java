package io.ansatz.runner.experiment;

import static io.ansatz.runner.experiment.ExperimentFiles.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTextTest {

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    private void refuses(String text, String... problems) {
        assertThat(files.problemsOf(text)).containsExactly(problems);
    }

    @Test
    void tabsAreRefused() {
        refuses("name: hello\ntrain:\n\tepochs: 3\n", "hello.yaml:3:1 | A tab stands here. Use spaces.");
        refuses("name:\thello\n\tepochs: 3\n", "hello.yaml:1:6 | A tab stands here. Use spaces.");
    }

    @Test
    void whatIsOpenedMustBeClosed() {
        refuses(
                HELLO + "controls: [mlp, identity\n",
                "hello.yaml:6:11 | The list that begins here is not closed by ']' (expected ',' or ']', but got <stream end>).");
        refuses(
                HELLO + "controls: [mlp, identity\nseeds: 3\n",
                "hello.yaml:6:11 | The list that begins here is not closed by ']' (expected ',' or ']', but got :).");
        refuses(
                HELLO + "train: {epochs: 3\nseeds: 3\n",
                "hello.yaml:6:8 | The map that begins here is not closed by '}' (expected ',' or '}', but got :).");
        refuses(
                HELLO + "seeds: [1, 2}\n",
                "hello.yaml:6:13 | A ',' or ']' is missing before this (expected ',' or ']', but got }).");
        refuses(
                HELLO.replace("hello", "\"hello"),
                "hello.yaml:1:7 | The quoted text that begins here is not closed (found unexpected end of stream).");
        refuses(
                HELLO + "controls: ]\n",
                "hello.yaml:6:11 | A value is missing before this (expected the node content, but found ']').");
    }

    @Test
    void indentationMustAgree() {
        refuses(HELLO + "train:\n  epochs: 3\n batch: 2\n", """
                hello.yaml:8:2 | This does not continue what stands above it (expected <block end>, but found '<block mapping start>').
                Maybe it is not indented like the lines it belongs to.""");
        refuses(" name: hello\nseeds: 3\n", """
                hello.yaml:2:1 | This does not continue what stands above it (expected '<document start>', but found '<block mapping start>').
                Maybe it is not indented like the lines it belongs to.""");
        refuses(HELLO + "seeds: 1\n  controls: [mlp]\n", """
                hello.yaml:7:11 | A ':' cannot stand here (mapping values are not allowed here).
                Maybe the line is indented too far, or the text around the ':' needs quotes.""");
        refuses(
                HELLO + "seeds\ncontrols: [mlp]\n",
                "hello.yaml:6:1 | A ':' is missing behind this (could not find expected ':').");
    }

    @Test
    void charactersThatMeanSomethingToYamlNeedQuotes() {
        refuses(
                HELLO.replace("hello", "@hello"),
                "hello.yaml:1:7 | A value cannot begin with this character (found character '@' that cannot start any token. (Do not use @ for indentation)). Put it in quotes.");
        refuses(
                HELLO.replace("hello", "\"\\hello\""),
                "hello.yaml:1:9 | This is not YAML (while scanning a double-quoted scalar, found unknown escape character h(104)).");
        refuses(
                HELLO + "controls: \u0007\n",
                "hello.yaml:6:11 | The invisible character U+0007 stands here. Remove it.");
    }

    @Test
    void aFileHoldsOneMap() {
        refuses("", "hello.yaml:1:1 | The file is empty. An experiment needs at least a name, a dataset and a model.");
        refuses(
                "# nothing yet\n",
                "hello.yaml:1:1 | The file is empty. An experiment needs at least a name, a dataset and a model.");
        refuses(
                "---\n",
                "hello.yaml:2:1 | The file is empty. An experiment needs at least a name, a dataset and a model.");
        refuses(
                HELLO + "---\nname: other\n",
                "hello.yaml:6:1 | A second document begins here, but a file holds one experiment. Remove '---'.");
        refuses(
                "- name: hello\n",
                "hello.yaml:1:1 | An experiment file holds keys with values, such as 'name: hello', not a list.");
        refuses(
                "hello\n",
                "hello.yaml:1:1 | An experiment file holds keys with values, such as 'name: hello', not 'hello'.");
    }

    @Test
    void aKeyIsAWordThatStandsOnce() {
        refuses(
                HELLO + "name: other\n",
                "hello.yaml:6:1 | The key 'name' is here a second time; the first is at hello.yaml:1:1. Keep one of them.");
        refuses(HELLO + "? \n: 1\n", "hello.yaml:6:2 | A key is missing here.");
        refuses(HELLO + "? [a, b]\n: 1\n", "hello.yaml:6:3 | A key must be a word, not a list.");
        refuses(
                HELLO + "train: {: 3}\n",
                "hello.yaml:6:9 | A key is missing before this (expected the node content, but found ':').");
    }

    @Test
    void tagsAreRefused() {
        refuses(
                HELLO + "train: {rate: !!java.net.URL [\"http://example.org\"]}\n",
                "hello.yaml:6:15 | The tag '!!java.net.URL' is not allowed: an experiment file holds values only. Remove it.");
        refuses(
                HELLO.replace("hello", "!!str hello"),
                "hello.yaml:1:7 | The tag '!!str' is not allowed: an experiment file holds values only. Remove it.");
        refuses(
                HELLO + "train: !mine {rate: 3}\n",
                "hello.yaml:6:8 | The tag '!mine' is not allowed: an experiment file holds values only. Remove it.");
    }

    @Test
    void anchorsAliasesAndMergeKeysWork() {
        Experiment hello = files.only("""
                        name: &name hello
                        dataset: {use: everything, label: *name, inner: &box {width: 3, height: 1.5},
                                  inners: [*box, {<<: *box, width: 7}, {<<: [{height: 9}, *box]}]}
                        model:
                          backbone: {use: cnn5}
                          circuit: {use: angle-embedding}
                        """).experiment();

        var settings = (TestParts.EverySetting) hello.dataset().use().settings();
        assertThat(settings.label()).contains("hello");
        assertThat(settings.inner()).isEqualTo(new TestParts.Inner(3, 1.5));
        assertThat(settings.inners())
                .containsExactly(new TestParts.Inner(3, 1.5), new TestParts.Inner(7, 1.5), new TestParts.Inner(3, 9));
    }

    @Test
    void anAliasMustNameSomethingAbove() {
        refuses(
                HELLO + "controls: *control\n",
                "hello.yaml:6:11 | '*control' names nothing: there is no '&control' above.");
        refuses(
                HELLO.replace("name: hello", "name: &title hello") + "controls: [*tilte]\n",
                "hello.yaml:6:12 | '*tilte' names nothing: there is no '&tilte' above. Did you mean 'title'?");
        refuses(
                HELLO + "controls: &all [*all]\n",
                "hello.yaml:6:17 | '*all' stands inside the very value that it names.");
        refuses(HELLO + "train: {<<: fast}\n", "hello.yaml:6:13 | '<<' takes over a map, such as *common, not 'fast'.");
    }

    @Test
    void aliasesThatUnfoldWithoutEndAreRefused() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))));
        }
        refuses(
                bomb.toString(),
                "hello.yaml:5:45 | The file holds more than 100,000 values by here, counting what aliases repeat.");
    }

    @Test
    void nestingHasABottom() {
        refuses(
                HELLO + "controls: " + "[".repeat(60) + "]".repeat(60) + "\n",
                "hello.yaml:6:60 | Lists and maps are nested more than 50 deep here.");
    }

    @Test
    void aFileIsTextOfModestSize() throws IOException {
        Files.write(folder.resolve("latin.yaml"), "name: hello\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(files.problems("latin.yaml"))
                .containsExactly("latin.yaml:2:6 | The file is not UTF-8 from here on. Save it as UTF-8.");

        refuses(
                "#".repeat(1_000_001),
                "hello.yaml:1:1 | The file has more than 1,000,000 characters, which is no experiment file.");
    }

    @Test
    void aByteOrderMarkAndWindowsLinesDoNotMatter() {
        Variant plain = files.only(HELLO);
        Variant windows = files.only("\uFEFF" + HELLO.replace("\n", "\r\n"));

        assertThat(windows.settings()).isEqualTo(plain.settings());
        assertThat(files.problemsOf("\uFEFF" + HELLO.replace("\n", "\r\n") + "seed: 3"))
                .isEqualTo(
                        List.of(
                                "hello.yaml:6:1 | An experiment has no setting 'seed'. It has name, dataset, model, train, controls, seeds, compare, tracking, extends, sweep. Did you mean 'seeds'?"));
    }
}
