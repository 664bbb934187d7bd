package io.ansatz.plugins.isic;

import static io.ansatz.plugins.isic.ArchiveServer.id;
import static io.ansatz.plugins.isic.ArchiveServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Flip;
import io.ansatz.api.dataset.NamedClass;
import io.ansatz.api.dataset.Offer;
import io.ansatz.api.dataset.Outline;
import io.ansatz.api.dataset.Passport;
import io.ansatz.api.imaging.Broken;
import io.ansatz.api.imaging.Colour;
import io.ansatz.plugins.isic.Isic.Settings;
import io.ansatz.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IsicTest {

    private static final String CLINICAL = "Not for clinical use.";
    private static final String OVERLAP =
            "Collections overlap, and challenges above all: an image is here once, but may be in other sets too.";

    private static final List<NamedClass> BENIGN_OR_NOT = List.of(
            new NamedClass("benign", Optional.of(List.of("Benign"))),
            new NamedClass("malignant", Optional.of(List.of("Malignant"))));

    @TempDir
    private Path home;

    private ArchiveServer server;

    @BeforeEach
    void open() throws IOException {
        server = new ArchiveServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void keepsTheContract() throws IOException {
        sixImages();

        DatasetContract.of(isic(), everything().settings())
                .alsoFrom(isic())
                .butNot(everything().classes(BENIGN_OR_NOT).settings())
                .butNot(everything().group(Group.PATIENT).settings())
                .butNot(everything().label(Label.SEX).settings())
                .butNot(everything().size(5).settings())
                .butNot(everything().colour(Colour.GREY).settings())
                .holds();
    }

    @Test
    void keepsTheContractWithClasses() throws IOException {
        sixImages();

        DatasetContract.of(isic(), everything().classes(BENIGN_OR_NOT).settings())
                .alsoFrom(isic())
                .butNot(everything()
                        .classes(List.of(BENIGN_OR_NOT.get(1), BENIGN_OR_NOT.get(0)))
                        .settings())
                .holds();
    }

    @Test
    void imagesComeWithAllThatIsKnownOfThem() throws IOException {
        sixImages();

        Dataset dataset = open(everything());
        Passport passport = dataset.passport();

        assertThat(dataset.divided()).isFalse();
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 6, 6));
        assertThat(dataset.train().items()).containsExactly(id(1), id(2), id(3), id(4), id(5));
        assertThat(dataset.train().labels()).containsExactly(0, 0, 2, 2, 1);
        assertThat(dataset.train().groups())
                .containsExactly("IL_0000001", "IL_0000001", "IL_0000002", "IL_0000003", id(5));
        assertThat(passport.source()).isEqualTo("ISIC Archive, www.isic-archive.com");
        assertThat(passport.version()).isEqualTo("'*', brought on 2026-11-21, 5 images, 6 pixels, groups by lesion: 4");
        assertThat(passport.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(passport.licence()).isEqualTo("CC-0 4, CC-BY 1");
        assertThat(passport.citation())
                .isEqualTo(
                        "ISIC Archive, www.isic-archive.com, and whom attribution.txt names, which lies beside the images; "
                                + "collections by their DOI");
        assertThat(passport.classes()).containsExactly("Benign", "Indeterminate", "Malignant");
        assertThat(passport.groupedBy()).hasValue("lesion");
        assertThat(passport.flips()).hasValue(Set.of(Flip.HORIZONTAL, Flip.VERTICAL));
        assertThat(passport.knownIssues())
                .containsExactly(
                        CLINICAL,
                        OVERLAP,
                        "Left out: 1 image under CC-BY-NC. Allowed: CC-0, CC-BY.",
                        "Images without diagnosis_1 were left out: 1 of 6.",
                        "1 of 5 images have no lesion id: each is a group of its own, though some may show the same lesion.",
                        "Patients whose images are in several groups: 1. These may be torn apart, unless images are grouped "
                                + "by patient.");
        assertThat(home.resolve("isic/" + everything().settings().request().folder() + "/attribution.txt"))
                .exists();
    }

    @Test
    void whatIsThereIsOpenedWithoutTheArchive() throws IOException {
        sixImages();
        Dataset first = open(everything());
        server.close();
        server.forget();

        Dataset second = open(everything());

        assertThat(second.passport()).isEqualTo(first.passport());
        assertThat(second.train().images().all())
                .isEqualTo(first.train().images().all());
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void theDigestDoesNotDependOnTheFolder() throws IOException {
        sixImages();

        assertThat(open(everything().folder(home.resolve("mine"))).passport().digest())
                .isEqualTo(open(everything()).passport().digest());
    }

    @Test
    void nonCommercialImagesComeWhereTheyAreAllowed() throws IOException {
        sixImages();

        Passport passport = open(everything().nonCommercial()).passport();

        assertThat(passport.licence()).isEqualTo("CC-0 4, CC-BY 1, CC-BY-NC 1");
        assertThat(passport.knownIssues()).noneMatch(issue -> issue.contains("CC-BY-NC"));
        try (Stream<Path> folders = Files.list(home.resolve("isic"))) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void nonCommercialImagesAloneAreRefusedWithTheWayToHaveThem() throws IOException {
        server.collection(212, "HAM10000").picture("CC-BY-NC", 212, benign(1)).picture("CC-BY-NC", 212, benign(2));

        assertFails(of("HAM10000"), """
                None of the 2 images for all images in HAM10000 may be used here. Allowed: CC-0, CC-BY. Found: CC-BY-NC.
                With 'non-commercial: true' those under CC-BY-NC come, which allows no commercial use.
                The folder of these images is %s.""", home.resolve("isic/HAM10000-7a80956a"));
    }

    @Test
    void labelsAreGatheredIntoClasses() throws IOException {
        sixImages();

        Dataset dataset = open(everything().classes(BENIGN_OR_NOT));

        assertThat(dataset.passport().classes()).containsExactly("benign", "malignant");
        assertThat(dataset.train().counts(2)).containsExactly(2, 2);
        assertThat(dataset.passport().knownIssues())
                .contains("Images of no class were left out: 1 of 'Indeterminate'.");
    }

    @Test
    void anyFieldCanBeTheLabel() throws IOException {
        sixImages();

        Dataset dataset = open(everything().label(Label.SEX));

        assertThat(dataset.passport().classes()).containsExactly("female", "male");
        assertThat(dataset.train().items()).containsExactly(id(1), id(3));
        assertThat(dataset.passport().knownIssues()).contains("Images without sex were left out: 4 of 6.");
    }

    @Test
    void imagesOfAPatientBelongTogether() throws IOException {
        sixImages();

        Dataset dataset = open(everything().group(Group.PATIENT));

        assertThat(dataset.train().groups())
                .containsExactly("IP_0000001", "IP_0000001", "IP_0000001", "IL_0000003", id(5));
        assertThat(dataset.passport().groupedBy()).hasValue("patient");
        assertThat(dataset.passport().version()).endsWith("groups by patient: 3");
        assertThat(dataset.passport().knownIssues())
                .contains(
                        "2 of 5 images have no patient id and are grouped by lesion.",
                        "1 of 5 images have no lesion id either: each is a group of its own, though some may show the same lesion.")
                .noneMatch(issue -> issue.startsWith("Patients"));
    }

    @Test
    void brokenImagesStopEverything() throws IOException {
        server.picture(benign(1)).picture(malignant(2)).image(id(3), "CC-0");

        // In between stands what Java says of the file, which not every version says alike.
        assertThatThrownBy(() -> open(everything()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("""
                        1 of 3 images is broken:
                          %s: \
                        """, folder(everything()).resolve(id(3) + ".jpg"))
                .hasMessageEndingWith("""

                        Maybe a download broke off. With 'broken: skip' such images are left out, and the passport names them.""");
    }

    @Test
    void brokenImagesAreLeftOutAloudIfYouWant() throws IOException {
        server.picture(benign(1)).picture(malignant(2)).image(id(3), "CC-0");

        Dataset dataset = open(everything().skipBroken());

        assertThat(dataset.train().items()).containsExactly(id(1), id(2));
        assertThat(dataset.train().labels()).containsExactly(0, 1);
        assertThat(dataset.passport().licence()).isEqualTo("CC-0 2");
        assertThat(dataset.passport().knownIssues())
                .containsExactly(CLINICAL, OVERLAP, "1 of 3 images was broken and left out: ISIC_0000003.");
    }

    @Test
    void aQueryThatFindsNothingIsSaid() {
        assertFails(everything(), """
                The archive shows no image for '*'.
                Maybe a value is misspelt, or the images are not public and ask for a token in ANSATZ_ISIC_TOKEN.
                The folder of these images is %s.""", folder(everything()));
    }

    @Test
    void aFailingArchiveIsSaidWithTheFolder() throws IOException {
        sixImages();
        server.then("images/search/", says(418));

        assertFails(everything(), """
                The archive could not be asked for images/search/: the server answered 418.
                The folder of these images is %s.""", folder(everything()));
    }

    @Test
    void anImageThatDoesNotComeIsAskedForTheNextTime() throws IOException {
        sixImages();
        server.then("files/" + id(2), says(404));

        assertFails(everything(), """
                1 of 6 images could not be brought; the others lie in %s.
                ISIC_0000002: the server answered 404.
                The next run asks for these alone.""", folder(everything()));
        assertThat(open(everything()).train().size()).isEqualTo(5);
        assertThat(server.asked("files/" + id(1))).hasSize(1);
    }

    @Test
    void aFolderOfOtherImagesIsNotMixed() throws IOException {
        sixImages();
        Path mine = home.resolve("mine");
        open(everything().folder(mine));

        assertFails(
                everything().nonCommercial().folder(mine),
                "The folder %s is for another request: '*', under CC-0, CC-BY. Choose another folder, or delete this one.",
                mine);
    }

    @Test
    void labelsThatAreNotThereAreNamed() throws IOException {
        sixImages();

        assertFails(
                everything().classes(List.of(BENIGN_OR_NOT.get(0), new NamedClass("Melanoma", Optional.empty()))),
                "classes takes images of 'Melanoma' from 'Melanoma', but nothing in %s is labelled so. "
                        + "There are Benign, Indeterminate, Malignant.",
                folder(everything()));
        assertFails(
                everything().label(Label.DIAGNOSIS_5),
                "Of none of the 6 images for '*' does the archive say 'diagnosis_5'. Choose another label.");
    }

    @Test
    void oneLabelIsTooFew() throws IOException {
        server.picture(benign(1)).picture(benign(2));

        assertFails(
                everything(),
                "%s has images of 'Benign' only, and classification needs two classes.",
                folder(everything()));
    }

    @Test
    void somethingMustBeAskedFor() {
        assertThatThrownBy(() -> isic().open(isic().defaults()))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        Nothing is asked of the ISIC Archive. Write which images are wanted, such as
                        query: 'diagnosis_1:*', or collections: ['Challenge 2016: Training'], or both.""");
    }

    @Test
    void aTokenThatIsNoneIsTheUsersToMend() {
        var isic = new Isic(home::resolve, () -> new Archive(Access.usual(Map.of(Access.VARIABLE, "two words"))));

        assertThatThrownBy(() -> isic.open(everything().settings()))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        A token is one word of letters, digits and signs, and what stands in ANSATZ_ISIC_TOKEN is not.
                        Maybe it was copied with a line break or a blank.""");
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        assertRefused(everything().size(1025), "size must be between 1 and 1024, not 1025.");
        assertRefused(
                new Wish(Optional.of(" "), List.of()),
                "query must not be empty. Leave it out, or write * for all images.");
        assertRefused(of(""), "collections must hold names or numbers, not ''.");
        assertRefused(
                everything().classes(List.of(BENIGN_OR_NOT.get(0))),
                "classes must name two at least, or none to take every label.");
    }

    @Test
    void theOutlineIsKnownWhereClassesAreNamed() {
        assertThat(isic().outline(everything().classes(BENIGN_OR_NOT).settings()))
                .hasValue(new Outline(new ImageShape(3, 6, 6), List.of("benign", "malignant")));
        assertThat(isic().outline(everything().settings())).isEmpty();
    }

    @Test
    void wellKnownCollectionsAreOffered() {
        assertThat(isic().offers())
                .hasSize(6)
                .contains(new Offer(
                        "collections: [HAM10000]",
                        "dermoscopic images of skin lesions",
                        "10,015",
                        OptionalInt.empty(),
                        "CC BY-NC 4.0"));
    }

    @Test
    void requestsHaveFoldersOfTheirOwn() throws IOException {
        assertThat(of("HAM10000").settings().request().folder()).isEqualTo("HAM10000-7a80956a");
        assertThat(of("HAM10000").nonCommercial().settings().request().folder())
                .matches("HAM10000-[0-9a-f]{8}")
                .isNotEqualTo("HAM10000-7a80956a");
        assertThat(new Wish(Optional.of("../a AND (b OR \"c d\") AND something:very_long"), List.of())
                        .settings()
                        .request()
                        .folder())
                .matches("a-AND-b-OR-c-d-AND-something-very-[0-9a-f]{8}");
        assertThat(everything().settings().request().folder()).matches("[0-9a-f]{8}");
    }

    /** One lesion of a patient twice and another one, a lesion of nobody, one that stands alone, and one that nobody may sell. */
    private void sixImages() throws IOException {
        server.picture("\"diagnosis_1\": \"Benign\", \"sex\": \"male\", " + of(1, 1))
                .picture("\"diagnosis_1\": \"Benign\", " + of(1, 1))
                .picture("CC-BY", 0, "\"diagnosis_1\": \"Malignant\", \"sex\": \"female\", " + of(2, 1))
                .picture("\"diagnosis_1\": \"Malignant\", \"lesion_id\": \"IL_0000003\"")
                .picture("\"diagnosis_1\": \"Indeterminate\"")
                .picture("\"lesion_id\": \"IL_0000004\"")
                .picture("CC-BY-NC", 0, "\"diagnosis_1\": \"Malignant\", " + of(5, 2));
    }

    private static String benign(int lesion) {
        return "\"diagnosis_1\": \"Benign\", " + of(lesion, lesion);
    }

    private static String malignant(int lesion) {
        return "\"diagnosis_1\": \"Malignant\", " + of(lesion, lesion);
    }

    private static String of(int lesion, int patient) {
        return "\"lesion_id\": \"IL_%07d\", \"patient_id\": \"IP_%07d\"".formatted(lesion, patient);
    }

    private Isic isic() {
        var access = new Access(server.base(), Optional.empty());
        return new Isic(home::resolve, () -> new Archive(access, 8, Patience.USUAL, new LeapingTime(), Disk.REAL));
    }

    private Dataset open(Wish wish) throws IOException {
        return isic().open(wish.settings());
    }

    /** Where they are brought to if nothing is said. */
    private Path folder(Wish wish) {
        try {
            return home.resolve("isic").resolve(wish.settings().request().folder());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertFails(Wish wish, String message, Object... values) {
        assertThatThrownBy(() -> open(wish)).isInstanceOf(IOException.class).hasMessage(message, values);
    }

    private static void assertRefused(Wish wish, String message) {
        assertThatThrownBy(wish::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Wish everything() {
        return new Wish(Optional.of("*"), List.of());
    }

    private static Wish of(String... collections) {
        return new Wish(Optional.empty(), List.of(collections));
    }

    /** Settings in the making: images of 6 x 6 pixels, unless something else is said. */
    private static final class Wish {

        private final Optional<String> query;
        private final List<String> collections;
        private boolean nonCommercial;
        private Label label = Label.DIAGNOSIS_1;
        private List<NamedClass> classes = List.of();
        private Group group = Group.LESION;
        private Optional<Path> folder = Optional.empty();
        private int size = 6;
        private Colour colour = Colour.RGB;
        private Broken broken = Broken.FATAL;

        Wish(Optional<String> query, List<String> collections) {
            this.query = query;
            this.collections = collections;
        }

        Wish nonCommercial() {
            nonCommercial = true;
            return this;
        }

        Wish label(Label field) {
            label = field;
            return this;
        }

        Wish classes(List<NamedClass> named) {
            classes = named;
            return this;
        }

        Wish group(Group by) {
            group = by;
            return this;
        }

        Wish folder(Path place) {
            folder = Optional.of(place);
            return this;
        }

        Wish size(int pixels) {
            size = pixels;
            return this;
        }

        Wish colour(Colour kept) {
            colour = kept;
            return this;
        }

        Wish skipBroken() {
            broken = Broken.SKIP;
            return this;
        }

        Settings settings() {
            return new Settings(query, collections, nonCommercial, label, classes, group, folder, size, colour, broken);
        }
    }
}
