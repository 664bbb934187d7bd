package io.ansatz.runner.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartNameTest {

    @ParameterizedTest
    @CsvSource({
        "small-ring, SmallRing, smallring, Small ring",
        "wave,       Wave,      wave,      Wave",
        "u3-net-2,   U3Net2,    u3net2,    U3 net 2"
    })
    void aNameHasTheFormsThatAModuleNeeds(String word, String className, String packageName, String heading) {
        var name = new PartName(word);

        assertThat(name.className()).isEqualTo(className);
        assertThat(name.packageName()).isEqualTo(packageName);
        assertThat(name.heading()).isEqualTo(heading);
    }

    @ParameterizedTest
    @CsvSource({
        "SmallRing,    small-ring",
        "small_ring,   small-ring",
        "Small ring,   small-ring",
        "small--ring,  small-ring",
        "small-ring-,  small-ring",
        "2-small-ring, small-ring",
        "U3Net,        u3-net"
    })
    void anotherFormIsRefusedWithTheRightOne(String written, String meant) {
        assertThatThrownBy(() -> new PartName(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A part is named in lower case with hyphens, not '%s'. Did you mean '%s'?"
                        .formatted(written, meant));
    }

    @Test
    void whatCannotBecomeANameIsRefusedWithoutAQuestion() {
        assertThatThrownBy(() -> new PartName("17"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A part is named in lower case with hyphens, not '17'.");
        assertThatThrownBy(() -> new PartName(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A part is named in lower case with hyphens, not ''.");
    }
}
