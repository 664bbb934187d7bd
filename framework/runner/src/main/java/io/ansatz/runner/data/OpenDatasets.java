package io.ansatz.runner.data;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Division;
import io.ansatz.runner.experiment.Use;
import io.ansatz.runner.guard.Inspection;
import io.ansatz.runner.material.PixelScale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Opens each data set once, however many trials use it, and gives each what it asks for of it. */
public final class OpenDatasets {

    private final Map<Use<DatasetSource<?>>, Dataset> open = new HashMap<>();
    private final Map<DatasetChoice, Dataset> chosen = new HashMap<>();
    private final Map<DatasetChoice, Inspection> inspected = new HashMap<>();
    private final Map<DatasetChoice, PixelScale> scales = new HashMap<>();

    /**
     * The data set that these settings ask for.
     *
     * @throws IOException if it cannot be had, or not be divided or thinned out so; the message is for the user
     */
    public synchronized Dataset open(DatasetChoice choice) throws IOException {
        Dataset dataset = chosen.get(choice);
        if (dataset == null) {
            dataset = few(divided(whole(choice.use()), choice), choice);
            chosen.put(choice, dataset);
        }
        return dataset;
    }

    /** What is known of the whole data set without any of its files. */
    @SuppressWarnings("unchecked")
    public Optional<Outline> outline(DatasetChoice choice) {
        Use<DatasetSource<?>> use = choice.use();
        return ((DatasetSource<Record>) use.part()).outline(use.settings());
    }

    /** That data set, also where nobody divided it yet: to be looked at, not to be trained on. */
    public synchronized Dataset look(DatasetChoice choice) throws IOException {
        Dataset whole = whole(choice.use());
        return choice.split() instanceof Division.Given && !whole.divided() ? whole : open(choice);
    }

    /** What spoils a judgement on that data set. All its images are read for that, once. */
    public synchronized Inspection inspect(DatasetChoice choice) throws IOException {
        Inspection inspection = inspected.get(choice);
        if (inspection == null) {
            inspection = Inspection.of(whole(choice.use()), look(choice));
            inspected.put(choice, inspection);
        }
        return inspection;
    }

    /** How the pixels of that data set become numbers. */
    public synchronized PixelScale scale(DatasetChoice choice) throws IOException {
        PixelScale scale = scales.get(choice);
        if (scale == null) {
            scale = PixelScale.of(choice.normalize(), open(choice));
            scales.put(choice, scale);
        }
        return scale;
    }

    @SuppressWarnings("unchecked")
    private Dataset whole(Use<DatasetSource<?>> use) throws IOException {
        Dataset dataset = open.get(use);
        if (dataset == null) {
            dataset = ((DatasetSource<Record>) use.part()).open(use.settings());
            open.put(use, dataset);
        }
        return dataset;
    }

    private static Dataset divided(Dataset whole, DatasetChoice choice) throws IOException {
        if (choice.split() instanceof Division.Given) {
            if (!whole.divided()) {
                throw new IOException("""
                        %s does not say which images are to learn from, to choose by and to be judged on.
                        Divide them: split: {shares: {train: 0.7, val: 0.1, test: 0.2}}.""".formatted(choice.name()));
            }
            return whole;
        }
        Dataset divided = Divider.divide(whole, choice.split());
        if (divided.train().size() == 0
                || divided.validation().size() == 0
                || divided.test().size() == 0) {
            throw new IOException(
                    "split leaves one part without images: %d to learn from, %d to choose by, %d to be judged on."
                            .formatted(
                                    divided.train().size(),
                                    divided.validation().size(),
                                    divided.test().size()));
        }
        return edition(divided, Divider.words(choice.split()));
    }

    private static Dataset few(Dataset dataset, DatasetChoice choice) throws IOException {
        if (choice.perClass().isEmpty()) {
            return dataset;
        }
        var few = new FewShot(choice.perClass().get(), choice.perClassSeed());
        int[] images = few.choose(dataset.train().labels(), dataset.passport().classes());
        var fewer = new Dataset(dataset.passport(), dataset.train().only(images), dataset.validation(), dataset.test());
        return edition(fewer, few.words());
    }

    private static Dataset edition(Dataset dataset, String words) {
        Passport passport = dataset.passport();
        return new Dataset(
                passport.edition(words, digest(passport.digest() + ", " + words)),
                dataset.train(),
                dataset.validation(),
                dataset.test());
    }

    private static String digest(String wording) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(wording.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
