package io.ansatz.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    @TempDir
    private Path folder;

    @Test
    void columnsAreFoundByName() throws IOException {
        Table table = table("\uFEFFpath,label\r\na.png,mel\r\n\r\nb.png,nv");

        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.column("label")).containsExactly("mel", "nv");
        assertThat(table.column("path")).containsExactly("a.png", "b.png");
    }

    @Test
    void quotedValuesMayHoldAnything() throws IOException {
        Table table = table("name,note\n\"a, b\",\"he said \"\"no\"\"\ntwice\"\n");

        assertThat(table.column("name")).containsExactly("a, b");
        assertThat(table.column("note")).containsExactly("he said \"no\"\ntwice");
    }

    @Test
    void aColumnThatIsNotThereIsNamedBesideThoseThatAre() throws IOException {
        Table table = table("path,dx\na,b\n");

        assertThatThrownBy(() -> table.column("label"))
                .isInstanceOf(IOException.class)
                .hasMessage("%s has no column 'label'. It has path, dx.", file());
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> table("path,dx\na,b\nc\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("The values in row 3 of %s should be 2, as many as it names columns, not 1.", file());
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> table(""))
                .isInstanceOf(IOException.class)
                .hasMessage("%s is empty; its first row should name the columns.", file());
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
        Files.write(file(), "läsion,x\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Table.read(file()))
                .isInstanceOf(IOException.class)
                .hasMessage("%s is not written in UTF-8.", file());
    }

    private Path file() {
        return folder.resolve("labels.csv");
    }

    private Table table(String text) throws IOException {
        Files.writeString(file(), text);
        return Table.read(file());
    }
}
