package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialTest {

    @Test
    void theKeyIsTheHashOfTheLinesOfTheIdentity() throws Exception {
        var identity = new LinkedHashMap<String, String>();
        identity.put("role", "hybrid");
        identity.put("train.rate", "0.001");
        byte[] lines = "role = hybrid\ntrain.rate = 0.001\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Trial.key(identity))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(lines)));
    }

    @Test
    void everyLineCounts() {
        var identity = Map.of("train.rate", "0.001");

        assertThat(Trial.key(Map.of("train.rate", "0.01"))).isNotEqualTo(Trial.key(identity));
        assertThat(Trial.key(Map.of("train.batch", "0.001"))).isNotEqualTo(Trial.key(identity));
    }
}
