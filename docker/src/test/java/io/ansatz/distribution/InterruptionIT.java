package io.ansatz.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a run is killed, repeated, or asked for more. */
class InterruptionIT {

    private static final String SMALL =
            "./ansatz run experiments/hello.yaml --set train.epochs=2 --set dataset.train=128 --set dataset.validation=64"
                    + " --set dataset.test=64";

    private static final Pattern EPOCH = Pattern.compile("\"event\":\"epoch\".*\"epoch\":([0-9]+),(.*),\"seconds\"");

    private final Shell shell = Shell.inTheDistribution();

    @TempDir
    private Path folder;

    @Test
    void theSameCommandFinishesWhatAKillLeftAndTrainsNothingTwice() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = shell.start(SMALL + " --runs " + killed, folder.resolve("out"), folder.resolve("err"));
        waitForEpoch(killed.resolve("hello"), process);
        process.destroyForcibly().waitFor();
        assertThat(done(killed)).isLessThan(4);

        Shell.Answer closed = shell.type("./ansatz sync --runs " + killed);
        assertThat(closed.code()).as(closed.err()).isZero();
        assertThat(closed.out()).startsWith("hello: closed 1 trial that had lost its process.\n");

        Shell.Answer rest = shell.type(SMALL + " --runs " + killed);
        assertThat(rest.code()).as(rest.out() + rest.err()).isZero();
        assertThat(done(killed)).isEqualTo(4);

        Shell.Answer again = shell.type(SMALL + " --runs " + killed);
        assertThat(again.code()).isZero();
        assertThat(again.out())
                .contains("4 trials were done before and not trained again.")
                .doesNotContain("begins");

        Shell.Answer more = shell.type(SMALL + " --set seeds=3 --runs " + killed);
        assertThat(more.code()).isZero();
        assertThat(more.out()).contains("4 trials were done before and not trained again.");
        assertThat(done(killed)).isEqualTo(6);

        Path whole = folder.resolve("whole");
        assertThat(shell.type(SMALL + " --set seeds=3 --runs " + whole).code()).isZero();
        assertThat(results(killed.resolve("hello"))).isEqualTo(results(whole.resolve("hello")));
    }

    @Test
    void aTrialThatIsKilledAgainAndAgainGoesOnAndComesToTheSameBytes() throws Exception {
        String one = SMALL.replace("epochs=2", "epochs=12") + " --set seeds=1 --set 'controls=[]'";
        Path killed = folder.resolve("killed");
        int epoch = 0;
        for (int kill = 0; kill < 3; kill++) {
            Process process = shell.start(one + " --runs " + killed, folder.resolve("out"), folder.resolve("err"));
            waitForCheckpointBehind(epoch, killed.resolve("hello"), process);
            process.destroyForcibly().waitFor();
            epoch = lastCheckpoint(killed.resolve("hello"));
        }
        assertThat(done(killed)).isZero();

        Shell.Answer rest = shell.type(one + " --runs " + killed);
        assertThat(rest.code()).as(rest.out() + rest.err()).isZero();
        assertThat(rest.out()).contains("hybrid seed 1: goes on behind epoch %d of 12".formatted(epoch));

        Path whole = folder.resolve("whole");
        assertThat(shell.type(one + " --runs " + whole).code()).isZero();
        assertThat(results(killed.resolve("hello"))).isEqualTo(results(whole.resolve("hello")));
        List<String> journal = journal(killed.resolve("hello"));
        assertThat(valuesByEpoch(journal)).isEqualTo(valuesByEpoch(journal(whole.resolve("hello"))));
        List<String> begins = journal.stream()
                .filter(line -> line.contains("\"event\":\"begin\""))
                .toList();
        assertThat(begins).hasSize(4);
        assertThat(begins.get(0)).doesNotContain("\"resumed\":");
        assertThat(begins.subList(1, 3)).allSatisfy(line -> assertThat(line).contains("\"resumed\":"));
        assertThat(begins.get(3)).contains("\"resumed\":%d,".formatted(epoch));
    }

    /** Waits until a checkpoint is kept behind a later epoch than this one. */
    private static void waitForCheckpointBehind(int epoch, Path experiment, Process process)
            throws IOException, InterruptedException {
        while (process.isAlive()) {
            if (lastCheckpoint(experiment) > epoch) {
                return;
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        throw new IOException("The run ended before it could be killed.");
    }

    /** The last epoch behind which a checkpoint is kept; 0 if there is none. */
    private static int lastCheckpoint(Path experiment) throws IOException {
        int last = 0;
        if (Files.exists(experiment)) {
            try (var folders = Files.newDirectoryStream(experiment, "hybrid-*")) {
                for (Path trial : folders) {
                    for (int epoch = 1; epoch <= 12; epoch++) {
                        if (Files.exists(trial.resolve("checkpoint").resolve("epoch-" + epoch))) {
                            last = epoch;
                        }
                    }
                }
            }
        }
        return last;
    }

    private static List<String> journal(Path experiment) throws IOException {
        try (Stream<Path> files = Files.walk(experiment)) {
            return Files.readAllLines(files.filter(file -> file.endsWith("journal.jsonl"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    /** What a journal tells of each epoch, without its times; an epoch that was turned twice must have said the same twice. */
    private static Map<Integer, String> valuesByEpoch(List<String> journal) {
        var values = new TreeMap<Integer, String>();
        for (String line : journal) {
            Matcher epoch = EPOCH.matcher(line);
            if (epoch.find()) {
                String before = values.put(Integer.parseInt(epoch.group(1)), epoch.group(2));
                assertThat(before).isIn(null, epoch.group(2));
            }
        }
        return values;
    }

    /** Waits until a first epoch is in a journal, so that the kill falls into a trial. */
    private static void waitForEpoch(Path experiment, Process process) throws IOException, InterruptedException {
        while (process.isAlive()) {
            if (Files.exists(experiment)) {
                try (Stream<Path> files = Files.walk(experiment)) {
                    for (Path journal :
                            files.filter(file -> file.endsWith("journal.jsonl")).toList()) {
                        if (Files.readString(journal).contains("\"event\":\"epoch\"")) {
                            return;
                        }
                    }
                }
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new IOException("The run ended before it could be killed.");
    }

    private static long done(Path runs) throws IOException {
        try (Stream<Path> files = Files.walk(runs)) {
            return files.filter(file -> file.endsWith("done")).count();
        }
    }

    /** Every result of every trial of an experiment, with the folder it lies in. */
    private static List<String> results(Path experiment) throws IOException {
        try (Stream<Path> files = Files.walk(experiment)) {
            return files.filter(file -> file.endsWith("metrics.json") || file.endsWith("predictions.csv"))
                    .sorted()
                    .map(file -> {
                        try {
                            return experiment.relativize(file) + "\n" + Files.readString(file);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
