package io.ansatz.runner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Division;
import io.ansatz.runner.experiment.Normalization;
import io.ansatz.runner.experiment.Use;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenDatasetsTest {

    private final Drawer divided = new Drawer(true);
    private final Drawer undivided = new Drawer(false);
    private final OpenDatasets datasets = new OpenDatasets();

    @Test
    void aDataSetIsOpenedOnceForAllThatIsAskedOfIt() throws IOException {
        Dataset whole = datasets.open(choice(divided, new Division.Given(), Optional.empty()));
        Dataset few = datasets.open(choice(divided, new Division.Given(), Optional.of(3)));

        assertThat(divided.opened).isEqualTo(1);
        assertThat(datasets.open(choice(divided, new Division.Given(), Optional.of(3))))
                .isSameAs(few);
        assertThat(few.train().counts(2)).containsExactly(3, 3);
        assertThat(few.test()).isSameAs(whole.test());
        assertThat(whole.train().items()).containsAll(few.train().items());
    }

    @Test
    void whatIsChosenHasAVersionAndADigestOfItsOwn() throws IOException {
        Passport whole = datasets.open(choice(divided, new Division.Given(), Optional.empty()))
                .passport();
        Passport few = datasets.open(choice(divided, new Division.Given(), Optional.of(3)))
                .passport();
        Passport fold = datasets.open(choice(divided, new Division.Folds(4, 2, 9), Optional.of(3)))
                .passport();
        Passport shares = datasets.open(choice(divided, new Division.Shares(0.5, 0.25, 0.25, 1), Optional.empty()))
                .passport();

        assertThat(whole.digest()).isEqualTo("digest");
        assertThat(few.version()).isEqualTo("1, per-class 3, seed 1");
        assertThat(fold.version()).isEqualTo("1, fold 2 of 4 with seed 9, per-class 3, seed 1");
        assertThat(shares.version()).isEqualTo("1, split 0.5 / 0.25 / 0.25 with seed 1");
        assertThat(List.of(whole.digest(), few.digest(), fold.digest(), shares.digest()))
                .doesNotHaveDuplicates();
        assertThat(few.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(whole.published()).isNotEqualTo(LabelCounts.UNKNOWN);
        assertThat(shares.published()).isEqualTo(LabelCounts.UNKNOWN);
    }

    @Test
    void imagesThatNobodyDividedMustBeDivided() {
        assertThatThrownBy(() -> datasets.open(choice(undivided, new Division.Given(), Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        drawer does not say which images are to learn from, to choose by and to be judged on.
                        Divide them: split: {shares: {train: 0.7, val: 0.1, test: 0.2}}.""");
    }

    @Test
    void aDivisionThatLeavesAPartEmptyIsRefused() {
        assertThatThrownBy(() ->
                        datasets.open(choice(undivided, new Division.Shares(0.98, 0.01, 0.01, 1), Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "split leaves one part without images: 40 to learn from, 0 to choose by, 0 to be judged on.");
    }

    private static DatasetChoice choice(Drawer source, Division split, Optional<Integer> perClass) {
        return new DatasetChoice(new Use<>(source, new Nothing()), split, perClass, 1, Normalization.HALF, false);
    }

    private record Nothing() {}

    /** Forty images of two classes. */
    private static final class Drawer implements DatasetSource<Nothing> {

        private final boolean parts;
        private int opened;

        Drawer(boolean parts) {
            this.parts = parts;
        }

        @Override
        public String name() {
            return "drawer";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Dataset open(Nothing settings) {
            opened++;
            int[] labels = IntStream.range(0, 40).map(i -> i % 2).toArray();
            var all = new Split(Images.of(new ImageShape(1, 1, 1), new byte[40]), labels, "image");
            var passport = new Passport("here", "1", "digest", "none", "", List.of("a", "b"), List.of())
                    .withPublished(new LabelCounts(List.of(), List.of(), List.of(5, 5)));
            return parts
                    ? new Dataset(
                            passport,
                            all.only(IntStream.range(0, 20).toArray()),
                            all.only(IntStream.range(20, 30).toArray()),
                            all.only(IntStream.range(30, 40).toArray()))
                    : Dataset.undivided(passport, all);
        }
    }
}
