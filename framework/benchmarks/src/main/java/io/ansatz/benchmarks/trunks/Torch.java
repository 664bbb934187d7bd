package io.ansatz.benchmarks.trunks;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Python that can import torch and torchvision.
 *
 * @param python how it is started
 * @param releases what it is made of, for a reader
 */
record Torch(String python, String releases) {

    /** Where the first may be one that a person chose, and the second the one that Debian's packages belong to. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    /** The first one there is. */
    static Optional<Torch> find(Path log) {
        return PYTHONS.stream().flatMap(python -> ask(python, log).stream()).findFirst();
    }

    /** What is said if there is none. */
    static String absence() {
        return "torch is not compared: neither %s can import torch and torchvision."
                .formatted(String.join(" nor ", PYTHONS));
    }

    private static Optional<Torch> ask(String python, Path log) {
        try {
            var answer = Subprocess.run(List.of(python, script(), "releases"), 1, log);
            return answer.code() == 0 ? Optional.of(new Torch(python, answer.text())) : Optional.empty();
        } catch (IOException noSuchPython) {
            return Optional.empty();
        }
    }

    /** What times a contender. Every number that both sides need comes from here, so that both do the same. */
    List<String> command(Case chosen, Way way, Contender contender, Laps laps) {
        return List.of(
                python,
                script(),
                "time",
                "--network=" + chosen.network().word(),
                "--pixels=" + chosen.pixels(),
                "--batch=" + chosen.batch(),
                "--projected=" + Case.PROJECTED,
                "--classes=" + Case.CLASSES,
                "--rate=" + Case.RATE,
                "--way=" + way.word(),
                "--layout=" + (contender == Contender.CHANNELS_LAST ? "channels_last" : "default"),
                "--threads=" + contender.threads(),
                "--warm-up=" + laps.warmUp(),
                "--least-warm-up=" + Laps.LEAST_WARM_UP,
                "--seconds=" + laps.seconds(),
                "--least=" + Laps.LEAST);
    }

    private static String script() {
        URL script = Objects.requireNonNull(Torch.class.getResource("torch_trunks.py"));
        return Path.of(URI.create(script.toString())).toString();
    }
}
