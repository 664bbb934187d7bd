package io.ansatz.runner.network;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the float arrays of a safetensors file: a length, a JSON header, then the raw data. */
final class Safetensors {

    private Safetensors() {}

    static Map<String, float[]> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        String text = StandardCharsets.UTF_8.decode(bytes.slice(8, length)).toString();
        JsonObject header = JsonParser.parseString(text).getAsJsonObject();
        var arrays = new HashMap<String, float[]>();
        for (String name : header.keySet()) {
            JsonObject entry = header.getAsJsonObject(name);
            if (!entry.has("dtype") || !entry.get("dtype").getAsString().equals("F32")) {
                continue;
            }
            int start = entry.getAsJsonArray("data_offsets").get(0).getAsInt();
            int end = entry.getAsJsonArray("data_offsets").get(1).getAsInt();
            var values = new float[(end - start) / Float.BYTES];
            bytes.slice(8 + length + start, end - start)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            arrays.put(name, values);
        }
        return arrays;
    }
}
