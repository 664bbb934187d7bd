package io.ansatz.runner.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aPercentSignOrANumberAboveOneIsAPercentage() {
        assertThat(Figure.read("99.91")).isEqualTo(new Figure(new BigDecimal("99.91"), true));
        assertThat(Figure.read("0.5%")).isEqualTo(new Figure(new BigDecimal("0.5"), true));
        assertThat(Figure.read("0.5 %")).isEqualTo(Figure.read("0.5%"));
        assertThat(Figure.read("0.9991")).isEqualTo(new Figure(new BigDecimal("0.9991"), false));
        assertThat(Figure.read(".5")).isEqualTo(new Figure(new BigDecimal("0.5"), false));
        assertThat(Figure.read("1").percent()).isFalse();
        assertThat(Figure.read("100").percent()).isTrue();
    }

    @Test
    void whatIsNoShareIsRefused() {
        for (String text : List.of("", "ninety", "99,91", "-1", "1e-3", ".", "%", "1/2")) {
            assertThatThrownBy(() -> Figure.read(text))
                    .as(text)
                    .hasMessage("must be a percentage, such as 99.91, or a share, such as 0.9991, not '%s'.", text);
        }
        assertThatThrownBy(() -> Figure.read("100.01")).hasMessage("cannot be more than 100 %, as 100.01 is.");
        assertThatThrownBy(() -> Figure.read("0.1234567890123456")).hasMessage("can have 15 decimals at most.");
    }

    /** systems.md, findings 2 and 3 and the table of S2: four printed figures that no count of the official test images gives. */
    @Test
    void publishedFiguresThatNoCountGives() {
        assertThat(Figure.read("99.91").of(7_180).none()).isTrue();
        assertThat(Figure.read("68.99").of(7_180).none()).isTrue();
        assertThat(Figure.read("72.60").of(3_421).none()).isTrue();
        assertThat(Figure.read("96.16").of(624).none()).isTrue();
    }

    @Test
    void publishedFiguresThatOneCountGives() {
        assertThat(Figure.read("99.91").of(2_185)).isEqualTo(new Counts(2_183, 2_183));
        assertThat(Figure.read("87.18").of(156)).isEqualTo(new Counts(136, 136));
        assertThat(Figure.read("96.15").of(624)).isEqualTo(new Counts(600, 600));
        assertThat(Figure.read("0.8718").of(156)).isEqualTo(new Counts(136, 136));
    }

    @Test
    void aHalfIsRoundedUp() {
        assertThat(Figure.read("13%").of(8)).isEqualTo(new Counts(1, 1));
        assertThat(Figure.read("12%").of(8).none()).isTrue();
        assertThat(Figure.read("12%").cutOff(8)).isEqualTo(new Counts(1, 1));
    }

    @Test
    void allCountsAreThoseThatRoundToIt() {
        for (int decimals = 0; decimals <= 2; decimals++) {
            for (int printed = 0; printed <= Math.pow(10, decimals); printed += 7) {
                var figure = new Figure(BigDecimal.valueOf(printed, decimals), false);
                for (long n = 1; n <= 60; n++) {
                    long of = n;
                    double unit = Math.pow(10, decimals);
                    long[] rounding = LongStream.rangeClosed(0, of)
                            .filter(k -> Math.floor((2 * k * unit + of) / (2.0 * of))
                                    == figure.printed().unscaledValue().longValue())
                            .toArray();
                    Counts counts = figure.of(of);
                    assertThat(LongStream.rangeClosed(counts.from(), counts.to())
                                    .toArray())
                            .as("%s of %d", figure, of)
                            .isEqualTo(rounding);
                }
            }
        }
    }

    @Test
    void theSmallestNumberIsTheFirstThatHasACount() {
        for (String text :
                List.of("99.91", "68.99", "72.60", "96.16", "0.5", "0", "100", "0.333", "1%", "0.01%", "17.23")) {
            Figure figure = Figure.read(text);
            long first = LongStream.iterate(1, n -> n + 1)
                    .filter(n -> !figure.of(n).none())
                    .findFirst()
                    .orElseThrow();
            assertThat(figure.smallest()).as(text).isEqualTo(first);
        }
    }

    @Test
    void neighboursLieOnBothSides() {
        Figure figure = Figure.read("99.91");

        assertThat(figure.below(7_180)).isEqualTo(7_173);
        assertThat(figure.above(7_180)).isEqualTo(7_174);
        assertThat(figure.like(7_173, 7_180)).isEqualTo("99.9025 %");
        assertThat(Figure.read("0.001").below(3)).isZero();
        assertThat(Figure.read("0.999").above(3)).isEqualTo(3);
    }
}
