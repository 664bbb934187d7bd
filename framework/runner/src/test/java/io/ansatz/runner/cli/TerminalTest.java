package io.ansatz.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void nobodyWatchingSeesNoLiveLine() {
        var terminal = new Terminal(stream, stream, 0);
        terminal.live("12 %");
        terminal.line("done");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void theLiveLineStaysBelowWhatIsPrinted() {
        var terminal = new Terminal(stream, stream, 20);
        terminal.live("12 %");
        terminal.line("a");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r12 %\r    \ra" + System.lineSeparator() + "\r12 %");
    }

    @Test
    void aLongLiveLineIsCutToTheWidth() {
        var terminal = new Terminal(stream, stream, 5);
        terminal.live("123456789");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\r1234");
    }
}
