package io.ansatz.runner.mlflow;

import io.ansatz.runner.tracking.TrialRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags that the three kinds of runs have in common. */
final class Tags {

    /** The tag that tells the three kinds of runs apart. */
    static final String KIND = "ansatz.kind";

    /** What MLflow shows as the description of a run or an experiment, as Markdown. */
    static final String NOTE = "mlflow.note.content";

    private static final int LONGEST_NAME = 250;

    private Tags() {}

    /** What a trial ran on, under the names that MLflow has for it, and the rest under ours. */
    static Map<String, String> surroundings(TrialRecord trial) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("mlflow.source.type", "LOCAL");
        trial.surroundings().forEach((name, value) -> {
            String tag = switch (name) {
                case "user" -> "mlflow.user";
                case "experiment file" -> "mlflow.source.name";
                case "git commit" -> "mlflow.source.git.commit";
                case "ansatz" -> "ansatz.version";
                default -> "ansatz." + name;
            };
            tags.put(tag, tag(value));
        });
        return tags;
    }

    /** A name that MLflow takes. */
    static String name(String text) {
        return fit(text, LONGEST_NAME);
    }

    /** The value of a tag that MLflow takes. */
    static String tag(String text) {
        return fit(text, Run.LONGEST_TAG);
    }

    /** The value of a param that MLflow takes. */
    static String param(String text) {
        return fit(text, Run.LONGEST_PARAM);
    }

    /** Texts that MLflow would cut are cut here, so that one sees it. */
    private static String fit(String text, int longest) {
        String end = " … (cut)";
        return text.length() <= longest ? text : text.substring(0, longest - end.length()) + end;
    }
}
