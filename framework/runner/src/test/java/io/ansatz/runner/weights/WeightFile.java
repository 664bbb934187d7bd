package io.ansatz.runner.weights;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes safetensors files, sound ones and others. */
public final class WeightFile {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Adds an array of floats. */
    public WeightFile with(String name, List<Integer> shape, float... values) {
        ByteBuffer bytes = bytes(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return with(name, "F32", shape, bytes.array());
    }

    /** Adds an array of ever other floats between -1 and 1. */
    public WeightFile made(String name, Integer... shape) {
        int count = 1;
        for (int length : shape) {
            count *= length;
        }
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(header.size() + 0.7 * i);
        }
        return with(name, List.of(shape), values);
    }

    /** Adds what torch keeps beside each batch normalisation: one number of 64 bits. */
    public WeightFile counter(String name) {
        return with(name, "I64", List.of(), bytes(Long.BYTES).putLong(42).array());
    }

    public WeightFile with(String name, String type, List<Integer> shape, byte[] bytes) {
        int begin = data.size();
        data.writeBytes(bytes);
        header.put(name, Map.of("dtype", type, "shape", shape, "data_offsets", List.of(begin, data.size())));
        return this;
    }

    public Path write(Path file) throws IOException {
        header.put("__metadata__", Map.of("format", "pt"));
        return Files.write(file, of(new Gson().toJson(header), data.toByteArray()));
    }

    /** A file with this header and these bytes behind it. */
    static byte[] of(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return bytes(Long.BYTES + text.length + data.length)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
