package io.ansatz.plugins.medmnist;

import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.LabelCounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The registry of MedMNIST v2 and its larger versions: the facts of {@code medmnist/info.py}, release 3.0.2. */
public enum Variant {
    PATHMNIST(
            "colon pathology",
            Form.COLOUR,
            new Parts(89_996, 10_004, 7_180),
            "CC BY 4.0",
            List.of(
                    "adipose",
                    "background",
                    "debris",
                    "lymphocytes",
                    "mucus",
                    "smooth muscle",
                    "normal colon mucosa",
                    "cancer-associated stroma",
                    "colorectal adenocarcinoma epithelium"),
            List.of(
                    "a8b06965200029087d5bd730944a56c1",
                    "55aa9c1e0525abe5a6b9d8343a507616",
                    "ac42d08fb904d92c244187169d1fd1d9",
                    "2c51a510bcdc9cf8ddb2af93af1eadec"),
            Mirrors.BOTH,
            new LabelCounts(
                    List.of(),
                    List.of(1041, 1057, 1152, 1156, 890, 1354, 877, 1045, 1432),
                    List.of(1338, 847, 339, 634, 1035, 592, 741, 421, 1233)),
            List.of(
                    "The test images come from another clinical centre, so a large gap between validation and test is normal.")),

    DERMAMNIST(
            "dermatoscope",
            Form.COLOUR,
            new Parts(7_007, 1_003, 2_005),
            "CC BY-NC 4.0",
            List.of(
                    "actinic keratoses and intraepithelial carcinoma",
                    "basal cell carcinoma",
                    "benign keratosis-like lesions",
                    "dermatofibroma",
                    "melanoma",
                    "melanocytic nevi",
                    "vascular lesions"),
            List.of(
                    "0744692d530f8e62ec473284d019b0c7",
                    "b70a2f5635c6199aeaa28c31d7202e1f",
                    "2defd784463fa5243564e855ed717de1",
                    "8974907d8e169bef5f5b96bc506ae45d"),
            Mirrors.BOTH,
            LabelCounts.UNKNOWN,
            List.of(
                    "Images of one lesion can stand in several parts, which flatters the test (Abhishek et al. 2025).")),

    OCTMNIST(
            "retinal OCT",
            Form.GREY,
            new Parts(97_477, 10_832, 1_000),
            "CC BY 4.0",
            List.of("choroidal neovascularization", "diabetic macular edema", "drusen", "normal"),
            List.of(
                    "c68d92d5b585d8d81f7112f81e2d0842",
                    "e229e9440236b774d9f0dfef9d07bdaf",
                    "0a97e76651ace45c5d943ee3f65b63ae",
                    "abc493b6d529d5de7569faaef2773ba3"),
            Mirrors.HORIZONTAL,
            LabelCounts.UNKNOWN,
            List.of("The test part has only 1,000 images, against 97,477 to learn from.")),

    PNEUMONIAMNIST(
            "chest X-ray",
            Form.GREY,
            new Parts(4_708, 524, 624),
            "CC BY 4.0",
            List.of("normal", "pneumonia"),
            List.of(
                    "28209eda62fecd6e6a2d98b1501bb15f",
                    "8f4eceb4ccffa70c672198ea285246c6",
                    "05b46931834c231683c68f40c47b2971",
                    "d6a3c71de1b945ea11211b03746c1fe1"),
            Mirrors.NONE,
            new LabelCounts(List.of(1214, 3494), List.of(), List.of()),
            List.of(
                    "27 groups of images are exact duplicates at 28 pixels, some of them across the training and validation parts.")),

    RETINAMNIST(
            "fundus camera",
            Form.COLOUR,
            new Parts(1_080, 120, 400),
            "CC BY 4.0",
            List.of("grade 0", "grade 1", "grade 2", "grade 3", "grade 4"),
            List.of(
                    "bd4c0672f1bba3e3a89f0e4e876791e4",
                    "afda852cc34dcda56f86ad2b2457dbcc",
                    "e48e916a24454daf90583d4e6efb1a18",
                    "eae7e3b6f3fcbda4ae613ebdcbe35348"),
            Mirrors.HORIZONTAL,
            new LabelCounts(List.of(486, 128, 206, 194, 66), List.of(54, 12, 28, 20, 6), List.of(174, 46, 92, 68, 20)),
            List.of("The classes are grades in order, which a classifier does not use.")),

    BREASTMNIST(
            "breast ultrasound",
            Form.GREY,
            new Parts(546, 78, 156),
            "CC BY 4.0",
            List.of("malignant", "normal, benign"),
            List.of(
                    "750601b1f35ba3300ea97c75c52ff8f6",
                    "742edef2a1fd1524b2efff4bd7ba9364",
                    "363e4b3f8d712e9b5de15470a2aaadf1",
                    "b56378a6eefa9fed602bb16d192d4c8b"),
            Mirrors.HORIZONTAL,
            new LabelCounts(List.of(147, 399), List.of(21, 57), List.of(42, 114)),
            List.of("In the official file malignant is label 0; with positive: 0 its probability is the score.")),

    BLOODMNIST(
            "blood cell microscope",
            Form.COLOUR,
            new Parts(11_959, 1_712, 3_421),
            "CC BY 4.0",
            List.of(
                    "basophil",
                    "eosinophil",
                    "erythroblast",
                    "immature granulocytes",
                    "lymphocyte",
                    "monocyte",
                    "neutrophil",
                    "platelet"),
            List.of(
                    "7053d0359d879ad8a5505303e11de1dc",
                    "2b94928a2ae4916078ca51e05b6b800b",
                    "adace1e0ed228fccda1f39692059dd4c",
                    "b718ff6835fcbdb22ba9eacccd7b2601"),
            Mirrors.BOTH,
            new LabelCounts(
                    List.of(852, 2181, 1085, 2026, 849, 993, 2330, 1643),
                    List.of(122, 312, 155, 290, 122, 143, 333, 235),
                    List.of(244, 624, 311, 579, 243, 284, 666, 470)),
            List.of()),

    TISSUEMNIST(
            "kidney cortex microscope",
            Form.GREY,
            new Parts(165_466, 23_640, 47_280),
            "CC BY 4.0",
            List.of(
                    "collecting duct, connecting tubule",
                    "distal convoluted tubule",
                    "glomerular endothelial cells",
                    "interstitial endothelial cells",
                    "leukocytes",
                    "podocytes",
                    "proximal tubule segments",
                    "thick ascending limb"),
            List.of(
                    "ebe78ee8b05294063de985d821c1c34b",
                    "123ece2eba09d0aa5d698fda57103344",
                    "61b955355d7425a89687b06cca3ce0c2",
                    "b077128c4a949f0a4eb01517f9037b9c"),
            Mirrors.BOTH,
            LabelCounts.UNKNOWN,
            List.of()),

    ORGANAMNIST(
            "abdominal CT, axial",
            Form.GREY,
            new Parts(34_561, 6_491, 17_778),
            "CC BY 4.0",
            Labels.ORGANS,
            List.of(
                    "68e3f8846a6bd62f0c9bf841c0d9eacc",
                    "2dcccc29b88e6da5a01161ef20cda288",
                    "eeae80d0a227a8d099027e1b3cfd3b60",
                    "50747347e05c87dd3aaf92c49f9f3170"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of("The test part is more than half as large as the training part.")),

    ORGANCMNIST(
            "abdominal CT, coronal",
            Form.GREY,
            new Parts(12_975, 2_392, 8_216),
            "CC BY 4.0",
            Labels.ORGANS,
            List.of(
                    "b9ceb9546e10131b32923c5bbeaea2b1",
                    "3ce34a8724ea6f548e6db4744d03b6a9",
                    "773c1f009daa3fe5d9a2a201b2a7ed94",
                    "050f5e875dc056f6768abf94ec9995d1"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of()),

    ORGANSMNIST(
            "abdominal CT, sagittal",
            Form.GREY,
            new Parts(13_932, 2_452, 8_827),
            "CC BY 4.0",
            Labels.ORGANS,
            List.of(
                    "9ab87b696fb54e2a387ebe992d6ed5f1",
                    "53a6d115339d874c25e309a994ff46d3",
                    "ded0c5fa01a95dc4978b956f613e9b8e",
                    "b354719e553fbbb2513d5533f52a4cb1"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of()),

    CHESTMNIST(
            "chest X-ray",
            Form.GREY,
            new Parts(78_468, 11_219, 22_433),
            "CC BY 4.0",
            Finding.words(),
            List.of(
                    "02c8a6516a18b556561a56cbdd36c4a8",
                    "9de6cd0b934ebb5b7426cfba5efbae16",
                    "db107e5590b27930b62dbaf558aebee3",
                    "45bd33e6f06c3e8cdb481c74a89152aa"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of("The findings were mined from the text of radiology reports.")),

    ORGANMNIST3D(
            "abdominal CT",
            Form.VOLUME,
            new Parts(971, 161, 610),
            "CC BY 4.0",
            List.of(
                    "liver",
                    "kidney-right",
                    "kidney-left",
                    "femur-right",
                    "femur-left",
                    "bladder",
                    "heart",
                    "lung-right",
                    "lung-left",
                    "spleen",
                    "pancreas"),
            List.of("a0c5a1ff56af4f155c46d46fbb45a2fe", "58a2205adf14a9d0a189cb06dc78bf10"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of(
                    "Its eleven organs are numbered otherwise than those of organamnist, organcmnist and organsmnist.")),

    NODULEMNIST3D(
            "chest CT",
            Form.VOLUME,
            new Parts(1_158, 165, 310),
            "CC BY 4.0",
            List.of("benign", "malignant"),
            List.of("8755a7e9e05a4d9ce80a24c3e7a256f3", "c47c5b7d457bf6332200d2ea6d64ecd8"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of("Nodules of which the readers were not sure, malignancy 3 of 5, are not in the set.")),

    ADRENALMNIST3D(
            "abdominal CT, shapes",
            Form.VOLUME,
            new Parts(1_188, 98, 298),
            "CC BY 4.0",
            List.of("normal", "hyperplasia"),
            List.of("bbd3c5a5576322bc4cdfea780653b1ce", "17721accfe9fb005146a47d33bc54b2f"),
            Mirrors.NONE,
            new LabelCounts(List.of(929, 259), List.of(76, 22), List.of(229, 69)),
            List.of(
                    "The glands are two each of 792 patients, and the file does not say which: divided anew, some pairs part.")),

    FRACTUREMNIST3D(
            "chest CT",
            Form.VOLUME,
            new Parts(1_027, 103, 240),
            "CC BY 4.0",
            List.of("buckle rib fracture", "nondisplaced rib fracture", "displaced rib fracture"),
            List.of("6aa7b0143a6b42da40027a9dda61302f", "f01d7e6316aedf4210da0da5b7437b42"),
            Mirrors.NONE,
            LabelCounts.UNKNOWN,
            List.of()),

    VESSELMNIST3D(
            "brain MRA, shapes",
            Form.VOLUME,
            new Parts(1_335, 191, 382),
            "CC BY 4.0",
            List.of("vessel", "aneurysm"),
            List.of("b41fd4f7e7e2feedddb201585ecafa1b", "6bb274a8846e1097066dcd64e2c4520f"),
            Mirrors.BOTH,
            LabelCounts.UNKNOWN,
            List.of(
                    "The pieces are of the vessels of 103 brains, and nothing says that those of one brain share a part.")),

    SYNAPSEMNIST3D(
            "electron microscope",
            Form.VOLUME,
            new Parts(1_230, 177, 352),
            "CC BY 4.0",
            List.of("inhibitory synapse", "excitatory synapse"),
            List.of("1235b78a3cd6280881dd7850a78eadb6", "43bd14ebf3af9d3dd072446fedc14d5e"),
            Mirrors.BOTH,
            LabelCounts.UNKNOWN,
            List.of("All synapses are those of one neuron of one rat."));

    /** The widths in pixels in which every flat set is published; its MD5 sums stand in the same order. */
    private static final List<Integer> FLAT_SIZES = List.of(28, 64, 128, 224);

    private static final List<Integer> VOLUME_SIZES = List.of(28, 64);

    /** What lies in a file. */
    private enum Form {
        GREY,
        COLOUR,
        VOLUME
    }

    /** How many images or volumes each part has. */
    private record Parts(int train, int validation, int test) {}

    /** The mirror images that show the same class; the reasons stand in the README. */
    private static final class Mirrors {
        static final Set<Flip> NONE = Set.of();
        static final Set<Flip> HORIZONTAL = Set.of(Flip.HORIZONTAL);
        static final Set<Flip> BOTH = Set.of(Flip.HORIZONTAL, Flip.VERTICAL);
    }

    private static final class Labels {
        static final List<String> ORGANS = List.of(
                "bladder",
                "femur-left",
                "femur-right",
                "heart",
                "kidney-left",
                "kidney-right",
                "liver",
                "lung-left",
                "lung-right",
                "pancreas",
                "spleen");
    }

    private final String modality;
    private final Form form;
    private final Parts parts;
    private final String licence;
    private final List<String> classes;
    private final List<String> sums;
    private final Set<Flip> flips;
    private final LabelCounts published;
    private final List<String> knownIssues;

    Variant(
            String modality,
            Form form,
            Parts parts,
            String licence,
            List<String> classes,
            List<String> sums,
            Set<Flip> flips,
            LabelCounts published,
            List<String> knownIssues) {
        this.modality = modality;
        this.form = form;
        this.parts = parts;
        this.licence = licence;
        this.classes = classes;
        this.sums = sums;
        this.flips = flips;
        this.published = published;
        this.knownIssues = knownIssues;
    }

    /** Which published file has this MD5 sum, in words. */
    static Optional<String> withSum(String md5) {
        for (Variant variant : values()) {
            int place = variant.sums.indexOf(md5);
            if (place >= 0) {
                return Optional.of("%s at %d pixels"
                        .formatted(variant.flag(), variant.sizes().get(place)));
            }
        }
        return Optional.empty();
    }

    /** The name in the collection, and the word in an experiment file. */
    String flag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the images were taken. */
    String modality() {
        return modality;
    }

    int train() {
        return parts.train();
    }

    int validation() {
        return parts.validation();
    }

    int test() {
        return parts.test();
    }

    String licence() {
        return licence;
    }

    /** The class names in label order; where images have several labels, those of the columns. */
    List<String> classes() {
        return classes;
    }

    /** Whether each image has a label for each finding, and not one of several. */
    boolean hasFindings() {
        return this == CHESTMNIST;
    }

    boolean hasVolumes() {
        return form == Form.VOLUME;
    }

    /** The mirror images that show the same class. */
    Set<Flip> flips() {
        return flips;
    }

    /** How many images or volumes of each label there are, as far as that is known. */
    LabelCounts published() {
        return published;
    }

    List<String> knownIssues() {
        return knownIssues;
    }

    /** The widths in pixels in which it is published. */
    List<Integer> sizes() {
        return hasVolumes() ? VOLUME_SIZES : FLAT_SIZES;
    }

    /** How many colours a flat image has. */
    int channels() {
        return form == Form.COLOUR ? 3 : 1;
    }

    /** The MD5 sum of the official file. */
    String sum(int size) {
        return sums.get(sizes().indexOf(size));
    }

    /** The name of the official file. */
    String file(int size) {
        return size == 28 ? flag() + ".npz" : "%s_%d.npz".formatted(flag(), size);
    }
}
