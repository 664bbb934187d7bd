package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.SampleStudy.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server does while a study is being run: the study is run, and in the end the server holds what the journals tell. */
@Timeout(60)
class TroubledServerTest {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(400));

    private static final int ALWAYS = 1_000_000;

    @TempDir
    private Path runs;

    private PretendMlflow server;
    private SampleStudy study;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        server = PretendMlflow.start();
        study = new SampleStudy(runs, "sample", "model.circuit.layers");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A way in which a server can be in trouble. */
    record Trouble(String name, Turn begins, Turn ends) {

        interface Turn {
            void of(PretendMlflow server) throws IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Trouble at(String path, int times, String name, Misbehaviour misbehaviour) {
        return new Trouble(name, server -> server.misbehave(path, times, misbehaviour), PretendMlflow::behave);
    }

    static Stream<Trouble> troubles() {
        return Stream.of(
                new Trouble("it is away", PretendMlflow::goAway, PretendMlflow::comeBack),
                at("", ALWAYS, "it hangs", new Misbehaviour.Hangs()),
                at("", ALWAYS, "it dribbles", new Misbehaviour.Dribbles()),
                at("", ALWAYS, "it has too many requests", Misbehaviour.Answers.status(429, "slow down")),
                at("", ALWAYS, "it is broken", Misbehaviour.Answers.status(500, "oops")),
                at("", ALWAYS, "it forbids", Misbehaviour.Answers.status(403, "no")),
                at("", ALWAYS, "it is a proxy", Misbehaviour.Answers.html(200)),
                at("runs/log-batch", 2, "it takes half a batch", new Misbehaviour.TakesHalf()),
                at("runs/log-batch", 2, "it loses answers to batches", new Misbehaviour.LosesTheAnswer()),
                at("runs/create", 3, "it loses answers to create", new Misbehaviour.LosesTheAnswer()),
                at("runs/update", 2, "it loses answers to update", new Misbehaviour.LosesTheAnswer()),
                at("experiments/create", 1, "it loses the experiment", new Misbehaviour.LosesTheAnswer()),
                at("journal.jsonl", 2, "it refuses files", Misbehaviour.Answers.status(507, "no room")),
                at("runs/log-inputs", 2, "it refuses data", Misbehaviour.Answers.status(400, "no data")));
    }

    /** A tracker with the patience that it has outside of tests, for when the server is well. */
    private Tracker tracker() {
        return ServerTracker.at(server.address(), Map.of());
    }

    private Follower follow() {
        return Follower.of(
                new Mirror(study.folder(), ServerTracker.at(server.address(), Map.of(), SHORT)),
                "The server",
                warnings::add);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void inTheEndTheServerHoldsWhatTheJournalsTell(Trouble trouble) throws Exception {
        Trial first = study.trial("hybrid", 1, 1);
        Trial second = study.trial("mlp", 1, 2);
        Trial third = study.trial("mlp", 2, 2);
        study.asks(first, second, third);
        trouble.begins().of(server);

        Follower follower = follow();
        first.begins();
        follower.wake();
        first.epoch(1, 0.7, 0.5).epoch(2, 0.6, 0.6);
        follower.wake();
        first.ends(0.9);
        follower.wake();
        second.begins().epoch(1, 0.7, 0.5).fails("It broke.");
        third.begins().epoch(1, 0.7, 0.5).isKilled();
        follower.wake();
        Follower.Balance balance = follower.finish(Duration.ofMillis(1500), Duration.ofSeconds(20));
        follower.join();

        assertThat(balance.runs()).isEqualTo(5);
        assertThat(balance.missing() == 0).isEqualTo(balance.trouble().isEmpty());
        trouble.ends().of(server);
        try (Tracker tracker = tracker()) {
            assertThat(new Mirror(study.folder(), tracker)
                            .pass(false)
                            .standing()
                            .missing())
                    .isZero();
        }
        assertThat(JournalContents.withoutDigests(server.contents("sample")))
                .isEqualTo(JournalContents.of(study.folder()));
        requireThatASecondSyncChangesNothing();
    }

    private void requireThatASecondSyncChangesNothing() throws Exception {
        Contents before = server.contents("sample");
        server.forgetRequests();
        try (Tracker tracker = tracker()) {
            Mirror.Pass pass = new Mirror(study.folder(), tracker).pass(false);
            assertThat(pass.updated()).isZero();
            assertThat(pass.standing()).isEqualTo(new Mirror.Standing(5, 0, 0));
        }
        assertThat(server.requests())
                .extracting(PretendMlflow.Request::path)
                .allMatch(path -> path.endsWith("experiments/get-by-name")
                        || path.endsWith("runs/search")
                        || path.endsWith("experiments/set-experiment-tag"));
        assertThat(server.contents("sample")).isEqualTo(before);
    }

    @Test
    void aServerThatStopsAndComesBackDuringTheRunHasItAllAtTheEnd() throws Exception {
        Trial trial = study.trial("hybrid", 1, 1).begins();
        study.asks(trial);
        Follower follower = follow();
        trial.epoch(1, 0.7, 0.5);
        follower.wake();
        await(() -> server.requests("runs/log-batch").size() >= 2);

        server.goAway();
        trial.epoch(2, 0.6, 0.6);
        follower.wake();
        await(() -> warnings.size() == 1);
        server.comeBack();
        await(() -> warnings.size() == 2);
        assertThat(warnings.get(1)).isEqualTo("The server takes runs again.");
        trial.ends(0.9);

        assertThat(follower.finish(Duration.ofSeconds(20)).missing()).isZero();
        assertThat(JournalContents.withoutDigests(server.contents("sample")))
                .isEqualTo(JournalContents.of(study.folder()));
    }

    @Test
    void twoProcessesThatFollowOneStudyLeaveOneRunOfEach() throws Exception {
        Trial one = study.trial("hybrid", 1, 1);
        Trial other = study.trial("hybrid", 2, 1);
        study.asks(one, other);
        one.begins();
        other.begins();
        Follower here = follow();
        Follower there = follow();
        for (int epoch = 1; epoch <= 5; epoch++) {
            one.epoch(epoch, 1.0 / epoch, 0.5);
            here.wake();
            other.epoch(epoch, 1.0 / epoch, 0.5);
            there.wake();
        }
        one.ends(0.9);
        other.ends(0.8);
        assertThat(here.finish(Duration.ofSeconds(20)).missing()).isZero();
        assertThat(there.finish(Duration.ofSeconds(20)).missing()).isZero();

        Contents contents = JournalContents.withoutDigests(server.contents("sample"));
        assertThat(contents.runs()).isEqualTo(JournalContents.of(study.folder()).runs());
    }

    @Test
    void aRunThatSomebodyBinsWhileItIsFollowedIsLeftInTheBin() throws Exception {
        Trial trial = study.trial("hybrid", 1, 1).begins();
        study.asks(trial);
        try (Tracker tracker = tracker()) {
            var mirror = new Mirror(study.folder(), tracker);
            mirror.pass(true);
            server.bin(tracker.runs(tracker.experiment("sample")).stream()
                    .filter(run -> run.identity().equals("trial/hybrid-s1-l1"))
                    .findFirst()
                    .orElseThrow()
                    .id());

            trial.epoch(1, 0.7, 0.5);
            assertThat(mirror.pass(true).trouble()).isPresent();
            Mirror.Pass next = mirror.pass(true);

            assertThat(next.standing()).isEqualTo(new Mirror.Standing(2, 0, 1));
            assertThat(server.contents("sample").bin()).containsExactly("trial/hybrid-s1-l1");
            assertThat(server.contents("sample").runs()).containsOnlyKeys("study");
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(5);
        }
    }
}
