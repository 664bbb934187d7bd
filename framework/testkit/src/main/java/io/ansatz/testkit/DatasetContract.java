package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Split;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every source of images owes: a name and settings that say what they are for, the same bytes and the same
 * passport whenever it is opened, another digest for other data, something to learn and to be judged on, and images and
 * classes like those of its outline, where it has one. That labels fit the classes is checked by {@link Dataset} itself.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() throws IOException {
 *     DatasetContract.of(new Phantoms(), small).butNot(otherSeed).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the source
 */
public final class DatasetContract<S extends Record> {

    private final DatasetSource<S> source;
    private final S settings;
    private final List<S> others;

    private DatasetContract(DatasetSource<S> source, S settings, List<S> others) {
        this.source = source;
        this.settings = settings;
        this.others = others;
    }

    /** The contract of this source with these settings, which should be quick to open. */
    public static <S extends Record> DatasetContract<S> of(DatasetSource<S> source, S settings) {
        return new DatasetContract<>(source, settings, List.of());
    }

    /** The same contract; besides, these settings open other data and therefore have another digest. */
    public DatasetContract<S> butNot(S other) {
        return new DatasetContract<>(
                source,
                settings,
                Stream.concat(others.stream(), Stream.of(other)).toList());
    }

    /** Fails with a sentence about the first obligation that the source does not meet. */
    public void holds() throws IOException {
        new PartContract(source).holds();
        String who = "'%s' with %s".formatted(source.name(), settings);
        Dataset first = source.open(settings);
        Dataset second = source.open(settings);
        sameSplit(who, "train", first.train(), second.train());
        sameSplit(who, "validation", first.validation(), second.validation());
        sameSplit(who, "test", first.test(), second.test());
        assertThat(second.passport())
                .withFailMessage(() -> who + " has another passport the second time.")
                .isEqualTo(first.passport());
        everyClassCanBeLearned(who, first);
        source.outline(settings).ifPresent(outline -> keepsToItsOutline(who, outline, first));
        for (S other : others) {
            assertThat(source.open(other).passport().digest())
                    .withFailMessage("%s has the same digest as with %s.", who, other)
                    .isNotEqualTo(first.passport().digest());
        }
    }

    private static void keepsToItsOutline(String who, Outline outline, Dataset dataset) {
        var opened = new Outline(dataset.shape(), dataset.passport().classes());
        assertThat(opened)
                .withFailMessage(
                        "%s opens images of %s with the classes %s, but its outline says %s and %s.",
                        who, opened.shape(), opened.classes(), outline.shape(), outline.classes())
                .isEqualTo(outline);
    }

    private static void sameSplit(String who, String name, Split first, Split second) {
        assertThat(first.size())
                .withFailMessage("%s has no images in its %s part.", who, name)
                .isPositive();
        assertThat(second.pixels())
                .withFailMessage("%s has other images in its %s part the second time.", who, name)
                .isEqualTo(first.pixels());
        assertThat(second.labels())
                .withFailMessage("%s has other labels in its %s part the second time.", who, name)
                .isEqualTo(first.labels());
    }

    private static void everyClassCanBeLearned(String who, Dataset dataset) {
        int[] counts = dataset.train().counts(dataset.classes());
        for (int label = 0; label < counts.length; label++) {
            assertThat(counts[label])
                    .withFailMessage(
                            "%s has no image of '%s' to learn from.",
                            who, dataset.passport().classes().get(label))
                    .isPositive();
        }
    }
}
