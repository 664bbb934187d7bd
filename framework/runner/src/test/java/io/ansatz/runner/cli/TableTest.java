package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void wordsStandLeftAndNumbersRight() {
        var table = new Table("role", "accuracy", "note");
        table.row("hybrid", "0.9", "");
        table.row("mlp", "-", "done");

        assertThat(String.join("\n", table.lines())).isEqualTo("""
                role    accuracy  note
                hybrid       0.9
                mlp            -  done""");
    }
}
