package io.ansatz.runner.experiment;

import io.ansatz.api.ImageShape;
import io.ansatz.api.Part;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Operation;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.api.circuit.Axis;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.runner.network.TwoWays;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small house of parts: two circuits, a backbone, a neck, and two data sets, one of which takes settings of every type. */
final class TestParts implements Parts {

    private final List<Part<?>> all = new ArrayList<>(
            List.of(new AngleEmbedding(), new Amplitude(), new Cnn(), new TwoWays(), new Phantoms(), new Everything()));

    /** A house with rooms added to it. */
    TestParts(Part<?>... more) {
        all.addAll(List.of(more));
    }

    @Override
    public <P extends Part<?>> Optional<P> find(Class<P> kind, String name) {
        return all.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(part -> part.name().equals(name))
                .findFirst();
    }

    @Override
    public List<String> names(Class<? extends Part<?>> kind) {
        return all.stream().filter(kind::isInstance).map(Part::name).sorted().toList();
    }

    record AngleSettings(int qubits, int layers, Axis axis) {

        AngleSettings {
            if (qubits < 1 || qubits > 12) {
                throw new IllegalArgumentException("qubits must be between 1 and 12, not %d.".formatted(qubits));
            }
            if (layers * qubits > 40) {
                throw new IllegalArgumentException(
                        "A circuit of %d qubits and %d layers is too large.".formatted(qubits, layers));
            }
        }
    }

    private static final class AngleEmbedding implements CircuitTemplate<AngleSettings> {

        @Override
        public String name() {
            return "angle-embedding";
        }

        @Override
        public AngleSettings defaults() {
            return new AngleSettings(4, 2, Axis.Y);
        }

        @Override
        public Circuit draw(AngleSettings settings) {
            throw new UnsupportedOperationException("Nobody draws here.");
        }
    }

    record AmplitudeSettings(int qubits, boolean normalise) {}

    private static final class Amplitude implements CircuitTemplate<AmplitudeSettings> {

        @Override
        public String name() {
            return "amplitude";
        }

        @Override
        public AmplitudeSettings defaults() {
            return new AmplitudeSettings(6, true);
        }

        @Override
        public Circuit draw(AmplitudeSettings settings) {
            throw new UnsupportedOperationException("Nobody draws here.");
        }
    }

    record CnnSettings() {}

    private static final class Cnn implements Backbone<CnnSettings> {

        @Override
        public String name() {
            return "cnn5";
        }

        @Override
        public CnnSettings defaults() {
            return new CnnSettings();
        }

        @Override
        public Trunk draw(CnnSettings settings, ImageShape input) {
            return new Trunk(input, List.of(new Stage("only", List.of(new Operation.Relu()))));
        }
    }

    record PhantomSettings(int size, double noise) {}

    private static final class Phantoms implements DatasetSource<PhantomSettings> {

        @Override
        public String name() {
            return "phantoms";
        }

        @Override
        public PhantomSettings defaults() {
            return new PhantomSettings(28, 0.1);
        }

        @Override
        public Dataset open(PhantomSettings settings) throws IOException {
            throw new IOException("There are no images here.");
        }
    }

    /** A setting of each type. */
    record EverySetting(
            int count,
            long big,
            double ratio,
            boolean shuffle,
            String folder,
            Colour colour,
            List<Integer> sizes,
            List<String> words,
            Optional<Double> limit,
            Optional<String> label,
            Inner inner,
            List<Inner> inners,
            Use<CircuitTemplate<?>> helper) {}

    enum Colour {
        RED,
        DARK_BLUE,
        GREEN {
            @Override
            public String toString() {
                return "leaf.green";
            }
        }
    }

    record Inner(int width, double height) {

        Inner {
            if (width < 0) {
                throw new IllegalArgumentException("inner.width must be 0 or greater, not %d.".formatted(width));
            }
        }
    }

    private static final class Everything implements DatasetSource<EverySetting> {

        @Override
        public String name() {
            return "everything";
        }

        @Override
        public EverySetting defaults() {
            return new EverySetting(
                    1,
                    2,
                    0.5,
                    false,
                    "data/raw",
                    Colour.DARK_BLUE,
                    List.of(3, 4),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    new Inner(5, 6),
                    List.of(),
                    new Use<>(new AngleEmbedding(), new AngleSettings(4, 2, Axis.Y)));
        }

        @Override
        public Dataset open(EverySetting settings) throws IOException {
            throw new IOException("There are no images here.");
        }
    }
}
