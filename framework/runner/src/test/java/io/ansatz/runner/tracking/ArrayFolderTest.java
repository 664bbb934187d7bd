package io.ansatz.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFolderTest {

    @TempDir
    private Path folder;

    private ArrayFolder arrays;

    @BeforeEach
    void setUp() {
        arrays = new ArrayFolder(folder.resolve("thing"), "model");
    }

    private void write() throws IOException {
        var facts = new JsonObject();
        facts.addProperty("name", "Große Zahl");
        arrays.write(
                facts,
                List.of(
                        new NamedArray("matrix", new int[] {2, 3}, new float[] {1, -2, 3.5f, Float.MIN_VALUE, 5, -0f}),
                        NamedArray.row("none", new float[0]),
                        NamedArray.row("odd", new float[] {Float.NaN, Float.NEGATIVE_INFINITY})));
    }

    @Test
    void whatIsWrittenIsReadToTheBit() throws IOException {
        write();

        ArrayFolder.Content content = arrays.read();

        assertThat(content.facts().get("name").getAsString()).isEqualTo("Große Zahl");
        assertThat(content.arrays().keySet()).containsExactly("matrix", "none", "odd");
        assertThat(content.arrays().get("matrix").shape()).containsExactly(2, 3);
        assertThat(content.arrays().get("matrix").values()).containsExactly(1, -2, 3.5f, Float.MIN_VALUE, 5, -0f);
        assertThat(content.arrays().get("none").values()).isEmpty();
        assertThat(content.arrays().get("odd").values()).containsExactly(Float.NaN, Float.NEGATIVE_INFINITY);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("thing"));
        assertThat(folder.resolve("thing.draft")).doesNotExist();
    }

    @Test
    void anybodyCanReadTheFiles() throws IOException {
        write();

        byte[] floats = Files.readAllBytes(folder.resolve("thing/model.floats"));
        assertThat(floats).hasSize(8 * Float.BYTES);
        assertThat(ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN).getFloat(8))
                .isEqualTo(3.5f);
        assertThat(folder.resolve("thing/model.json")).content().startsWith("""
                {
                  "format": "ansatz model",
                  "version": 1,
                  "name": "Große Zahl",
                  "arrays": [
                    {"name":"matrix","shape":[2,3],"bytes":24,"sha256":"%s"},
                    {"name":"none","shape":[0],"bytes":0,"sha256":"%s"},
                """.formatted(
                        RunFolder.sha256(Arrays.copyOf(floats, 24)), RunFolder.sha256(new byte[0])));
    }

    @Test
    void theJsonEndsWithTheDigestOfTheLinesAbove() throws IOException {
        write();

        String text = Files.readString(folder.resolve("thing/model.json"));
        int end = text.lastIndexOf("  \"sha256\"");

        assertThat(text.substring(end))
                .isEqualTo("  \"sha256\": \"%s\"\n}\n"
                        .formatted(RunFolder.sha256(text.substring(0, end).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void largeArraysGoThroughInPieces() throws IOException {
        var values = new float[200_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        arrays.write(new JsonObject(), List.of(NamedArray.row("many", values)));

        assertThat(arrays.read().arrays().get("many").values()).isEqualTo(values);
    }

    @Test
    void theNextOneTakesThePlaceOfTheOneThatIsThere() throws IOException {
        write();
        Files.createDirectories(folder.resolve("thing.draft/left/over"));
        arrays.write(new JsonObject(), List.of(NamedArray.row("new", new float[] {1})));

        assertThat(arrays.read().arrays().keySet()).containsExactly("new");
    }

    @Test
    void noFlippedByteGoesUnnoticed() throws IOException {
        write();
        for (String name : List.of("model.json", "model.floats")) {
            Path file = folder.resolve("thing").resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < whole.length; i++) {
                byte[] flipped = whole.clone();
                flipped[i] ^= 1;
                Files.write(file, flipped);
                assertThatThrownBy(arrays::read).as("%s, byte %d", name, i).isInstanceOf(DamagedArraysException.class);
            }
            Files.write(file, whole);
        }
        assertThat(arrays.read().arrays()).hasSize(3);
    }

    @Test
    void noMissingEndGoesUnnoticed() throws IOException {
        write();
        for (String name : List.of("model.json", "model.floats")) {
            Path file = folder.resolve("thing").resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(arrays::read)
                        .as("%s, %d bytes", name, length)
                        .isInstanceOf(DamagedArraysException.class);
            }
            Files.write(file, whole);
        }
    }

    @Test
    void theMessagesSayWhatIsWrong() throws IOException {
        write();
        Path floats = folder.resolve("thing/model.floats");
        byte[] whole = Files.readAllBytes(floats);

        Files.write(floats, Arrays.copyOf(whole, 31));
        assertDamaged("model.floats has 31 bytes, not 32");
        Files.write(floats, new byte[32]);
        assertDamaged("'matrix' in model.floats is not what its digest says");
        Files.delete(floats);
        assertDamaged("model.floats is missing");
        Files.write(folder.resolve("thing/model.json"), new byte[] {'{', '}'});
        assertDamaged("model.json is not what its digest says");
        Files.delete(folder.resolve("thing/model.json"));
        assertDamaged("model.json is missing");
    }

    @Test
    void whatFitsItsDigestsMustStillMakeSense() throws IOException {
        write();

        forge("{\n  \"format\": \"ansatz checkpoint\",\n");
        assertDamaged("model.json describes an 'ansatz checkpoint', not an 'ansatz model'");
        forge("{\n  \"format\": \"ansatz model\", \"version\": 2,\n");
        assertDamaged("model.json is of version 2, not 1");
        forge("{\n  \"format\": \"ansatz model\", \"version\": 1,\n");
        assertDamaged("model.json is no description of a model");
        forgeArrays("{\"name\": \"a\", \"shape\": [8], \"bytes\": 31, \"sha256\": \"\"}");
        assertDamaged("model.json is no description of a model");
        forgeArrays("{\"name\": \"a\", \"shape\": [-8, -1], \"bytes\": 32, \"sha256\": \"\"}");
        assertDamaged("model.json is no description of a model");
        forgeArrays("{\"name\": \"a\", \"shape\": [65536, 65536], \"bytes\": 0, \"sha256\": \"\"}");
        assertDamaged("model.json is no description of a model");
        forgeArrays("{\"name\": \"a\", \"shape\": [500000000], \"bytes\": 2000000000, \"sha256\": \"\"}");
        assertDamaged("model.floats has 32 bytes, not 2000000000");
        String nothing = "{\"name\": \"a\", \"shape\": [0], \"bytes\": 0, \"sha256\": \"%s\"}"
                .formatted(RunFolder.sha256(new byte[0]));
        Files.write(folder.resolve("thing/model.floats"), new byte[0]);
        forgeArrays(nothing + "," + nothing);
        assertDamaged("model.json names 'a' twice");
    }

    /** Tells when Java makes one of it out of bytes. */
    private static final class Trap implements Serializable {

        private static final long serialVersionUID = 1;

        private static boolean sprung;

        private void readObject(ObjectInputStream stream) {
            sprung = true;
        }
    }

    @Test
    void aSerialisedObjectIsNeverMadeIntoOne() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(new Trap());
        }
        write();
        Path json = folder.resolve("thing/model.json");

        Files.write(json, bytes.toByteArray());
        assertDamaged("model.json is not what its digest says");

        bytes.writeBytes("  \"sha256\": \"%s\"\n}\n"
                .formatted(RunFolder.sha256(bytes.toByteArray()))
                .getBytes(StandardCharsets.UTF_8));
        Files.write(json, bytes.toByteArray());
        assertDamaged("model.json is no description of a model");

        write();
        Files.write(folder.resolve("thing/model.floats"), Arrays.copyOf(bytes.toByteArray(), 32));
        assertDamaged("'matrix' in model.floats is not what its digest says");
        assertThat(Trap.sprung).isFalse();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        var nowhere = new ArrayFolder(file.resolve("thing"), "model");

        assertThatThrownBy(() -> nowhere.write(new JsonObject(), List.of()))
                .isInstanceOf(UnwritableException.class)
                .hasMessageStartingWith(file.resolve("thing") + " cannot be written (");
    }

    private void assertDamaged(String message) {
        assertThatThrownBy(arrays::read)
                .isInstanceOf(DamagedArraysException.class)
                .hasMessage(message);
    }

    private void forgeArrays(String entries) throws IOException {
        forge("{\n  \"format\": \"ansatz model\", \"version\": 1, \"arrays\": [%s],\n".formatted(entries));
    }

    /** Writes a description and the digest that fits it. */
    private void forge(String above) throws IOException {
        Files.writeString(
                folder.resolve("thing/model.json"),
                above
                        + "  \"sha256\": \"%s\"\n}\n"
                                .formatted(RunFolder.sha256(above.getBytes(StandardCharsets.UTF_8))));
    }
}
