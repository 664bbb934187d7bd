package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {

    @Test
    void theMeanIsOverTheEpochsThatAllSeedsHave() {
        Course course = Course.of(List.of(trial(0.5, 0.25, 0.125), trial(1.0, Double.NaN, 0.375, 0.25)), "val/loss");

        assertThat(course.shared().orElseThrow().mean().x()).containsExactly(1, 3);
        assertThat(course.shared().orElseThrow().mean().y()).containsExactly(0.75, 0.25);
        assertThat(course.seeds().get(1).x()).containsExactly(1, 3, 4);
        assertThat(course.last()).isEqualTo(4);
        assertThat(course.end().orElseThrow()).containsExactly(3, 0.25);
    }

    @Test
    void aSeedWithoutTheValueIsNotInIt() {
        Course course = Course.of(List.of(trial(0.5), trial()), "val/loss");

        assertThat(course.seeds()).hasSize(1);
        assertThat(course.shared().orElseThrow().known()).isFalse();
    }

    @Test
    void seedsThatShareNoEpochHaveNoMean() {
        Course course = Course.of(List.of(trial(0.5), trial(Double.NaN, 0.5)), "val/loss");

        assertThat(course.seeds()).hasSize(2);
        assertThat(course.shared()).isEmpty();
        assertThat(course.end()).isEmpty();
    }

    @Test
    void whatNoEpochHasIsEmpty() {
        assertThat(Course.of(List.of(trial(0.5)), "val/auc")).isEqualTo(new Course(List.of(), Optional.empty()));
    }

    private static TrialRecord trial(double... losses) {
        TrialRecord sample = SampleTrials.finished("hybrid", 1, Map.of(), 0.9);
        var epochs = new ArrayList<TrialRecord.Epoch>();
        for (int i = 0; i < losses.length; i++) {
            epochs.add(new TrialRecord.Epoch(1, i + 1, SampleTrials.BEGUN, Map.of("val/loss", losses[i]), 1));
        }
        return new TrialRecord(
                sample.folder(),
                sample.identity(),
                sample.state(),
                sample.reason(),
                sample.begun(),
                sample.last(),
                epochs,
                epochs,
                sample.dataset(),
                sample.surroundings(),
                sample.endings(),
                sample.result());
    }
}
