package io.ansatz.plugins.imagefolder;

import io.ansatz.api.Cache;
import io.ansatz.api.Meaning;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.NamedClass;
import io.ansatz.api.dataset.Offer;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.imaging.Broken;
import io.ansatz.api.imaging.Colour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.pf4j.Extension;

/**
 * Opens MedNIST, also called Medical MNIST, as the MONAI project distributes it: images of six parts of the body, which an experiment
 * has to divide. It is a folder of images of which everything is known.
 */
@Extension
@Meaning(
        "MedNIST, also called Medical MNIST: 58,954 grey images of six parts of the body, not divided; not to be confused with MedMNIST")
public final class MedNist implements DatasetSource<MedNist.Settings> {

    private static final List<String> CLASSES = List.of("AbdomenCT", "BreastMRI", "CXR", "ChestCT", "Hand", "HeadCT");

    /** As MONAI's tutorial on MedNIST counts them. The images are not divided, so all are to learn from. */
    private static final LabelCounts PUBLISHED =
            new LabelCounts(List.of(10_000, 8_954, 10_000, 10_000, 10_000, 10_000), List.of(), List.of());

    private static final String ADVICE = """
            Unpack MedNIST.tar.gz in the folder above, so that the six folders of classes lie in this one, or name your
            copy with 'folder'. The file is at
            https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/MedNIST.tar.gz,
            its MD5 sum is 0bc7306e7427e00ad1c5526a6677552d.""";

    private final ImageFolder images;

    /** The words of an experiment file. */
    public record Settings(
            @Meaning("your copy of the six folders; left out, MedNIST in the cache under image-folder")
            Optional<Path> folder,

            @Meaning("the width and height in pixels to which images of 64 x 64 are resized")
            int size,

            @Meaning("what becomes of broken images: fatal stops everything, skip leaves them out")
            Broken broken) {

        public Settings {
            ImageFolder.Settings.requireSize(size);
        }

        ImageFolder.Settings asFolder() {
            return new ImageFolder.Settings(
                    "MedNIST",
                    folder,
                    size,
                    Colour.GREY,
                    CLASSES.stream()
                            .map(name -> new NamedClass(name, Optional.empty()))
                            .toList(),
                    Optional.empty(),
                    // Left is not right in an abdomen or a chest.
                    Optional.of(List.of()),
                    broken,
                    "CC BY-SA 4.0",
                    "compiled by B. J. Erickson (Mayo Clinic) from TCIA, the RSNA Bone Age Challenge and the NIH Chest X-ray set; "
                            + "distributed by the MONAI project",
                    List.of(
                            "There are no patient ids, so neighbouring slices of one scan may stand in several parts: that flatters "
                                    + "the test, and cannot be verified.",
                            "The classes are body parts and modalities: nothing here is a diagnosis."));
        }
    }

    public MedNist(Cache cache) {
        this.images = new ImageFolder(cache);
    }

    @Override
    public String name() {
        return "medmnist6";
    }

    @Override
    public Settings defaults() {
        return new Settings(Optional.empty(), 64, Broken.FATAL);
    }

    @Override
    public List<Offer> offers() {
        return List.of(new Offer(
                "",
                "six parts of the body, not divided",
                "58,954",
                OptionalInt.of(CLASSES.size()),
                defaults().asFolder().licence()));
    }

    @Override
    public Optional<Outline> outline(Settings settings) {
        return images.outline(settings.asFolder());
    }

    @Override
    public Dataset open(Settings settings) throws IOException {
        Dataset dataset = images.open(settings.asFolder(), ADVICE);
        if (dataset.divided()) {
            return dataset;
        }
        return Dataset.undivided(dataset.passport().withPublished(PUBLISHED), dataset.train());
    }
}
