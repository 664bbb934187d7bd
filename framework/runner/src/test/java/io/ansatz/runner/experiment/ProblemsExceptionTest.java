package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsExceptionTest {

    @Test
    void problemsStandBelowEachOther() {
        var exception = new ProblemsException(List.of(
                new Problem(new Location("breast.yaml", 9, 13), "A ':' cannot stand here.\nMaybe a quote is missing."),
                new Problem(new Location("breast.yaml", 10, 13), "train.rate must be a number, not 'fast'."),
                new Problem(new Location("--set train.rate", 0, 0), "There is no value behind the '='.")));

        assertThat(exception).hasMessage("""
                        breast.yaml:9:13    A ':' cannot stand here.
                                            Maybe a quote is missing.
                        breast.yaml:10:13   train.rate must be a number, not 'fast'.
                        --set train.rate    There is no value behind the '='.
                        3 problems; nothing was run.""");
    }

    @Test
    void aSingleProblemIsCountedAsOne() {
        var exception = new ProblemsException(List.of(new Problem(new Location("a.yaml", 1, 2), "This is wrong.")));

        assertThat(exception).hasMessage("a.yaml:1:2   This is wrong.\n1 problem; nothing was run.");
    }
}
