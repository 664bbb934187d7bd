package io.ansatz.testkit;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What every source of images owes: a name and settings that say what they are for; the same bytes and the same passport whenever
 * it is opened and by whatever instance; another digest for other data; a name for every image, and groups where it says so;
 * something to learn, and where it is divided, to choose by and to be judged on; images and classes like those of its outline,
 * where it has one; and no setting that is called like the words an experiment file has for all data sets. That labels fit images
 * and classes is checked by {@link Split} and {@link Dataset} themselves.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     DatasetContract.of(new Phantoms(), small).butNot(otherSeed).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the source
 */
public final class DatasetContract<S extends Record> implements Contract {

    /** What stands beside the settings of every data set. */
    private static final Set<String> WORDS_BESIDE =
            Set.of("use", "split", "perClass", "perClassSeed", "normalize", "strict");

    private final DatasetSource<S> source;
    private final S settings;
    private final Optional<DatasetSource<S>> another;
    private final List<S> others;

    private DatasetContract(DatasetSource<S> source, S settings, Optional<DatasetSource<S>> another, List<S> others) {
        this.source = source;
        this.settings = settings;
        this.another = another;
        this.others = others;
    }

    /** The contract of this source with these settings, which should be quick to open. */
    public static <S extends Record> DatasetContract<S> of(DatasetSource<S> source, S settings) {
        return new DatasetContract<>(source, settings, Optional.empty(), List.of());
    }

    /** The same contract; besides, these settings open other data and therefore have another digest. */
    public DatasetContract<S> butNot(S other) {
        return new DatasetContract<>(
                source,
                settings,
                another,
                Stream.concat(others.stream(), Stream.of(other)).toList());
    }

    /**
     * The same contract; besides, this other instance opens the same. For a source whose constructor asks for something; of another
     * one an instance is made without being asked.
     */
    public DatasetContract<S> alsoFrom(DatasetSource<S> instance) {
        return new DatasetContract<>(source, settings, Optional.of(instance), others);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the data cannot be had; that breaks no contract
     */
    @Override
    public void holds(Consumer<String> met) {
        var part = new PartContract<>(source);
        part.holds(met);
        settingsHaveNamesOfTheirOwn();

        String who = "'%s' with %s".formatted(source.name(), settings);
        Dataset first = open(who, source, settings);
        hasImages(who, first);
        same(who, first, open(who, source, settings), "the second time");
        var instance = another.or(part::another);
        instance.ifPresent(other -> same(who, first, open(who, other, settings), "from another instance"));
        met.accept("the same %d, %d and %d images of %s with their labels and passport %s"
                .formatted(
                        first.train().size(),
                        first.validation().size(),
                        first.test().size(),
                        first.shape(),
                        instance.isPresent() ? "again and from another instance" : "again"));

        imagesHaveNamesOfTheirOwn(who, first);
        groupsAreNamed(who, first);
        met.accept("a name for every image" + (first.passport().groupedBy().isPresent() ? ", and its group" : ""));
        everyClassCanBeLearned(who, first);
        met.accept("images of each of %d classes to learn from".formatted(first.classes()));
        Optional<Outline> outline = source.outline(settings);
        outline.ifPresent(said -> keepsToItsOutline(who, said, first));
        if (outline.isPresent()) {
            met.accept("images and classes like those of its outline");
        }
        for (S other : others) {
            Dataset different = open("'%s' with %s".formatted(source.name(), other), source, other);
            Breach.unless(
                    !different.passport().digest().equals(first.passport().digest()),
                    "%s has the same digest as with %s.",
                    who,
                    other);
        }
        if (!others.isEmpty()) {
            met.accept("another digest for other data");
        }
    }

    private static void keepsToItsOutline(String who, Outline outline, Dataset dataset) {
        Breach.unless(
                dataset.shape().equals(outline.shape())
                        && dataset.passport().classes().equals(outline.classes()),
                "%s opens images of %s with the classes %s, but its outline says %s and %s.",
                who,
                dataset.shape(),
                dataset.passport().classes(),
                outline.shape(),
                outline.classes());
        Breach.unless(
                outline.published().equals(LabelCounts.UNKNOWN)
                        || outline.published().equals(dataset.passport().published()),
                "%s has other published counts in its passport than in its outline.",
                who);
    }

    private static <S extends Record> Dataset open(String who, DatasetSource<S> source, S settings) {
        try {
            return source.open(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new Breach("%s cannot be opened: %s".formatted(who, Breach.reason(e)), e);
        }
    }

    private static void same(String who, Dataset first, Dataset second, String when) {
        same(who, "train", first.train(), second.train(), when);
        same(who, "validation", first.validation(), second.validation(), when);
        same(who, "test", first.test(), second.test(), when);
        Difference.between(first.passport(), second.passport()).ifPresent(difference -> {
            throw new Breach("%s has another passport %s: %s.".formatted(who, when, difference));
        });
    }

    private static void same(String who, String name, Split first, Split second, String when) {
        Breach.unless(
                sameImages(first.images(), second.images()), "%s has other images in its %s part %s.", who, name, when);
        Breach.unless(
                Arrays.equals(first.labels(), second.labels()),
                "%s has other labels in its %s part %s.",
                who,
                name,
                when);
        Breach.unless(
                first.items().equals(second.items()), "%s calls images otherwise in its %s part %s.", who, name, when);
        Breach.unless(
                first.groups().equals(second.groups()),
                "%s groups images otherwise in its %s part %s.",
                who,
                name,
                when);
    }

    private static boolean sameImages(Images first, Images second) {
        if (!first.shape().equals(second.shape()) || first.size() != second.size()) {
            return false;
        }
        return IntStream.range(0, first.size()).allMatch(image -> Arrays.equals(first.read(image), second.read(image)));
    }

    private static void hasImages(String who, Dataset dataset) {
        Breach.unless(dataset.train().size() > 0, "%s has no images in its train part.", who);
        if (dataset.divided()) {
            Breach.unless(dataset.validation().size() > 0, "%s has no images in its validation part.", who);
            Breach.unless(dataset.test().size() > 0, "%s has no images in its test part.", who);
        }
    }

    private static void imagesHaveNamesOfTheirOwn(String who, Dataset dataset) {
        var names = new HashSet<String>();
        for (Split split : List.of(dataset.train(), dataset.validation(), dataset.test())) {
            for (String item : split.items()) {
                Breach.unless(names.add(item), "%s has two images called '%s'.", who, item);
            }
        }
    }

    private static void groupsAreNamed(String who, Dataset dataset) {
        for (Split split : List.of(dataset.train(), dataset.validation(), dataset.test())) {
            Breach.unless(
                    split.size() == 0
                            || split.groups().isEmpty()
                                    == dataset.passport().groupedBy().isEmpty(),
                    dataset.passport().groupedBy().isEmpty()
                            ? "%s has groups, but its passport does not say what they have in common."
                            : "%s has no groups, though its passport says what those have in common.",
                    who);
        }
    }

    private void settingsHaveNamesOfTheirOwn() {
        for (RecordComponent setting : source.defaults().getClass().getRecordComponents()) {
            Breach.unless(
                    !WORDS_BESIDE.contains(setting.getName()),
                    "'%s' has a setting '%s', which is a word of Ansatz beside every data set.",
                    source.name(),
                    setting.getName());
        }
    }

    private static void everyClassCanBeLearned(String who, Dataset dataset) {
        int[] counts = dataset.train().counts(dataset.classes());
        for (int label = 0; label < counts.length; label++) {
            Breach.unless(
                    counts[label] > 0,
                    "%s has no image of '%s' to learn from.",
                    who,
                    dataset.passport().classes().get(label));
        }
    }
}
