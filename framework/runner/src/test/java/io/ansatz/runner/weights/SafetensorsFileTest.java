package io.ansatz.runner.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

    private static final String SOUND = """
            {"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[],"data_offsets":[8,10]}}""";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("a.safetensors");
    }

    @Test
    void arraysOfEveryPrecisionAreReadAsFloats() throws IOException {
        new WeightFile()
                .with("float", List.of(2, 2), 1.5f, -2, 0, 3e-20f)
                .with(
                        "double",
                        "F64",
                        List.of(2),
                        WeightFile.bytes(16).putDouble(0.1).putDouble(-4).array())
                .with(
                        "half",
                        "F16",
                        List.of(1, 2),
                        WeightFile.bytes(4)
                                .putShort((short) 0x3c00)
                                .putShort((short) 0xc000)
                                .array())
                .with(
                        "brain",
                        "BF16",
                        List.of(),
                        WeightFile.bytes(2).putShort((short) 0xc0a0).array())
                .counter("counter")
                .with("empty", List.of(0, 3))
                .write(file);

        try (var open = SafetensorsFile.open(file)) {
            assertThat(open.read("float")).containsExactly(1.5f, -2, 0, 3e-20f);
            assertThat(open.read("double")).containsExactly(0.1f, -4);
            assertThat(open.read("half")).containsExactly(1, -2);
            assertThat(open.read("brain")).containsExactly(-5);
            assertThat(open.read("empty")).isEmpty();
            assertThat(open.tensors().keySet()).containsExactly("float", "double", "half", "brain", "counter", "empty");
            assertThat(open.tensors().get("half").shape()).containsExactly(1L, 2L);
            assertThatThrownBy(() -> open.read("counter"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("%s has no 'counter' that could be read as floats.", file);
            assertThatThrownBy(() -> open.read("none"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("%s has no 'none' that could be read as floats.", file);
        }
    }

    @Test
    void anArrayLongerThanTheBufferIsReadWhole() throws IOException {
        new WeightFile().made("first", 7).made("long", 50, 1000).write(file);
        try (var open = SafetensorsFile.open(file)) {
            var made = new float[50_000];
            for (int i = 0; i < made.length; i++) {
                made[i] = (float) Math.sin(1 + 0.7 * i);
            }

            assertThat(open.read("long")).isEqualTo(made);
        }
    }

    @Test
    void arraysMayLieInAnyOrder() throws IOException {
        Files.write(file, WeightFile.of("""
                {"late":{"dtype":"U8","shape":[3],"data_offsets":[4,7]},"early":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}\s\s""", new byte[7]));

        try (var open = SafetensorsFile.open(file)) {
            assertThat(open.tensors()).hasSize(2);
        }
    }

    @Test
    void whatIsNoSafetensorsFileSaysSo() throws IOException {
        refuses(new byte[3], "FILE is no safetensors file: it has only 3 bytes.");
        refuses("PK\3\4archive/data.pkl".getBytes("UTF-8"), """
                FILE is no safetensors file: its first eight bytes do not say how long a header is.
                Maybe torch saved it. experiments/README.md says how to make a safetensors file of such a one.""");
        refuses(
                "a text that is long enough".getBytes("UTF-8"),
                "FILE is no safetensors file: its first eight bytes do not say how long a header is.");
        refuses(
                WeightFile.bytes(8).putLong(-1).array(),
                "FILE is no safetensors file: its first eight bytes do not say how long a header is.");
        refuses(
                WeightFile.bytes(8).putLong(8 * 1024 * 1024 + 1).array(),
                "FILE is no safetensors file: its first eight bytes do not say how long a header is.");
        refuses(WeightFile.bytes(10).putLong(1000).array(), """
                FILE is no safetensors file: its header should have 1,000 bytes, and 2 are there.
                Maybe the file was not copied or downloaded to its end.""");
        refuses(
                WeightFile.bytes(10)
                        .putLong(2)
                        .put((byte) 0xff)
                        .put((byte) 0xff)
                        .array(),
                "FILE is no safetensors file: its header is not UTF-8.");
    }

    @Test
    void aHeaderThatIsNotStrictJsonIsRefused() throws IOException {
        String reason = "It is not JSON of the kind that describes arrays.";
        refusesHeader("", reason);
        refusesHeader("[]", reason);
        refusesHeader("{", reason);
        refusesHeader("{\"a\":1}", reason);
        refusesHeader("{'a':{}}", reason);
        refusesHeader("{\"__metadata__\":{},}", reason);
        refusesHeader("{} {}", reason);
        refusesHeader("{\"__metadata__\":{\"a\":{}}}", reason);
        refusesHeader("[".repeat(5000), reason);
        refusesHeader("{\"__metadata__\":" + "[".repeat(5000), reason);
    }

    @Test
    void whatSaysSomethingTwiceIsRefused() throws IOException {
        refusesHeader("{\"__metadata__\":{},\"__metadata__\":{}}", "It has '__metadata__' twice.");
        refusesHeader("""
                {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "It has two arrays named 'a'.");
        refusesHeader("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\"}}", "'a' has 'dtype' twice.");
    }

    @Test
    void anArrayThatIsNotDescribedIsRefused() throws IOException {
        refusesArray("", "'a' needs a dtype, a shape and two data_offsets.");
        refusesArray("\"dtype\":\"U8\",\"shape\":[1]", "'a' needs a dtype, a shape and two data_offsets.");
        refusesArray(
                "\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]",
                "'a' needs a dtype, a shape and two data_offsets.");
        refusesArray(
                "\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,1]",
                "'a' has more than 2 numbers in its data_offsets.");
        refusesArray("\"dtype\":\"Q4\"", "'a' is made of 'Q4', which is not known here.");
        refusesArray("\"dtype\":\"\\u001b[2J\"", "'a' is made of '?[2J', which is not known here.");
        refusesArray("\"colour\":\"red\"", "'a' has 'colour', which no array has.");
        refusesArray("\"shape\":[-1]", "'a' has something else than whole numbers from 0 in its shape.");
        refusesArray("\"shape\":[1.0]", "'a' has something else than whole numbers from 0 in its shape.");
        refusesArray("\"shape\":[\"1\"]", "'a' has something else than whole numbers from 0 in its shape.");
        refusesArray(
                "\"shape\":[999999999999999999]", "'a' has something else than whole numbers from 0 in its shape.");
        refusesArray("\"shape\":[1,1,1,1,1,1,1,1,1]", "'a' has more than 8 numbers in its shape.");
        refusesHeader("{\"\":{}}", "An array has a name that cannot be read.");
        refusesHeader("{\"a\\u001b[2J\":{}}", "An array has a name that cannot be read.");
        refusesHeader("{\"" + "a".repeat(301) + "\":{}}", "An array has a name of more than 300 characters.");
    }

    @Test
    void bytesThatDoNotFitTheShapeAreRefusedBeforeRoomIsMadeForThem() throws IOException {
        refusesArray(
                "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]",
                "'a' is 2 of F32, but its bytes are those from 0 to 4.");
        refusesArray(
                "\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,4]",
                "'a' is a single value of F32, but its bytes are those from 8 to 4.");
        String most = "99999999999999999";
        refusesArray(
                "\"dtype\":\"F32\",\"shape\":[%1$s,%1$s],\"data_offsets\":[0,%1$s]".formatted(most),
                "'a' is %1$s x %1$s of F32, but its bytes are those from 0 to %1$s.".formatted(most));
        refusesArray(
                "\"dtype\":\"F32\",\"shape\":[1000000000],\"data_offsets\":[0,4000000000]",
                "3,999,999,984 of 4,000,000,000 bytes are missing. Maybe the file was not copied or downloaded to its end.");
    }

    @Test
    void everyByteBelongsToOneArray() throws IOException {
        String two =
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[%d,%d]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[%d,%d]}}";
        refusesHeader(two.formatted(0, 4, 2, 6), "'a' and 'b' share bytes.");
        refusesHeader(two.formatted(4, 8, 4, 8), "The 4 bytes in front of 'a' belong to no array.");
        refusesHeader(two.formatted(0, 4, 6, 10), "The 2 bytes in front of 'b' belong to no array.");
        refusesHeader(two.formatted(4, 8, 0, 4), "8 bytes behind the last array belong to none.");
        refusesHeader("{}", "16 bytes behind the last array belong to none.");
    }

    @Test
    void aValueThatIsNoFiniteNumberIsRefused() throws IOException {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            new WeightFile().with("a", List.of(3), 1, 2, value).write(file);
            try (var open = SafetensorsFile.open(file)) {
                assertThatThrownBy(() -> open.read("a"))
                        .isInstanceOf(IOException.class)
                        .hasMessage("%s holds a value in 'a' that is no finite number: the one at place 3 of 3.", file);
            }
        }
        new WeightFile()
                .with(
                        "a",
                        "F64",
                        List.of(1),
                        WeightFile.bytes(8).putDouble(1e300).array())
                .write(file);
        try (var open = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> open.read("a")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFileThatEndsTooEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = WeightFile.of(SOUND, new byte[10]);
        assertThat(readAll(whole)).isEqualTo(3);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> readAll(part))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a.safetensors");
        }
        assertThatThrownBy(() -> readAll(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void noChangedByteLeadsToAnythingButNumbersOrASentence() throws IOException {
        byte[] whole = WeightFile.of(
                SOUND,
                WeightFile.bytes(10)
                        .putFloat(1)
                        .putFloat(2)
                        .putShort((short) 0x3c00)
                        .array());
        var random = new SplittableRandom(20_261_121);
        int sound = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] changed = whole.clone();
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                // The first byte of eight alone is a length that may be believed; all of them are changed in turn.
                int place = i < 8 * whole.length ? i / 8 : random.nextInt(whole.length);
                changed[place] = (byte) random.nextInt(256);
            }
            try {
                sound += readAll(changed) > 0 ? 1 : 0;
            } catch (IOException refusal) {
                assertThat(refusal.getMessage()).contains(file.toString()).endsWith(".");
            }
        }
        assertThat(sound).isBetween(1, 2000);
    }

    @Test
    void aHeaderFullOfArraysIsReadWithLittleMemory() throws IOException {
        var header = new StringBuilder("{");
        for (int i = 0; header.length() < 8 * 1024 * 1024 - 100; i++) {
            header.append("\"%x\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},".formatted(i));
        }
        header.setCharAt(header.length() - 1, '}');
        Files.write(file, WeightFile.of(header.toString(), new byte[0]));

        try (var open = SafetensorsFile.open(file)) {
            assertThat(open.tensors()).hasSizeGreaterThan(100_000);
        }
    }

    private int readAll(byte[] content) throws IOException {
        Files.write(file, content);
        try (var open = SafetensorsFile.open(file)) {
            int values = 0;
            for (Tensor tensor : open.tensors().values()) {
                values += tensor.element().readable() ? open.read(tensor.name()).length : 0;
            }
            return values;
        }
    }

    private void refusesArray(String description, String reason) throws IOException {
        refusesHeader("{\"a\":{%s}}".formatted(description), reason);
    }

    private void refusesHeader(String header, String reason) throws IOException {
        refuses(WeightFile.of(header, new byte[16]), "FILE cannot be read as a safetensors file. " + reason);
    }

    private void refuses(byte[] content, String message) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }
}
