package io.ansatz.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** A file of numbers that another simulator computed; where the files are not at hand, the test is skipped. */
public record ReferenceFile(JsonObject json) {

    public static ReferenceFile open(String name) throws IOException {
        String folder = System.getProperty("ansatz.shared");
        Assumptions.assumeTrue(folder != null, "The system property ansatz.shared names no folder of references.");
        Path file = Path.of(folder, "reference", name);
        Assumptions.assumeTrue(Files.exists(file), "There is no reference file %s.".formatted(file));
        return new ReferenceFile(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    }

    /** All numbers of an array, however nested, in row-major order. */
    public double[] numbers(String key) {
        return flatten(json.get(key)).toArray();
    }

    /** The number of rows of a nested array. */
    int rows(String key) {
        return json.getAsJsonArray(key).size();
    }

    /** The entries of a table. */
    public Iterable<ReferenceFile> table() {
        return json.getAsJsonArray("table").asList().stream()
                .map(entry -> new ReferenceFile(entry.getAsJsonObject()))
                .toList();
    }

    public String text(String key) {
        return json.get(key).getAsString();
    }

    private static DoubleStream flatten(JsonElement element) {
        if (element instanceof JsonArray array) {
            return StreamSupport.stream(array.spliterator(), false).flatMapToDouble(ReferenceFile::flatten);
        }
        return DoubleStream.of(element.getAsDouble());
    }
}
