package io.ansatz.runner.mlflow;

import io.ansatz.runner.tracking.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** What a place should hold of a study, as its journals tell it. */
final class JournalContents {

    private static final Comparator<Point> LATEST =
            Comparator.comparingLong(Point::step).thenComparing(Point::at).thenComparingDouble(Point::value);

    private JournalContents() {}

    static Contents of(StudyFolder study) throws IOException {
        var trials = study.records();
        var runs = new StudyRuns(study, study.plan(), trials);
        var kept = new HashMap<String, Contents.Kept>();
        Run above = runs.study(false);
        kept.put(above.identity(), kept(above));
        for (ConfigurationRun configuration : runs.configurations()) {
            kept.put(configuration.identity(), kept(configuration.run()));
        }
        for (TrialRun trial : runs.trials()) {
            kept.put(trial.identity(), kept(trial.run()));
        }
        return new Contents(runs.experimentTags(), kept, Set.of());
    }

    /** The same without the digests, which no journal tells. */
    static Contents withoutDigests(Contents contents) {
        var runs = new HashMap<String, Contents.Kept>();
        contents.runs().forEach((identity, run) -> {
            var tags = new HashMap<>(run.tags());
            tags.remove(Run.CONTENT);
            runs.put(
                    identity,
                    new Contents.Kept(
                            run.name(),
                            run.status(),
                            run.begun(),
                            run.ended(),
                            run.parent(),
                            run.params(),
                            tags,
                            run.points(),
                            run.latest(),
                            run.inputs(),
                            run.artifacts()));
        });
        return new Contents(contents.tags(), runs, contents.bin());
    }

    private static Contents.Kept kept(Run run) throws IOException {
        var points = new HashSet<Point>();
        var latest = new HashMap<String, Point>();
        for (Point point : run.points()) {
            Point kept = new Point(point.metric(), point.step(), millis(point.at()), point.value());
            points.add(kept);
            latest.merge(kept.metric(), kept, (one, other) -> LATEST.compare(one, other) > 0 ? one : other);
        }
        var values = new HashMap<String, Double>();
        latest.forEach((metric, point) -> values.put(metric, point.value()));
        var artifacts = new HashMap<String, String>();
        for (Map.Entry<String, Path> artifact : run.artifacts().entrySet()) {
            artifacts.put(artifact.getKey(), sha256(Files.readAllBytes(artifact.getValue())));
        }
        return new Contents.Kept(
                run.name(),
                run.status(),
                millis(run.begun()),
                run.ended().map(JournalContents::millis),
                run.parent(),
                new HashMap<>(run.params()),
                new HashMap<>(run.tags()),
                points,
                values,
                new HashSet<>(run.inputs()),
                artifacts);
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
