package io.ansatz.runner.mlflow;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.ansatz.runner.tracking.TrialRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** The data set of a trial, in MLflow's words. */
final class TrialInput {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private static final int DIGEST = 36;

    private TrialInput() {}

    static DatasetInput of(TrialRecord trial) {
        TrialRecord.Data data = trial.dataset();
        String name = trial.setting("dataset.use").orElse("images");
        String variant =
                trial.setting("dataset.variant").map(text -> " " + text).orElse("");
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("source", data.source());
        source.put("version", data.version());
        source.put("licence", data.licence());
        source.put("digest", data.digest());
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("images", data.images());
        profile.put("classes", data.classes());
        profile.put("known issues", data.knownIssues());
        return new DatasetInput(
                name + variant,
                data.digest().substring(0, Math.min(DIGEST, data.digest().length())),
                "train, val and test",
                // MLflow's word for data that a program made or found, with tags that say how.
                "code",
                GSON.toJson(Map.of("tags", source)),
                GSON.toJson(profile));
    }
}
