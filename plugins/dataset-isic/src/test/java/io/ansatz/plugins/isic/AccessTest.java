package io.ansatz.plugins.isic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTest {

    private static Access at(String base) {
        return new Access(URI.create(base), Optional.empty());
    }

    @Test
    void theTokenComesFromTheEnvironment() {
        assertThat(Access.usual(Map.of("ANSATZ_ISIC_TOKEN", " abc\n")).token()).hasValue("abc");
        assertThat(Access.usual(Map.of("ANSATZ_ISIC_TOKEN", "")).token()).isEmpty();
        assertThat(Access.usual(Map.of()))
                .isEqualTo(new Access(URI.create("https://api.isic-archive.com/api/v2/"), Optional.empty()));
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(Access.usual(Map.of("ANSATZ_ISIC_TOKEN", "abc")))
                .hasToString("https://api.isic-archive.com/api/v2/, with a token");
    }

    @Test
    void aTokenIsOneWord() {
        assertThatThrownBy(() -> Access.usual(Map.of("ANSATZ_ISIC_TOKEN", "abc\r\nX-Evil: 1")))
                .hasMessage("""
                        A token is one word of letters, digits and signs, and what stands in ANSATZ_ISIC_TOKEN is not.
                        Maybe it was copied with a line break or a blank.""");
    }

    @Test
    void theArchiveIsAskedByHttps() {
        assertThatThrownBy(() -> at("http://api.isic-archive.com/api/v2/"))
                .hasMessage("The archive is asked by HTTPS alone, so not at http://api.isic-archive.com/api/v2/.");
        assertThatThrownBy(() -> at("https://me:secret@api.isic-archive.com/"))
                .hasMessage("The archive is asked by HTTPS alone, so not at https://***@api.isic-archive.com/.");
        assertThat(at("http://127.0.0.1:8000/api/v2/").base()).hasPort(8000);
    }

    @Test
    void theAddressEndsWithASlash() {
        assertThatThrownBy(() -> at("https://api.isic-archive.com/api/v2"))
                .hasMessage(
                        "The address of the archive must end with /, and https://api.isic-archive.com/api/v2 does not.");
    }

    @Test
    void theArchiveIsItsHostByHttps() {
        Access access = at("https://api.isic-archive.com/api/v2/");

        assertThat(access.covers(URI.create("https://api.isic-archive.com/api/v2/images/search/?cursor=x")))
                .isTrue();
        assertThat(access.covers(URI.create("https://API.isic-archive.com:443/")))
                .isTrue();
        assertThat(access.covers(URI.create("http://api.isic-archive.com/"))).isFalse();
        assertThat(access.covers(URI.create("https://api.isic-archive.com:8443/")))
                .isFalse();
        assertThat(access.covers(URI.create("https://isic-archive.com/"))).isFalse();
        assertThat(access.covers(URI.create("https://a:b@api.isic-archive.com/")))
                .isFalse();
        assertThat(access.covers(URI.create("images/search/"))).isFalse();
    }

    @Test
    void filesLieAnywhereBehindHttps() {
        Access access = at("https://api.isic-archive.com/api/v2/");

        assertThat(access.leadsTo(URI.create("https://content.example.org/a.jpg?Signature=x")))
                .isTrue();
        assertThat(access.leadsTo(URI.create("http://content.example.org/a.jpg")))
                .isFalse();
        assertThat(access.leadsTo(URI.create("http://127.0.0.1/a.jpg"))).isFalse();
        assertThat(at("http://127.0.0.1:80/").leadsTo(URI.create("http://127.0.0.1/a.jpg")))
                .isTrue();
    }
}
