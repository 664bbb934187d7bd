package io.ansatz.runner.tracking;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.ansatz.runner.training.Evaluation;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * What came out of a trial: everything that the same trial would give again, to the byte. Times are not in it.
 *
 * @param epochs how many epochs were trained
 * @param bestEpoch the epoch that validation chose, and that was judged on the test images
 * @param classicalParameters trainable values outside the block
 * @param blockParameters trainable values of the circuit, or of the control in its place
 * @param circuitEvaluations how many circuits ran, one per image and pass
 */
public record TrialMetrics(
        String role,
        long seed,
        int epochs,
        int bestEpoch,
        long classicalParameters,
        int blockParameters,
        long circuitEvaluations,
        Evaluation validation,
        Evaluation test) {

    /** The name of the file that holds them. */
    public static final String FILE = "metrics.json";

    static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .registerTypeAdapter(OptionalDouble.class, new NumberOrNull())
            .create();

    /** All trainable values. */
    public long parameters() {
        return classicalParameters + blockParameters;
    }

    /** As JSON. */
    public String text() {
        return GSON.toJson(this) + "\n";
    }

    /** Reads what {@link #text()} wrote. */
    public static TrialMetrics read(String text) throws IOException {
        try {
            TrialMetrics metrics = GSON.fromJson(text, TrialMetrics.class);
            if (metrics == null) {
                throw new IOException("This is no JSON of a trial's metrics: it is empty.");
            }
            return metrics;
        } catch (JsonParseException e) {
            throw new IOException("This is no JSON of a trial's metrics: %s.".formatted(e.getMessage()), e);
        }
    }

    /** A metric that does not exist is null in JSON. */
    private static final class NumberOrNull extends TypeAdapter<OptionalDouble> {

        @Override
        public void write(JsonWriter writer, OptionalDouble value) throws IOException {
            if (value.isPresent()) {
                writer.value(value.getAsDouble());
            } else {
                boolean skips = !writer.getSerializeNulls();
                writer.setSerializeNulls(true);
                writer.nullValue();
                writer.setSerializeNulls(!skips);
            }
        }

        @Override
        public OptionalDouble read(JsonReader reader) throws IOException {
            if (reader.peek() == JsonToken.NULL) {
                reader.nextNull();
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(reader.nextDouble());
        }
    }
}
