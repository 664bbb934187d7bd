package io.ansatz.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.dataset.Flip;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that stand beside every data set, and those that say how its images are learned from. */
class DatasetChoiceTest {

    private static final String REST = "model: {backbone: {use: cnn5}, circuit: {use: angle-embedding}}\nname: data\n";

    @TempDir
    private Path folder;

    private ExperimentFiles files;

    @BeforeEach
    void openTheFolder() {
        files = new ExperimentFiles(folder);
    }

    @Test
    void imagesAreDividedByShares() {
        assertThat(dataset("split: {shares: {train: 0.7, val: 0.1, test: 0.2}}").split())
                .isEqualTo(new Division.Shares(0.7, 0.1, 0.2, 1));
        assertThat(dataset("split: {shares: {train: 0.5, val: 0.25, test: 0.25, seed: 9}}")
                        .split())
                .isEqualTo(new Division.Shares(0.5, 0.25, 0.25, 9));
        refuses(
                "split: {shares: {train: 0.7, val: 0.2, test: 0.2}}",
                "dataset.split.shares.test must make up 1 with train and val: 0.7, 0.2 and 0.2 make 1.100.");
        refuses(
                "split: {shares: {train: 0.8, val: 0, test: 0.2}}",
                "dataset.split.shares.val must be between 0 and 1, not 0.0.");
    }

    @Test
    void imagesAreDividedIntoFolds() {
        assertThat(dataset("split: {folds: {count: 5}}").split()).isEqualTo(new Division.Folds(5, 1, 1));
        assertThat(dataset("split: {folds: {count: 5, test: 3}}").split()).isEqualTo(new Division.Folds(5, 3, 1));
        refuses(
                "split: {folds: {count: 2}}",
                "dataset.split.folds.count must be at least 3, not 2: one fold to learn from, one to choose by, and one to be judged on.");
        refuses("split: {folds: {count: 4, test: 5}}", "dataset.split.folds.test must be a fold from 1 to 4, not 5.");
    }

    @Test
    void imagesAreAsTheyAreGivenWhereNothingIsSaid() {
        assertThat(dataset("split: given").split()).isEqualTo(new Division.Given());
        assertThat(dataset("size: 28").split()).isEqualTo(new Division.Given());
        assertThat(dataset("size: 28").perClass()).isEmpty();
        assertThat(dataset("size: 28").normalize()).isEqualTo(Normalization.HALF);
        assertThat(dataset("size: 28").strict()).isFalse();
    }

    @Test
    void fewOfEachClassAreKept() {
        DatasetChoice few = dataset("per-class: 10, per-class-seed: 4");

        assertThat(few.perClass()).contains(10);
        assertThat(few.perClassSeed()).isEqualTo(4);
        refuses("per-class: 0", "dataset.per-class must be at least 1, not 0.");
        refuses("per-class-seed: 4", "dataset.per-class-seed goes with per-class, and there is none.");
    }

    @Test
    void trainingImagesAreChanged() {
        Training train = files.only("dataset: {use: phantoms}\n" + REST
                        + "train: {sampling: balanced, augment: {flips: [horizontal], rotate: 15, shift: 0.1}}\n")
                .experiment()
                .train();

        assertThat(train.sampling()).isEqualTo(Sampling.BALANCED);
        assertThat(train.augment())
                .isEqualTo(Optional.of(new Augmentation(List.of(Flip.HORIZONTAL), 15, 0, 0.1, 0, 0)));
    }

    @Test
    void changesBeyondMeasureAreRefused() {
        refusesAugmentation("rotate: 181", "train.augment.rotate must be between 0 and 180.0, not 181.0.");
        refusesAugmentation("crop: 1", "train.augment.crop must be at least 0 and below 1, not 1.0.");
        refusesAugmentation("flips: [horizontal, horizontal]", "train.augment.flips names one mirror image twice.");
    }

    @Test
    void whetherFaultsAreBorneIsNoPartOfATrial() {
        assertThat(files.only("dataset: {use: phantoms, strict: true}\n" + REST).settings())
                .isEqualTo(files.only("dataset: {use: phantoms}\n" + REST).settings());
    }

    private DatasetChoice dataset(String words) {
        return files.only("dataset: {use: phantoms, %s}\n%s".formatted(words, REST))
                .experiment()
                .dataset();
    }

    private void refuses(String words, String problem) {
        assertThat(files.problemsOf("dataset: {use: phantoms, %s}\n%s".formatted(words, REST)))
                .singleElement()
                .asString()
                .endsWith(problem);
    }

    private void refusesAugmentation(String words, String problem) {
        assertThat(files.problemsOf("dataset: {use: phantoms}\n%strain: {augment: {%s}}\n".formatted(REST, words)))
                .singleElement()
                .asString()
                .endsWith(problem);
    }
}
