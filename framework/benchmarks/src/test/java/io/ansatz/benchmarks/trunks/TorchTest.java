package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchTest {

    @TempDir
    private Path folder;

    @Test
    void everyNumberComesFromHere() {
        List<String> command = new Torch("python3", "")
                .command(Case.named("mobilenet-v2@64"), Way.CLASSIFY, Contender.CHANNELS_LAST, Laps.STANDARD);

        assertThat(command.get(0)).isEqualTo("python3");
        assertThat(command.get(1)).endsWith("torch_trunks.py");
        assertThat(String.join(" ", command.subList(2, command.size())))
                .isEqualTo("time --network=mobilenet-v2 --pixels=64 --batch=16 --projected=4 --classes=2 --rate=1.0E-4"
                        + " --way=classify --layout=channels_last --threads=1"
                        + " --warm-up=5.0 --least-warm-up=3 --seconds=4.0 --least=5");
    }

    @Test
    void saysWhereItWasLookedFor() {
        assertThat(Torch.absence())
                .isEqualTo(
                        "torch is not compared: neither python3 nor /usr/bin/python3 can import torch and torchvision.");
    }

    @Test
    void theScriptKnowsEveryNetworkAndPrintsOneLine() throws IOException {
        Path log = folder.resolve("log");
        Optional<Torch> torch = Torch.find(log);
        assumeThat(torch).as("torch is here").isPresent();

        assertThat(torch.get().releases()).startsWith("torch ");
        for (Network network : Network.values()) {
            for (Way way : Way.values()) {
                var command = torch.get()
                        .command(new Case(network, 28, 2, false), way, Contender.CHANNELS_LAST, new Laps(0, 0));

                var process = Subprocess.run(command, 1, log);

                assertThat(process.code()).isZero();
                assertThat(Measurement.parse(process.text()).wall()).isPositive();
            }
        }
    }
}
