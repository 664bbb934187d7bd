package io.ansatz.runner.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.JavaProcess;
import io.ansatz.runner.experiment.Augmentation;
import io.ansatz.runner.experiment.Normalization;
import io.ansatz.runner.experiment.Sampling;
import io.ansatz.runner.guard.Inspection;
import io.ansatz.runner.material.Material;
import io.ansatz.runner.material.PixelScale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of 400 MB are looked over, measured and served for an epoch by a Java with 40 MB. */
class LargerThanMemoryTest {

    private static final ImageShape SHAPE = new ImageShape(3, 224, 224);
    private static final int IMAGES = 2_700;

    @TempDir
    private Path folder;

    @Test
    void aHeapATenthAsLargeIsEnough() throws Exception {
        Process process = new ProcessBuilder(JavaProcess.command(
                        List.of("-Xmx40m"),
                        Epoch.class,
                        List.of(folder.resolve("pixels.raw").toString())))
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(said).endsWith("2700 images served\n");
        assertThat(process.exitValue()).isZero();
    }

    /** The other Java. */
    static final class Epoch {

        private Epoch() {}

        public static void main(String[] words) throws IOException {
            Path file = write(Path.of(words[0]));
            var all = new Split(
                    Images.in(file, SHAPE, IMAGES),
                    IntStream.range(0, IMAGES).map(i -> i % 2).toArray(),
                    "image");
            var passport = new Passport("made here", "1", "large", "none", "", List.of("a", "b"), List.of());
            var dataset = new Dataset(passport, all, all.only(0, 1), all.only(2, 3));
            Inspection.of(dataset, dataset);
            PixelScale scale = PixelScale.of(Normalization.TRAIN, dataset);
            var change = new Augmentation(List.of(Flip.HORIZONTAL), 0, 0, 0, 0.1, 0);
            Material material = Material.of(dataset, scale, Optional.of(change), 1);
            var batches = new Batches(material.train(), 8);
            batches.turn(1, Sampling.BALANCED, 2, new SplittableRandom(1));
            int served = 0;
            for (int i = 0; i < batches.count(); i++) {
                served += batches.load(i);
            }
            System.out.println(served + " images served"); // checkstyle: read by the test
        }

        /** Images that differ; most of the file is a hole, so that it is quickly written. */
        private static Path write(Path file) {
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var random = new SplittableRandom(1);
                for (int image = 0; image < IMAGES; image++) {
                    var bytes = new byte[64];
                    random.nextBytes(bytes);
                    channel.write(ByteBuffer.wrap(bytes), (long) image * SHAPE.size());
                }
                channel.write(ByteBuffer.wrap(new byte[1]), (long) IMAGES * SHAPE.size() - 1);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
