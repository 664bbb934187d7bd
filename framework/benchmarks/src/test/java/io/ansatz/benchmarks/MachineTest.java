package io.ansatz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void saysWhatItCanDo() {
        var machine = new Machine("Abacus", 2, "JVM 17", "512-bit vector", 344, 100, 50, 25, 60, 12.5);

        assertThat(String.join("\n", machine.lines())).isEqualTo("""
                Abacus, 2 processors; JVM 17; 512-bit vector kernels.
                One core: 344 GFLOP/s of multiply-adds in float, 100 in double; in a loop of plain Java 50.0 and 25.0.
                Memory: 60.0 GB/s in a triad of 24 MiB, 12.5 GB/s in one of 384 MiB.""");
    }
}
