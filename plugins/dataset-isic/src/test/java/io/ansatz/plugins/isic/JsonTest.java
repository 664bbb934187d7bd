package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @Test
    void valuesAreFoundByTheirNames() throws Trouble.Content {
        Json json = Json.read(" {\"a\": {\"b\": [1, -2.50e+3, true, null, \"x\"]}, \"n\": null}\n");

        var list = json.at("a").at("b").elements();
        assertThat(list).hasSize(5);
        assertThat(list.get(0).whole()).isEqualTo(1);
        assertThat(list.get(1).cell()).isEqualTo("-2.50e+3");
        assertThat(list.get(2).holds()).isTrue();
        assertThat(list.get(4).text()).isEqualTo("x");
        assertThat(json.find("n")).isEmpty();
        assertThat(json.find("m")).isEmpty();
        assertThat(Json.read("[]").elements()).isEmpty();
    }

    @Test
    void escapesAreUnderstood() throws Trouble.Content {
        assertThat(Json.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"")
                        .text())
                .isEqualTo("\"\\/\b\f\n\r\t\u00e9\ud83d\ude00é");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Trouble.Content {
        String text = "\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\u0000 end";
        var members = new LinkedHashMap<String, String>();
        members.put(text, Json.quoted(text));

        assertThat(Json.read(Json.object(members)).at(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | at character 1 it ends too early",
                "{ | at character 2 a name in quotes was expected",
                "{\"a\" 1} | at character 6 a colon was expected",
                "{\"a\": 1,} | at character 9 a name in quotes was expected",
                "{\"a\": 1 \"b\"} | at character 9 a comma or } was expected",
                "{\"a\": 1, \"a\": 2} | at character 16 'a' stands there twice",
                "[1 2] | at character 4 a comma or ] was expected",
                "[1,] | at character 4 a value was expected",
                "1 2 | at character 3 the end was expected",
                "01 | at character 2 the end was expected",
                "+1 | at character 1 a value was expected",
                "NaN | at character 1 a value was expected",
                "tru | at character 1 a value was expected",
                "\"a | at character 3 it ends too early",
                "\"\\x\" | at character 4 \\x means nothing",
                "\"\\u12g4\" | at character 4 four hexadecimal digits were expected",
                "'a' | at character 1 a value was expected",
            })
    void whatIsNoJsonIsSaidWithItsPlace(String text, String reason) {
        assertThatThrownBy(() -> Json.read(text)).as(text).hasMessage("it is no JSON: " + reason);
    }

    @Test
    void controlCharactersStandInNoString() {
        assertThatThrownBy(() -> Json.read("\"a\nb\""))
                .hasMessage("it is no JSON: at character 3 a control character stands in a string");
    }

    @Test
    void theStackDoesNotEnd() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
                .hasMessage("it is no JSON: at character 66 it is nested more than 64 deep");
    }

    @Test
    void whatIsOfTheWrongKindIsNamed() throws Trouble.Content {
        Json json = Json.read("{\"a\": {\"b\": [1.5, {}]}}");

        assertThatThrownBy(() -> json.at("x")).hasMessage("it has no 'x'");
        assertThatThrownBy(() -> json.at("a").at("c")).hasMessage("a has no 'c'");
        assertThatThrownBy(() -> json.at("a").elements()).hasMessage("a is not a list");
        assertThatThrownBy(() -> json.at("a").at("b").text()).hasMessage("a.b is not a text");
        assertThatThrownBy(() -> json.at("a").at("b").elements().get(0).whole())
                .hasMessage("a.b[0] is not a whole number");
        assertThatThrownBy(() -> json.at("a").at("b").elements().get(0).holds())
                .hasMessage("a.b[0] is not true or false");
        assertThatThrownBy(() -> json.at("a").at("b").elements().get(1).cell()).hasMessage("a.b[1] is not a text");
        assertThatThrownBy(() -> json.at("a").at("b").at("c")).hasMessage("a.b is not an object");
    }
}
