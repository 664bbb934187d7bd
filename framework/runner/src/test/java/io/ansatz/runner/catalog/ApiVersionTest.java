package io.ansatz.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {

    @ParameterizedTest
    @CsvSource({
        "0.1.0, 0.1.0, true",
        "0.1.3, 0.1.0, true",
        "0.1.0, 0.1.3, false",
        "0.2.0, 0.1.0, false",
        "1.4.0, 1.2.0, true",
        "1.4.0, 1.5.0, false",
        "2.0.0, 1.5.0, false",
        "1.4.0, 0.9.0, false",
        "0.2.0-SNAPSHOT, 0.2.0-SNAPSHOT, true",
        "0.2.0, 0.2.0-SNAPSHOT, true",
        "0.3.0, 0.2.0-SNAPSHOT, false",
        "1.4.0, *, true",
        "2.5.0, >=1.0.0 & <3.0.0, true",
        "3.0.0, >=1.0.0 & <3.0.0, false",
    })
    void aPluginSuitsTheVersionItWasBuiltForAndCompatibleOnes(String host, String requires, boolean suits) {
        assertThat(new ApiVersion(host).suits(requires)).isEqualTo(suits);
    }

    @Test
    void aWordIsNoVersion() {
        assertThatThrownBy(() -> new ApiVersion("1.0.0").suits("newest")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theVersionOfThisHostIsFilledIn() {
        assertThat(ApiVersion.ofThisHost().number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}
