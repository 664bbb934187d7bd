package io.ansatz.testkit;

import io.ansatz.api.ImageShape;
import io.ansatz.api.network.Layers;
import io.ansatz.api.network.Neck;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What every neck owes: a name and settings that say what they are for; for each shape of maps the same layers for the same
 * settings, but new ones each time; arrays and features as many as Deeplearning4j makes of the layers; features that depend on
 * their own image alone, and on every array; and gradients that agree with finite differences.
 *
 * <p>Layers are run to find out, so the test needs what {@link LoneNeck} needs. Choose small maps.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     NeckContract.of(new Bilstm(), new ImageShape(3, 2, 2)).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the neck
 */
public final class NeckContract<S extends Record> implements Contract {

    private static final int IMAGES = 2;

    /** For a neck that does not say what it is for: small, and no two lengths alike. */
    private static final List<ImageShape> USUAL_MAPS = List.of(new ImageShape(4, 3, 2), new ImageShape(5, 2, 3));

    /** Central differences with this step are off by about 1e-10. */
    private static final double STEP = 1e-5;

    private static final double GRADIENT_TOLERANCE = 1e-7;

    /** Sums may be rounded otherwise in a batch of another size. */
    private static final double ROUNDING = 1e-12;

    private final Neck<S> neck;
    private final List<S> settings;
    private final List<ImageShape> maps;

    private NeckContract(Neck<S> neck, List<S> settings, List<ImageShape> maps) {
        this.neck = neck;
        this.settings = settings;
        this.maps = maps;
    }

    /** The contract of this neck with its defaults, for maps of these shapes; without any it is that for small ones. */
    public static <S extends Record> NeckContract<S> of(Neck<S> neck, ImageShape... maps) {
        return new NeckContract<>(neck, List.of(neck.defaults()), maps.length == 0 ? USUAL_MAPS : List.of(maps));
    }

    /** The same contract, also for these settings. */
    public NeckContract<S> with(S more) {
        return new NeckContract<>(
                neck, Stream.concat(settings.stream(), Stream.of(more)).toList(), maps);
    }

    @Override
    public void holds(Consumer<String> met) {
        new PartContract<>(neck).holds(met);
        for (S some : settings) {
            for (ImageShape map : maps) {
                holdsFor(some, map);
            }
        }
        met.accept("new layers each time, and the same; arrays and features as many as it says; gradients, on %d maps"
                .formatted(maps.size() * settings.size()));
    }

    private void holdsFor(S some, ImageShape map) {
        String who = "'%s' with %s on maps of %s".formatted(neck.name(), some, map);
        Layers layers = neck.draw(some, map);
        layersAreDrawnAnew(who, layers, neck.draw(some, map));
        try (var lone = new LoneNeck(layers, map)) {
            arraysAreTold(who, layers, lone);
            var random = new SplittableRandom(1);
            Map<String, double[]> arrays = new LinkedHashMap<>();
            for (Layers.Array array : layers.arrays()) {
                arrays.put(array.name(), values(random, array.size(), 0.5));
            }
            arrays.forEach(lone::set);
            double[] images = values(random, IMAGES * map.size(), 1);
            featuresAreOfTheirImage(who, layers, lone, images);
            gradientsAreRight(who, layers, lone, arrays, images, random);
        }
    }

    private static void layersAreDrawnAnew(String who, Layers layers, Layers again) {
        Breach.unless(again.equals(layers), "%s draws other layers the second time.", who);
        for (int i = 0; i < layers.vertices().size(); i++) {
            Breach.unless(
                    own(again.vertices().get(i)) != own(layers.vertices().get(i)),
                    "%s hands out the same '%s' twice. Make a new one each time: Deeplearning4j writes into it.",
                    who,
                    layers.vertices().get(i).name());
        }
    }

    private static Object own(Layers.Vertex vertex) {
        return vertex instanceof Layers.Vertex.OfLayer of ? of.layer() : ((Layers.Vertex.OfGraph) vertex).vertex();
    }

    private static void arraysAreTold(String who, Layers layers, LoneNeck lone) {
        for (Layers.Vertex vertex : layers.vertices()) {
            Map<String, Long> told = new TreeMap<>();
            vertex.arrays().forEach(array -> told.put(array.key(), (long) array.size()));
            Map<String, Long> owned = lone.owned(vertex);
            Breach.unless(
                    told.equals(owned),
                    "%s says that its layer '%s' owns the arrays %s, but it owns %s.",
                    who,
                    vertex.name(),
                    told,
                    owned);
        }
    }

    private static void featuresAreOfTheirImage(String who, Layers layers, LoneNeck lone, double[] images) {
        double[] together = lone.run(images);
        Breach.unless(
                together.length == IMAGES * layers.outputs(),
                "%s promises %d features and gives %d.",
                who,
                layers.outputs(),
                together.length / IMAGES);
        double[] alone = lone.run(Arrays.copyOf(images, images.length / IMAGES));
        for (int i = 0; i < alone.length; i++) {
            Breach.unless(
                    Math.abs(together[i] - alone[i]) <= ROUNDING,
                    "%s gives an image other features when another one is beside it.",
                    who);
        }
    }

    /** Along one random direction through arrays and maps, because a wrong slope anywhere shows in it. */
    private static void gradientsAreRight(
            String who,
            Layers layers,
            LoneNeck lone,
            Map<String, double[]> arrays,
            double[] images,
            SplittableRandom random) {
        double[] towards = values(random, IMAGES * layers.outputs(), 1);
        LoneNeck.Slopes slopes = lone.differentiate(images, towards);
        slopes.arrays()
                .forEach((name, along) -> Breach.unless(
                        Arrays.stream(along).anyMatch(slope -> slope != 0),
                        "%s has an array '%s' that changes no feature.",
                        who,
                        name));
        double[] mapDirection = values(random, images.length, 1);
        double slope = Bench.dot(slopes.maps(), mapDirection);
        Map<String, double[]> directions = new LinkedHashMap<>();
        for (Map.Entry<String, double[]> array : arrays.entrySet()) {
            double[] direction = values(random, array.getValue().length, 1);
            directions.put(array.getKey(), direction);
            slope += Bench.dot(slopes.arrays().get(array.getKey()), direction);
        }
        double ahead = moved(lone, arrays, directions, images, mapDirection, towards, STEP);
        double behind = moved(lone, arrays, directions, images, mapDirection, towards, -STEP);
        double difference = (ahead - behind) / (2 * STEP);

        Breach.unless(
                Math.abs(slope - difference) <= GRADIENT_TOLERANCE * Math.max(1, Math.abs(difference)),
                "%s has a gradient of %s where finite differences give %s.",
                who,
                slope,
                difference);
    }

    private static double moved(
            LoneNeck lone,
            Map<String, double[]> arrays,
            Map<String, double[]> directions,
            double[] images,
            double[] mapDirection,
            double[] towards,
            double step) {
        arrays.forEach((name, values) -> lone.set(name, Bench.moved(values, directions.get(name), step)));
        return Bench.dot(towards, lone.run(Bench.moved(images, mapDirection, step)));
    }

    /** Values between {@code -reach} and {@code reach}. */
    private static double[] values(SplittableRandom random, int count, double reach) {
        return random.doubles(count, -reach, reach).toArray();
    }
}
