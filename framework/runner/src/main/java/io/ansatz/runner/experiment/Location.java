package io.ansatz.runner.experiment;

/**
 * Where something is written.
 *
 * @param source the file as the user named it, or the option, such as {@code --set train.rate}
 * @param line from 1; 0 when the source has no lines
 * @param column from 1; 0 when the source has no lines
 */
public record Location(String source, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
