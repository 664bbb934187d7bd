package io.ansatz.runner.weights;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a safetensors file says of its arrays. Everything is checked before anything is believed: a header may come from
 * anybody, and what it announces is not made room for until the bytes are known to be there.
 */
record Header(Map<String, Tensor> tensors) {

    private static final String METADATA = "__metadata__";
    private static final int LONGEST_NAME = 300;
    private static final int MOST_AXES = 8;

    /** Enough for any file, and few enough that no sum of two overflows. */
    private static final int MOST_DIGITS = 17;

    Header {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Reads a header.
     *
     * @param bytes how many bytes stand behind it
     * @throws IOException if it is none, or does not describe these bytes; the message is a sentence
     */
    static Header read(String text, long bytes) throws IOException {
        var tensors = new LinkedHashMap<String, Tensor>();
        try (var json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            boolean metadata = false;
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals(METADATA)) {
                    require(!metadata, "It has '%s' twice.", METADATA);
                    metadata = true;
                    skipMetadata(json);
                } else {
                    requireReadable(name);
                    Tensor tensor = tensor(name, json);
                    require(tensors.put(name, tensor) == null, "It has two arrays named '%s'.", name);
                }
            }
            json.endObject();
            require(json.peek() == JsonToken.END_DOCUMENT, "Something stands behind its closing brace.");
        } catch (EOFException | MalformedJsonException | IllegalStateException | JsonParseException e) {
            throw new IOException("It is not JSON of the kind that describes arrays.", e);
        }
        requireEveryByteOnce(tensors, bytes);
        return new Header(tensors);
    }

    /** Texts for people, none of which matters here. */
    private static void skipMetadata(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            json.nextName();
            json.nextString();
        }
        json.endObject();
    }

    private static void requireReadable(String name) throws IOException {
        require(name.length() <= LONGEST_NAME, "An array has a name of more than %d characters.", LONGEST_NAME);
        require(
                !name.isBlank() && name.codePoints().noneMatch(Character::isISOControl),
                "An array has a name that cannot be read.");
    }

    private static Tensor tensor(String name, JsonReader json) throws IOException {
        Element element = null;
        List<Long> shape = null;
        List<Long> place = null;
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String field = json.nextName();
            require(seen.add(field), "'%s' has '%s' twice.", name, shown(field));
            switch (field) {
                case "dtype" -> element = element(name, json);
                case "shape" -> shape = numbers(name, field, MOST_AXES, json);
                case "data_offsets" -> place = numbers(name, field, 2, json);
                default -> throw new IOException("'%s' has '%s', which no array has.".formatted(name, shown(field)));
            }
        }
        json.endObject();
        require(
                element != null && shape != null && place != null && place.size() == 2,
                "'%s' needs a dtype, a shape and two data_offsets.",
                name);
        var tensor = new Tensor(name, element, shape, place.get(0), place.get(1));
        requireItsSize(tensor);
        return tensor;
    }

    private static Element element(String name, JsonReader json) throws IOException {
        String word = json.nextString();
        for (Element element : Element.values()) {
            if (element.name().equals(word)) {
                return element;
            }
        }
        throw new IOException("'%s' is made of '%s', which is not known here.".formatted(name, shown(word)));
    }

    private static List<Long> numbers(String name, String field, int most, JsonReader json) throws IOException {
        var numbers = new ArrayList<Long>();
        json.beginArray();
        while (json.hasNext()) {
            require(numbers.size() < most, "'%s' has more than %d numbers in its %s.", name, most, field);
            String digits = json.peek() == JsonToken.NUMBER ? json.nextString() : "";
            require(
                    digits.matches("0|[1-9][0-9]*") && digits.length() <= MOST_DIGITS,
                    "'%s' has something else than whole numbers from 0 in its %s.",
                    name,
                    field);
            numbers.add(Long.parseLong(digits));
        }
        json.endArray();
        return numbers;
    }

    private static void requireItsSize(Tensor tensor) throws IOException {
        long size = tensor.element().size();
        try {
            for (long length : tensor.shape()) {
                size = Math.multiplyExact(size, length);
            }
        } catch (ArithmeticException e) {
            size = Long.MAX_VALUE;
        }
        require(
                tensor.begin() <= tensor.end() && tensor.end() - tensor.begin() == size,
                "'%s' is %s of %s, but its bytes are those from %d to %d.",
                tensor.name(),
                Tensor.words(tensor.shape()),
                tensor.element(),
                tensor.begin(),
                tensor.end());
    }

    private static void requireEveryByteOnce(Map<String, Tensor> tensors, long bytes) throws IOException {
        List<Tensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
        long at = 0;
        String before = "";
        for (Tensor tensor : inOrder) {
            require(tensor.begin() >= at, "'%s' and '%s' share bytes.", before, tensor.name());
            require(
                    tensor.begin() <= at,
                    "The %d bytes in front of '%s' belong to no array.",
                    tensor.begin() - at,
                    tensor.name());
            at = tensor.end();
            before = tensor.name();
        }
        require(
                at <= bytes,
                "%,d of %,d bytes are missing. Maybe the file was not copied or downloaded to its end.",
                at - bytes,
                at);
        require(at >= bytes, "%,d bytes behind the last array belong to none.", bytes - at);
    }

    /** A word of the file that may be anything. */
    private static String shown(String word) {
        String line = word.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
    }

    private static void require(boolean sound, String message, Object... facts) throws IOException {
        if (!sound) {
            throw new IOException(message.formatted(facts));
        }
    }
}
