package io.ansatz.runner.experiment;

import java.util.List;

/** The problems of an experiment, all together; nothing was run. */
public final class ProblemsException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public ProblemsException(List<Problem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        int width = 0;
        for (Problem problem : problems) {
            width = Math.max(width, problem.location().toString().length());
        }
        var text = new StringBuilder();
        for (Problem problem : problems) {
            String place = problem.location().toString();
            text.append(place).append(" ".repeat(width + 3 - place.length()));
            text.append(problem.message().replace("\n", "\n" + " ".repeat(width + 3)));
            text.append('\n');
        }
        text.append(problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                .append("; nothing was run.");
        return text.toString();
    }
}
