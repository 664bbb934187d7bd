package io.ansatz.runner.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.SampleStudy;
import io.ansatz.runner.tracking.SampleStudy.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FollowerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path runs;

    private SampleStudy study;
    private final RecordingTracker tracker = new RecordingTracker();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @BeforeEach
    void setUp() {
        study = new SampleStudy(runs, "sample");
    }

    @AfterEach
    void letGo() {
        tracker.hangs.countDown();
    }

    private Follower follow() {
        return Follower.of(new Mirror(study.folder(), tracker), "The recorder", warnings::add);
    }

    @Test
    void whatIsWrittenWhileItFollowsArrivesBeforeTheEnd() throws Exception {
        Trial trial = study.trial("hybrid", 1, 1).begins();
        study.asks(trial);
        Follower follower = follow();

        trial.epoch(1, 0.7, 0.5);
        follower.wake();

        await(() -> tracker.points("trial/hybrid-s1-l1") == 3);
        assertThat(tracker.kept("trial/hybrid-s1-l1").status).isEqualTo(RunStatus.RUNNING);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.RUNNING);

        trial.ends(0.9);
        Follower.Balance balance = follower.finish(LONG);

        assertThat(balance).isEqualTo(new Follower.Balance(3, 0, 0, Optional.empty()));
        assertThat(tracker.kept("trial/hybrid-s1-l1").status).isEqualTo(RunStatus.FINISHED);
        assertThat(tracker.kept("study").status).isEqualTo(RunStatus.FINISHED);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aTrackerThatHangsIsLeftBehindAndWhatItLacksIsCounted() throws Exception {
        study.trial("hybrid", 1, 1).isDone(0.9);
        tracker.hangs = new CountDownLatch(1);
        Follower follower = follow();

        Follower.Balance balance = follower.finish(Duration.ofMillis(300));

        assertThat(balance.runs()).isEqualTo(3);
        assertThat(balance.missing()).isEqualTo(3);
        assertThat(balance.trouble()).hasValue("The recorder has taken nothing for 0.3 seconds.");
        assertThat(tracker.calls).isEmpty();
    }

    @Test
    void aTrackerThatIsOnlySlowIsWaitedForLonger() throws Exception {
        study.trial("hybrid", 1, 1).isDone(0.9);
        tracker.hangs = new CountDownLatch(1);
        Follower follower = follow();
        var later = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(600);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            tracker.hangs.countDown();
        });
        later.start();

        assertThat(follower.finish(Duration.ofMillis(300), LONG))
                .isEqualTo(new Follower.Balance(3, 0, 0, Optional.empty()));
    }

    @Test
    void aTrackerThatWasAwayGetsEverythingWhenItIsBack() throws Exception {
        Trial trial = study.trial("hybrid", 1, 1).begins();
        study.asks(trial);
        tracker.failsAfter = 0;
        Follower follower = follow();

        await(() -> warnings.size() == 2);
        assertThat(warnings)
                .containsExactly(
                        "It was away for experiment.\nTraining goes on; the journals keep everything.",
                        "The recorder takes runs again.");

        trial.epoch(1, 0.7, 0.5).ends(0.9);
        assertThat(follower.finish(LONG).missing()).isZero();
        assertThat(tracker.kept("trial/hybrid-s1-l1").status).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void theEndIsAnotherOccasionToTryAtOnce() throws Exception {
        study.trial("hybrid", 1, 1).isDone(0.9);
        tracker.failsAfter = 3;
        Follower follower = follow();
        await(() -> warnings.size() == 1);

        assertThat(follower.finish(LONG).missing()).isZero();
    }

    @Test
    void whatIsRefusedIsCountedAndNotWaitedFor() throws Exception {
        study.trial("hybrid", 1, 1).isDone(0.9);
        tracker.forGood = true;
        tracker.failsAlways = true;

        Follower.Balance balance = follow().finish(LONG);

        assertThat(balance).isEqualTo(new Follower.Balance(3, 3, 0, Optional.of("It refused experiment.")));
    }

    @Test
    void lookingTakesAHundredthOfAProcessorAtMost() {
        assertThat(Follower.gap(1_000_000)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Follower.gap(30_000_000)).isEqualTo(Duration.ofSeconds(3));
        assertThat(Follower.gap(900_000_000)).isEqualTo(Duration.ofSeconds(5));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
