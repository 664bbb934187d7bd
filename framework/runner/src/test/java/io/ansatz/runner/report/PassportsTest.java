package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.runner.tracking.TrialRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PassportsTest {

    private static final Map<String, Integer> IMAGES = parts(400, 100, 200);

    @Test
    void everythingThatIsKnownOfTheImagesIsShown() throws Exception {
        Element page = page(told(1, data(Optional.of("Ada, <1843>"), Optional.of("lesion"), parts(40, 10, 20))));

        assertThat(Xml.facts(page))
                .containsEntry("source", "made <here>")
                .containsEntry("version", "2")
                .containsEntry("digest", "sha256:ab")
                .containsEntry("licence", "CC0")
                .containsEntry("citation", "Ada, <1843>")
                .containsEntry("images", "train 400, val 100, test 200")
                .containsEntry("groups", "by lesion: train 40, val 10, test 20")
                .containsEntry("known issues", "It is small. It is dull.");
        assertThat(Xml.rows(page, 0))
                .containsExactly(List.of("0", "disc", "201", "48", "95"), List.of("1", "<ring>", "199", "52", "105"));
    }

    @Test
    void aViolatedPromiseIsSeenAtOnceAndNotByColourAlone() throws Exception {
        Element page = page(told(1, data(Optional.of(""), Optional.of(""), Map.of())));

        assertThat(Xml.texts(page, "p"))
                .containsExactly("1 of 2 promises is violated. Read the results with that in mind.");
        assertThat(Xml.styled(page, "strong", "warn"))
                .extracting(Element::getTextContent)
                .containsExactly("violated (3)");
        assertThat(Xml.rows(page, 1))
                .containsExactly(
                        List.of("duplicates", "violated (3)", "3 images stand in <several> parts."),
                        List.of("labels", "verified", "There are as many as published."));
    }

    @Test
    void nothingToCiteIsNotTheSameAsNotRecorded() throws Exception {
        assertThat(Xml.facts(page(told(1, data(Optional.of(""), Optional.of(""), Map.of())))))
                .containsEntry("citation", "nothing to cite")
                .containsEntry("groups", "not known which images belong together");
        assertThat(Xml.facts(page(told(1, data(Optional.empty(), Optional.empty(), Map.of())))))
                .containsEntry("citation", "not recorded")
                .containsEntry("groups", "not recorded");
    }

    @Test
    void aJournalThatTellsMoreIsNoOtherData() throws Exception {
        TrialRecord older = told(1, data(Optional.empty(), Optional.empty(), Map.of()));
        TrialRecord newer = told(2, data(Optional.of("Ada"), Optional.of(""), Map.of()));

        Element page = page(older, newer);

        assertThat(Xml.texts(page, "p")).doesNotContain("The trials did not all see the same data.");
        assertThat(Xml.facts(page)).containsEntry("citation", "Ada");
    }

    private static Map<String, Integer> parts(int train, int validation, int test) {
        var parts = new LinkedHashMap<String, Integer>();
        parts.put("train", train);
        parts.put("val", validation);
        parts.put("test", test);
        return parts;
    }

    private static TrialRecord.Data data(
            Optional<String> citation, Optional<String> groupedBy, Map<String, Integer> groups) {
        var promises = new LinkedHashMap<String, TrialRecord.Promise>();
        promises.put("duplicates", new TrialRecord.Promise("violated", 3, "3 images stand in <several> parts."));
        promises.put("labels", new TrialRecord.Promise("verified", 0, "There are as many as published."));
        return new TrialRecord.Data(
                "made <here>",
                "2",
                "sha256:ab",
                "CC0",
                citation,
                List.of("disc", "<ring>"),
                IMAGES,
                Map.of("train", List.of(201, 199), "val", List.of(48, 52), "test", List.of(95, 105)),
                groupedBy,
                groups,
                List.of("It is small.", "It is dull."),
                promises,
                Map.of());
    }

    private static TrialRecord told(int seed, TrialRecord.Data data) {
        TrialRecord any = SampleTrials.finished("hybrid", seed, Map.of(), 0.9);
        return SampleTrials.told(any, Path.of("runs", "sample", "hybrid-" + seed), data, Map.of(), List.of());
    }

    private static Element page(TrialRecord... trials) throws Exception {
        var page = new Page("data");
        new Passports(Arrays.asList(trials), page).write();
        return Xml.parse(page.html());
    }
}
