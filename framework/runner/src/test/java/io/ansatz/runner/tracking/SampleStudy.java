package io.ansatz.runner.tracking;

import io.ansatz.runner.training.Evaluation;
import io.ansatz.runner.training.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A study whose folder is written by hand, as if its trials had been trained. */
public final class SampleStudy {

    private final StudyFolder study;
    private final List<String> varies;

    public SampleStudy(Path runs, String name, String... varies) {
        study = new StudyFolder(runs.resolve(name));
        this.varies = List.of(varies);
    }

    public StudyFolder folder() {
        return study;
    }

    /** Asks for trials, which need not have begun. */
    public SampleStudy asks(Trial... trials) throws IOException {
        return asks("embedded", trials);
    }

    public SampleStudy asks(String tracker, Trial... trials) throws IOException {
        List<String> ids = Stream.of(trials).map(Trial::id).toList();
        study.keep(
                new StudyPlan(study.name(), "sample.yaml", "auc", tracker, varies, ids),
                "name: %s\n".formatted(study.name()));
        return this;
    }

    public Trial trial(String role, int seed, int layers) {
        return new Trial(role, seed, layers);
    }

    /** A trial that does what it is told. */
    public final class Trial {

        private final String role;
        private final int seed;
        private final Map<String, String> identity = new LinkedHashMap<>();
        private final RunFolder folder;
        private Map<String, List<Integer>> published = Map.of();
        private String digest = "0123456789abcdef0123456789abcdef0123456789abcdef";
        private String violation = "";
        private int attempt;

        private Trial(String role, int seed, int layers) {
            this.role = role;
            this.seed = seed;
            identity.put("role", role);
            identity.put("seed", Integer.toString(seed));
            identity.put("dataset.use", "shades");
            identity.put("model.circuit.layers", Integer.toString(layers));
            identity.put("train.rate", "0.01");
            folder = new RunFolder(study.path().resolve(id()));
        }

        public String id() {
            return "%s-s%d-l%s".formatted(role, seed, identity.get("model.circuit.layers"));
        }

        public RunFolder folder() {
            return folder;
        }

        private void tell(String event, Map<String, Object> facts) throws IOException {
            try (Journal journal = Journal.open(folder.journal())) {
                journal.write(event, facts);
            }
        }

        public Trial begins() throws IOException {
            return begins(Map.of());
        }

        /** Begins and goes on behind an epoch of an earlier attempt. */
        public Trial resumes(int epoch) throws IOException {
            return begins(Map.of(TrialRecord.RESUMED, epoch));
        }

        private Trial begins(Map<String, Integer> more) throws IOException {
            Files.createDirectories(folder.path());
            folder.keep(TrialRecord.IDENTITY_FILE, TrialRecord.identityLines(identity));
            attempt++;
            var dataset = new LinkedHashMap<String, Object>();
            dataset.put("source", "made here");
            dataset.put("version", "1");
            dataset.put("digest", digest);
            dataset.put("licence", "none");
            dataset.put("classes", List.of("dark", "light"));
            dataset.put("images", Map.of("train", 24, "val", 20, "test", 20));
            dataset.put("known_issues", List.of());
            dataset.put("published", published);
            if (!violation.isEmpty()) {
                dataset.put(
                        "guard",
                        Map.of("duplicates", Map.of("verdict", "violated", "count", 1, "sentence", violation)));
            }
            var facts = new LinkedHashMap<String, Object>();
            facts.put("attempt", attempt);
            facts.putAll(more);
            facts.put("dataset", dataset);
            facts.put("surroundings", Map.of("ansatz", "1.2.3", "user", "ada", "git commit", "abc", "java", "17"));
            tell("begin", facts);
            return this;
        }

        /** As journals were before they told the rate. */
        public Trial epoch(int number, double loss, double auc) throws IOException {
            return epoch(number, Map.of("loss", loss), loss, auc);
        }

        public Trial epoch(int number, double rate, double loss, double auc) throws IOException {
            return epoch(number, Map.of("loss", loss, "rate", rate), loss, auc);
        }

        private Trial epoch(int number, Map<String, Double> train, double loss, double auc) throws IOException {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("epoch", number);
            facts.put("train", train);
            facts.put("val", Map.of("loss", loss, "auc", auc));
            facts.put("seconds", 0.5);
            tell("epoch", facts);
            return this;
        }

        /** Ends with predictions of which this share is right, of validation and test images alike. */
        public Trial ends(double right) throws IOException {
            return ends(right, right);
        }

        /** The same trial with another setting. */
        public Trial with(String path, String value) {
            identity.put(path, value);
            return this;
        }

        /** The same trial on data of which so many images of each class were published, by part. */
        public Trial onPublished(Map<String, List<Integer>> counts) {
            published = counts;
            return this;
        }

        /** The same trial on data of which the guard found this. */
        public Trial onDuplicates(String sentence) {
            violation = sentence;
            return this;
        }

        /** The same trial on other data. */
        public Trial on(String other) {
            digest = other;
            return this;
        }

        /** Ends with predictions of which these shares are right. */
        public Trial ends(double validation, double test) throws IOException {
            return ends(1, 1, validation, test);
        }

        /** The same, behind so many epochs of which one was kept. */
        public Trial ends(int epochs, int kept, double validation, double test) throws IOException {
            Evaluation onValidation = Evaluation.of(predictions(validation));
            Evaluation onTest = Evaluation.of(predictions(test));
            var facts = new LinkedHashMap<String, Object>();
            facts.put("best_epoch", kept);
            facts.put("test", onTest.metrics());
            facts.put("seconds", 1.5);
            facts.put("quantum_seconds", 0.25);
            facts.put("circuit_evaluations", 100);
            tell("end", facts);
            var metrics = new TrialMetrics(role, seed, epochs, kept, 90, 10, 100, onValidation, onTest);
            var results = new LinkedHashMap<String, String>();
            results.put(TrialMetrics.FILE, metrics.text());
            results.put(PredictionsFile.FILE, PredictionsFile.text(said("val", validation), said("test", test)));
            folder.publish(results, 1.5);
            return this;
        }

        public Trial fails(String reason) throws IOException {
            tell("failed", Map.of("reason", reason));
            return this;
        }

        public Trial isKilled() throws IOException {
            tell("killed", Map.of());
            return this;
        }

        /** Begins, turns an epoch, and ends. */
        public Trial isDone(double right) throws IOException {
            return begins().epoch(1, 0.7, right).ends(right);
        }

        private PredictionsFile.Said said(String part, double right) {
            Predictions predictions = predictions(right);
            List<String> items = IntStream.range(0, predictions.labels().length)
                    .mapToObj(i -> part + "/" + i)
                    .toList();
            return new PredictionsFile.Said(predictions, items, List.of());
        }

        private Predictions predictions(double right) {
            int images = 20;
            var labels = new int[images];
            var probabilities = new float[images][];
            for (int i = 0; i < images; i++) {
                labels[i] = i % 2;
                boolean good = i < right * images;
                float ofLight = (labels[i] == 1) == good ? 0.8f : 0.3f;
                probabilities[i] = new float[] {1 - ofLight, ofLight};
            }
            return new Predictions(probabilities, labels);
        }
    }
}
