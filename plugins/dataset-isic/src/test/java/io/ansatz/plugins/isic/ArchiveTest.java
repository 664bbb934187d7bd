package io.ansatz.plugins.isic;

import static io.ansatz.plugins.isic.ArchiveServer.TOKEN;
import static io.ansatz.plugins.isic.ArchiveServer.breaksOff;
import static io.ansatz.plugins.isic.ArchiveServer.id;
import static io.ansatz.plugins.isic.ArchiveServer.jpeg;
import static io.ansatz.plugins.isic.ArchiveServer.says;
import static io.ansatz.plugins.isic.ArchiveServer.sends;
import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.plugins.isic.ArchiveServer.Asked;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArchiveTest {

    private static final Request ALL = new Request(Query.search("*"));

    @TempDir
    private Path lab;

    private Path folder;
    private ArchiveServer server;
    private final Hearing heard = new Hearing();
    private final LeapingTime time = new LeapingTime();

    @BeforeEach
    void open() throws IOException {
        folder = lab.resolve("images");
        server = new ArchiveServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Archive archive() {
        return archive(8);
    }

    private Archive archive(int parallel) {
        return new Archive(new Access(server.base(), Optional.empty()), parallel, Patience.USUAL, time, Disk.REAL);
    }

    private Archive archive(String token) {
        return new Archive(new Access(server.base(), Optional.of(token)), 8, Patience.USUAL, time, Disk.REAL);
    }

    private Summary bring() throws IOException {
        return archive().bring(ALL, folder, heard);
    }

    private String failure() {
        return failure(ALL);
    }

    private String failure(Request request) {
        return failure(archive(), request);
    }

    private String failure(Archive archive, Request request) {
        try {
            archive.bring(request, folder, heard);
        } catch (IOException e) {
            return e.getMessage();
        }
        throw new AssertionError("It went well.");
    }

    private void assertHolds(int... numbers) throws IOException {
        for (int number : numbers) {
            assertThat(folder.resolve(id(number) + ".jpg")).hasBinaryContent(server.file(id(number)));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(jpg|part)")))
                    .hasSize(numbers.length);
        }
    }

    private boolean complete() throws IOException {
        return Receipt.read(Files.readString(folder.resolve("query.json")))
                .came()
                .isPresent();
    }

    @Test
    void imagesLieInTheFolderWithAllThatBelongsToThem() throws IOException {
        server.images(3);

        Summary summary = bring();

        assertThat(summary).isEqualTo(new Summary(3, 900, new TreeMap<>(), 0));
        assertHolds(1, 2, 3);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            ".lock",
                            "ISIC_0000001.jpg",
                            "ISIC_0000002.jpg",
                            "ISIC_0000003.jpg",
                            "attribution.txt",
                            "licenses/CC-0.txt",
                            "metadata.csv",
                            "query.json");
        }
        assertThat(folder.resolve("licenses/CC-0.txt")).hasContent("The words of CC-0.\n");
        assertThat(folder.resolve("query.json")).hasContent("""
                {
                  "archive": "%s",
                  "search": "*",
                  "collections": [],
                  "licences": ["CC-0", "CC-BY"],
                  "token": false,
                  "when": "2026-11-21T10:00:00Z",
                  "counted": 3,
                  "complete": true,
                  "images": 3,
                  "bytes": 900,
                  "withheld": {},
                  "nameless": 0
                }
                """.formatted(server.base()));
        assertThat(heard.sentences).isEmpty();
        assertThat(heard.begun).containsExactly(3L);
        assertThat(heard.moved).containsExactly(1L, 2L, 3L);
    }

    @Test
    void metadataComesInTheOrderOfTheArchive() throws IOException {
        server.image(id(7), "CC-0").image(id(2), "CC-BY", "Clinic, \"Ward 3\"", 0, true, """
                "diagnosis_1": "Malignant", "diagnosis_2": null, "lesion_id": "IL_0000001", "patient_id": "IP_0000002",
                "age_approx": 60, "anatom_site_general": "head/neck", "melanocytic": true""");

        bring();

        assertThat(folder.resolve("metadata.csv"))
                .hasContent(
                        "isic_id,lesion_id,patient_id,copyright_license,attribution,diagnosis_1,diagnosis_2,diagnosis_3,"
                                + "diagnosis_4,diagnosis_5,sex,age_approx,anatom_site_general,image_type,pixels_x,pixels_y\n"
                                + "ISIC_0000007,,,CC-0,Anonymous,Benign,,,,,female,55,,dermoscopic,1024,768\n"
                                + "ISIC_0000002,IL_0000001,IP_0000002,CC-BY,\"Clinic, \"\"Ward 3\"\"\",Malignant,,,,,,60,head/neck,"
                                + "dermoscopic,1024,768\n");
        assertThat(folder.resolve("attribution.txt")).hasContent("Clinic, \"Ward 3\"\n\nAnonymous\n");
    }

    @Test
    void pagesAreFollowedToTheEnd() throws IOException {
        server.images(7).pagesOf(3);

        assertThat(bring().images()).isEqualTo(7);

        assertHolds(1, 2, 3, 4, 5, 6, 7);
        assertThat(server.asked("images/search/").stream().map(Asked::query))
                .containsExactly("limit=100&query=*", "cursor=cD0z&limit=100&query=*", "cursor=cD02&limit=100&query=*");
        assertThat(heard.begun).containsExactly(7L);
    }

    @Test
    void aSearchIsPassedOnAsItIs() throws IOException {
        server.images(1);

        archive()
                .bring(
                        new Request(Query.search("diagnosis_3:\"Melanoma Invasive\" AND -sex:male & a+b")),
                        folder,
                        heard);

        assertThat(server.asked("images/search/").get(0).query())
                .isEqualTo("limit=100&query=diagnosis_3%3A%22Melanoma+Invasive%22+AND+-sex%3Amale+%26+a%2Bb");
    }

    @Test
    void aNextPageElsewhereIsNotFollowed() {
        server.images(1).then("images/search/", sends("""
                {"results": [], "count": 1, "next": "https://user:secret@example.org/api/v2/images/search/?cursor=x"}"""));

        assertThat(failure())
                .isEqualTo("Page 1 of the archive's list leads on to https://***@example.org, and only %s is followed."
                        .formatted(server.host()));
    }

    @Test
    void aNextPageWithAnotherSchemeIsNotFollowed() {
        server.images(1)
                .then(
                        "images/search/",
                        sends("{\"results\": [], \"count\": 1, \"next\": \"%s\"}"
                                .formatted(server.base().toString().replace("http:", "ftp:"))));

        assertThat(failure())
                .isEqualTo("Page 1 of the archive's list leads on to %s, and only %s is followed."
                        .formatted(server.host().replace("http:", "ftp:"), server.host()));
    }

    @Test
    void anAddressThatIsNoneIsNotFollowed() {
        server.then("images/search/", sends("{\"results\": [], \"count\": 1, \"next\": \"http://a b\"}"));

        assertThat(failure()).isEqualTo("Page 1 of the archive's list leads on to what is no address.");
    }

    @Test
    void aListThatTurnsInACircleEnds() {
        String first =
                "{\"results\": [], \"count\": 1, \"next\": \"%simages/search/?cursor=a\"}".formatted(server.base());
        server.then("images/search/", 2, sends(first));

        assertThat(failure())
                .isEqualTo(
                        "Page 2 of the archive's list leads back to a page that was read already, so the list would not end.");
    }

    @Test
    void aWrongCountIsSaid() throws IOException {
        server.images(4).miscounts(1).pagesOf(3);

        assertThat(bring().images()).isEqualTo(4);

        assertThat(heard.sentences)
                .containsExactly(
                        "The archive counted 5 images and listed 4. Maybe some were added or withdrawn meanwhile.");
        assertThat(Receipt.read(Files.readString(folder.resolve("query.json"))).counted())
                .hasValue(5);
    }

    @Test
    void aCountThatIsTooSmallIsSaidToo() throws IOException {
        server.images(4).miscounts(-2);

        assertThat(bring().images()).isEqualTo(4);

        assertThat(heard.sentences)
                .containsExactly(
                        "The archive counted 2 images and listed 4. Maybe some were added or withdrawn meanwhile.");
    }

    @Test
    void anImageThatIsListedTwiceIsBroughtOnce() throws IOException {
        server.image(id(1), "CC-0")
                .image(id(1), "CC-0")
                .image(id(2), "CC-BY-NC")
                .image(id(2), "CC-BY-NC");

        Summary summary = bring();

        assertThat(summary.images()).isEqualTo(1);
        assertThat(summary.withheld()).isEqualTo(Map.of("CC-BY-NC", 1));
        assertThat(server.asked("files/" + id(1))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("metadata.csv"))).hasSize(2);
    }

    @Test
    void aQueryThatFindsNothingIsSaid() {
        assertThat(failure(new Request(Query.search("sex:mael")))).isEqualTo("""
                        The archive shows no image for 'sex:mael'.
                        Maybe a value is misspelt, or the images are not public and ask for a token in ANSATZ_ISIC_TOKEN.""");
    }

    @Test
    void aQueryThatIsNotUnderstoodIsShownWithTheWordsOfTheServer() {
        assertThat(failure(new Request(Query.search("sex:")))).isEqualTo("""
                        The archive does not understand the query 'sex:': Could not parse search query.
                        Maybe AND or OR is not in capital letters, or a value with spaces has no quotes.""");
        assertThat(server.asked("images/search/")).hasSize(1);
    }

    @Test
    void wordsOfTheServerCommandNoTerminal() {
        server.then("images/search/", exchange -> {
            byte[] words = "{\"message\": \"No.\\n\\u001b[31mYes.\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, words.length);
            exchange.getResponseBody().write(words);
        });

        assertThat(failure()).startsWith("The archive does not understand the query '*': No. [31mYes.\n");
    }

    @Test
    void aRefusalWithoutWordsIsShownAsItIs() {
        server.then("images/search/", says(400));

        assertThat(failure()).startsWith("The archive does not understand the query '*': It answered 400.\n");
    }

    @Test
    void collectionsAreFoundByTheirNames() throws IOException {
        server.collection(212, "HAM10000")
                .collection(65, "Challenge 2019: Training")
                .collection(1, "Other")
                .pagesOf(2);
        server.image(id(1), "CC-0", "Anonymous", 212, true, "").image(id(2), "CC-0", "Anonymous", 65, true, "");
        server.image(id(3), "CC-0", "Anonymous", 1, true, "");

        archive().bring(new Request(Query.collections("challenge 2019: training", "HAM10000")), folder, heard);

        assertHolds(1, 2);
        assertThat(server.asked("images/search/").get(0).query()).isEqualTo("limit=100&collections=65,212");
    }

    @Test
    void aCollectionThatIsNotThereIsGuessedAt() {
        server.collection(212, "HAM10000").collection(1, "Other");

        assertThat(failure(new Request(Query.collections("ham1000"))))
                .isEqualTo("The archive shows no collection 'ham1000'.\nMaybe 'HAM10000' is meant.");
    }

    @Test
    void aCollectionByNumberMustBeThereToo() throws IOException {
        server.collection(212, "HAM10000").image(id(1), "CC-0", "Anonymous", 212, true, "");

        archive().bring(new Request(Query.collections("212")), lab.resolve("other"), heard);

        assertThat(server.asked("collections/")).isEmpty();
        assertThat(failure(new Request(Query.collections("212", "213"))))
                .isEqualTo(
                        "The archive shows no collection 213.\nMaybe it is not public, and asks for a token in ANSATZ_ISIC_TOKEN.");
    }

    @Test
    void withoutATokenNobodyIsAskedWhoAsks() throws IOException {
        server.images(1);

        bring();

        assertThat(server.asked("users/me/")).isEmpty();
        assertThat(server.asked()).allMatch(one -> one.authorization().isEmpty());
    }

    @Test
    void aTokenShowsMoreAndGoesToNoFile() throws IOException {
        server.collection(5, "Private").image(id(1), "CC-0", "Anonymous", 5, true, "");
        server.image(id(2), "CC-0", "Anonymous", 5, false, "");

        archive(TOKEN).bring(new Request(Query.collections("Private")), folder, heard);

        assertHolds(1, 2);
        assertThat(server.asked().get(0).path()).isEqualTo("users/me/");
        for (Asked one : server.asked()) {
            assertThat(one.authorization())
                    .as(one.path())
                    .isEqualTo(one.path().startsWith("files/") ? Optional.empty() : Optional.of("Bearer " + TOKEN));
        }
    }

    @Test
    void aTokenThatIsNoGoodIsRefusedBeforeFewerImagesCome() {
        server.images(1).image(id(2), "CC-0", "Anonymous", 0, false, "");

        assertThat(failure(archive("expired-token"), ALL)).isEqualTo("""
                        The archive does not accept the token in ANSATZ_ISIC_TOKEN: it answered 401.
                        Maybe it has expired; without a token, all public images come.""");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aPageForALogInIsNoWelcome() {
        server.then("users/me/", says(302, "Location", "/login"));

        assertThat(failure(archive(TOKEN), ALL))
                .startsWith("The archive does not accept the token in ANSATZ_ISIC_TOKEN: it answered 302.");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void theTokenStandsNowhere() throws IOException {
        server.images(1).then("images/search/", says(503)).then("files/" + id(1), sends("nothing"));

        archive(TOKEN).bring(ALL, folder, heard);

        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(TOKEN);
            }
        }
        assertThat(heard.sentences).isNotEmpty().noneMatch(sentence -> sentence.contains(TOKEN));
        server.then("images/search/", says(404));
        folder = lab.resolve("other");
        assertThat(failure(archive(TOKEN), ALL)).doesNotContain(TOKEN);
    }

    @Test
    void aBusyServerIsLeftAloneForAsLongAsItAsks() throws IOException {
        server.images(1).then("images/search/", says(429, "Retry-After", "77"));

        bring();

        assertThat(time.pauses()).containsExactly(77L);
        assertThat(heard.sentences)
                .containsExactly("images/search/: the server answered 429; asked again in 77 seconds.");
    }

    @Test
    void aBusyServerMayNameADate() throws IOException {
        server.images(1).then("images/search/", says(503, "Retry-After", "Sat, 21 Nov 2026 10:01:30 GMT"));

        bring();

        assertThat(time.pauses()).containsExactly(90L);
    }

    @Test
    void aServerThatAsksForAnHourGetsTenMinutes() throws IOException {
        server.images(1).then("images/search/", says(429, "Retry-After", "3600"));

        bring();

        assertThat(time.pauses()).containsExactly(600L);
    }

    @Test
    void everyPassingFailureIsPassed() throws IOException {
        server.images(1);
        for (int status : List.of(429, 500, 502, 503, 504)) {
            server.then("images/search/", says(status)).then("files/" + id(1), says(status));
        }

        bring();

        assertHolds(1);
        assertThat(time.pauses()).containsExactly(5L, 10L, 20L, 40L, 80L, 5L, 10L, 20L, 40L, 80L);
    }

    @Test
    void fifteenFailuresArePassed() throws IOException {
        server.images(1).then("images/search/", 15, says(503));

        assertThat(bring().images()).isEqualTo(1);

        assertThat(time.pauses())
                .startsWith(5L, 10L, 20L, 40L, 80L, 120L, 120L)
                .hasSize(15)
                .endsWith(120L);
    }

    @Test
    void sixteenFailuresAreTooMany() {
        server.images(1).then("images/search/", 16, says(503));

        assertThat(failure())
                .isEqualTo(
                        "The archive could not be asked for images/search/: the server answered 503, at the last of 16 attempts.");
    }

    @Test
    void aServerThatGivesNoMoreFilesEndsIt() {
        server.images(1).then("files/" + id(1), 16, says(503));

        assertThat(failure()).isEqualTo("""
                        ISIC_0000001 could not be brought: the server answered 503, at the last of 16 attempts.
                        What is in %s stays there, and the next run goes on from it.""".formatted(folder));
    }

    @Test
    void whatIsNotThereIsAskedForOnce() {
        server.then("images/search/", says(404));

        assertThat(failure()).isEqualTo("The archive could not be asked for images/search/: the server answered 404.");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void redirectionsAreNotFollowed() {
        server.images(1).then("images/search/", says(301, "Location", "/api/v2/images/search/?query=*"));

        assertThat(failure()).isEqualTo("The archive could not be asked for images/search/: the server answered 301.");
    }

    @Test
    void brokenConnectionsArePassed() throws IOException {
        server.images(2)
                .then("images/search/", breaksOff("{\"results\": []}".getBytes(StandardCharsets.UTF_8), 5))
                .then("files/" + id(1), breaksOff(server.file(id(1)), 100))
                .then("files/" + id(2), exchange -> {});

        archive(1).bring(ALL, folder, heard);

        // Of a connection that was kept open and ends before an answer begins, Java itself makes another.
        assertHolds(1, 2);
        assertThat(heard.sentences)
                .containsExactly(
                        "images/search/: the connection broke off; asked again in 5 seconds.",
                        "ISIC_0000001: the connection broke off; asked again in 5 seconds.");
    }

    /** Silence is real time, of which a busy machine may take a part for itself; so more may be said than what is looked for. */
    @Test
    void silenceIsPassed() throws IOException {
        Patience usual = Patience.USUAL;
        var hasty = new Patience(
                usual.connect(),
                Duration.ofMillis(700),
                usual.retries(),
                usual.corrections(),
                usual.pause(),
                usual.longestPause(),
                usual.longestAsked());
        server.images(1);
        server.then("images/search/", server.saysNothing())
                .then("files/" + id(1), server.fallsSilent(server.file(id(1)), 100));

        new Archive(new Access(server.base(), Optional.empty()), 8, hasty, time, Disk.REAL).bring(ALL, folder, heard);

        assertHolds(1);
        assertThat(heard.sentences)
                .contains(
                        "images/search/: nothing came for 700 milliseconds; asked again in 5 seconds.",
                        "ISIC_0000001: nothing came for 700 milliseconds; asked again in 5 seconds.");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var access = new Access(URI.create("http://127.0.0.1:%d/api/v2/".formatted(port)), Optional.empty());

        assertThat(failure(new Archive(access, 8, Patience.USUAL, time, Disk.REAL), ALL))
                .isEqualTo(
                        "The archive could not be asked for images/search/: 127.0.0.1 takes no connection, at the last of 16 attempts.");
    }

    @Test
    void aHostThatNobodyKnowsIsAskedOnce() {
        var access = new Access(URI.create("https://archive.invalid/api/v2/"), Optional.empty());

        assertThat(failure(new Archive(access, 8, Patience.USUAL, time, Disk.REAL), ALL))
                .isEqualTo(
                        "The archive could not be asked for images/search/: archive.invalid is not known here. Maybe there is no network.");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void brokenJsonIsAskedForAgain() throws IOException {
        server.images(1)
                .then("images/search/", sends("{\"results\": ["))
                .then("images/search/", sends("{\"count\": 1}"));

        bring();

        assertThat(heard.sentences)
                .containsExactly(
                        "images/search/: it is no JSON: at character 14 it ends too early; asked again in 5 seconds.",
                        "images/search/: it has no 'results'; asked again in 10 seconds.");
    }

    @Test
    void aPageForPeopleIsNoList() {
        server.images(1).then("images/search/", 3, sends("<html>Log in</html>"));

        assertThat(failure())
                .isEqualTo(
                        "The archive could not be asked for images/search/: it is no JSON: at character 1 a value was expected. "
                                + "Maybe a page for people came instead, of a proxy or for a login, at the last of 3 attempts.");
    }

    @Test
    void whatAnImageLacksIsNamed() {
        server.then("images/search/", 3, sends("""
                {"results": [{"isic_id": "ISIC_0000001", "copyright_license": "CC-0", "attribution": "A",
                "files": {"full": {"size": 3}}, "metadata": {}}], "count": 1, "next": null}"""));

        assertThat(failure())
                .isEqualTo(
                        "The archive could not be asked for images/search/: results[0].files.full has no 'url', at the last of 3 attempts.");
    }

    @Test
    void freeImagesComeAndOthersAreCounted() throws IOException {
        server.image(id(1), "CC-0")
                .image(id(2), "CC-BY")
                .image(id(3), "CC-BY-NC")
                .image(id(4), "CC-BY-NC");

        Summary summary = bring();

        assertThat(summary).isEqualTo(new Summary(2, 600, new TreeMap<>(Map.of("CC-BY-NC", 2)), 0));
        assertHolds(1, 2);
        assertThat(server.asked("files/" + id(3))).isEmpty();
        assertThat(heard.sentences).containsExactly("Left out: 2 images under CC-BY-NC. Allowed: CC-0, CC-BY.");
        assertThat(Files.readAllLines(folder.resolve("metadata.csv"))).hasSize(3);
        assertThat(folder.resolve("licenses/CC-BY-NC.txt")).doesNotExist();
        assertThat(heard.moved).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void imagesForNonCommercialUseComeWhenTheyAreAskedFor() throws IOException {
        server.image(id(1), "CC-0").image(id(3), "CC-BY-NC");

        Summary summary = archive().bring(new Request(Query.search("*"), Set.of(Licence.CC_BY_NC)), folder, heard);

        assertThat(summary.withheld()).isEqualTo(Map.of("CC-0", 1));
        assertHolds(3);
        assertThat(folder.resolve("licenses/CC-BY-NC.txt")).hasContent("The words of CC-BY-NC.\n");
    }

    @Test
    void aLicenceThatIsNotKnownIsNamed() throws IOException {
        server.images(1).image(id(2), "CC-BY-ND\u001b[31m").image(id(3), "cc-0");

        Summary summary = bring();

        assertThat(summary.withheld()).isEqualTo(Map.of("CC-BY-ND\u001b[31m", 1, "cc-0", 1));
        assertHolds(1);
        assertThat(heard.sentences)
                .containsExactly(
                        "Left out: 1 image under 'CC-BY-ND [31m', a licence that is not known here.",
                        "Left out: 1 image under 'cc-0', a licence that is not known here.");
    }

    @Test
    void nothingButImagesUnderOtherLicencesIsAnError() {
        server.image(id(1), "CC-BY-NC").image(id(2), "CC-BY-NC");

        assertThat(failure()).isEqualTo("""
                        None of the 2 images for '*' may be used here. Allowed: CC-0, CC-BY. Found: CC-BY-NC.
                        With 'non-commercial: true' those under CC-BY-NC come, which allows no commercial use.""");
    }

    @Test
    void anIdThatIsNoneBecomesNoFile() throws IOException {
        server.images(1)
                .image("../../evil", "CC-0")
                .image("ISIC_0000002/../x", "CC-0")
                .image("", "CC-0")
                .image("ISIC_12345678", "CC-0");

        Summary summary = bring();

        assertThat(summary).isEqualTo(new Summary(1, 300, new TreeMap<>(), 4));
        assertHolds(1);
        assertThat(heard.sentences).containsExactly("Left out: 4 images whose id is none.");
        try (var files = Files.list(lab)) {
            assertThat(files).containsExactly(folder);
        }
    }

    @Test
    void aFileOfTheWrongSizeIsAskedForAgain() throws IOException {
        server.images(2).then("files/" + id(1), sends(jpeg(299, 9))).then("files/" + id(2), sends(jpeg(30_000, 9)));

        archive(1).bring(ALL, folder, heard);

        assertHolds(1, 2);
        assertThat(heard.sentences)
                .containsExactly(
                        "ISIC_0000001: it has 299 bytes and should have 300; asked again in 5 seconds.",
                        "ISIC_0000002: more than 300 bytes came; asked again in 5 seconds.");
    }

    @Test
    void whatIsNoPictureIsAskedForAgain() throws IOException {
        String page = "<html>" + " ".repeat(294);
        server.images(2).then("files/" + id(1), sends(page)).then("files/" + id(2), sends(new byte[300]));

        archive(1).bring(ALL, folder, heard);

        assertHolds(1, 2);
        assertThat(heard.sentences)
                .containsExactly(
                        "ISIC_0000001: it is neither a JPEG nor a PNG file. Maybe a page for people came instead, of a proxy or for a login; asked again in 5 seconds.",
                        "ISIC_0000002: it is neither a JPEG nor a PNG file; asked again in 5 seconds.");
    }

    @Test
    void aPngFileIsAPicture() throws IOException {
        byte[] png = jpeg(300, 5);
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, png, 0, 8);
        server.images(1).then("files/" + id(1), sends(png));

        bring();

        assertThat(folder.resolve("ISIC_0000001.jpg")).hasBinaryContent(png);
        assertThat(heard.sentences).isEmpty();
    }

    @Test
    void oneImageThatCannotBeHadDoesNotKeepTheOthers() throws IOException {
        server.images(3).then("files/" + id(1), 3, sends(jpeg(299, 9))).then("files/" + id(3), says(404));

        assertThat(failure()).isEqualTo("""
                        2 of 3 images could not be brought; the others lie in %s.
                        ISIC_0000001: it has 299 bytes and should have 300, at the last of 3 attempts.
                        ISIC_0000003: the server answered 404.
                        The next run asks for these alone.""".formatted(folder));
        assertHolds(2);
        assertThat(complete()).isFalse();
        assertThat(folder.resolve("metadata.csv")).doesNotExist();

        server.forget();
        assertThat(bring().images()).isEqualTo(3);

        assertHolds(1, 2, 3);
        assertThat(complete()).isTrue();
        assertThat(server.asked("files/" + id(2))).isEmpty();
    }

    @Test
    void ofManyImagesThatCannotBeHadTenAreNamed() {
        server.images(12);
        for (int i = 1; i <= 12; i++) {
            server.then("files/" + id(i), says(410));
        }

        assertThat(failure())
                .startsWith("12 of 12 images could not be brought; ")
                .contains("ISIC_0000010: ")
                .doesNotContain("ISIC_0000011")
                .endsWith("And 2 more.\nThe next run asks for these alone.");
    }

    @Test
    void anAddressThatHasCeasedToWorkIsReplacedByANewOne() throws IOException {
        server.images(2).listsExpiredAddresses();

        bring();

        assertHolds(1, 2);
        assertThat(server.asked("images/ISIC_0000002/")).hasSize(1);
        assertThat(server.asked("files/" + id(2)).stream().map(Asked::query))
                .containsExactly("X-Amz-Signature=stale", "X-Amz-Signature=fresh");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void aFileThatStaysForbiddenIsAskedForTwice() {
        server.images(1).then("files/" + id(1), 2, says(403));

        assertThat(failure()).contains("ISIC_0000001: the server answered 403.\n");
        assertThat(server.asked("files/" + id(1))).hasSize(2);
    }

    @Test
    void aFileThatIsNotOfferedByHttpsIsNotBrought() {
        server.then("images/search/", sends("""
                {"results": [{"isic_id": "ISIC_0000001", "copyright_license": "CC-0", "attribution": "A", "metadata": {},
                "files": {"full": {"size": 3, "url": "http://example.org/a?Signature=secret"}}}], "count": 1, "next": null}"""));

        assertThat(failure())
                .contains("ISIC_0000001: its file is not offered by HTTPS.\n")
                .doesNotContain("secret");
    }

    @Test
    void filesComeSoManyAtOnce() throws IOException {
        server.images(8);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var tooMany = new CountDownLatch(5);
        for (int i = 1; i <= 8; i++) {
            byte[] file = server.file(id(i));
            server.then("files/" + id(i), exchange -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                tooMany.countDown();
                linger(tooMany);
                now.decrementAndGet();
                sends(file).give(exchange);
            });
        }

        archive(4).bring(ALL, folder, heard);

        assertThat(most.get()).isEqualTo(4);
    }

    @Test
    void whoWatchesHearsOneThingAtATime() throws IOException {
        server.images(8);
        for (int i = 1; i <= 8; i++) {
            server.then("files/" + id(i), says(503));
        }
        var inside = new AtomicInteger();
        var most = new AtomicInteger();

        archive().bring(ALL, folder, new Hearing() {
            @Override
            public void says(String sentence) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                LockSupport.parkNanos(5_000_000);
                inside.decrementAndGet();
            }
        });

        assertThat(most.get()).isEqualTo(1);
    }

    /** Gives others half a second to come too. */
    private static void linger(CountDownLatch latch) {
        try {
            latch.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aWholeFolderNeedsNoNetwork() throws IOException {
        server.images(3).image(id(9), "CC-BY-NC").image("none", "CC-0");
        Summary first = bring();
        server.close();

        assertThat(bring()).isEqualTo(first);
    }

    @Test
    void anImageThatGoesMissingIsBroughtAgain() throws IOException {
        server.images(3);
        bring();
        Files.delete(folder.resolve("ISIC_0000002.jpg"));
        server.forget();

        bring();

        assertHolds(1, 2, 3);
        assertThat(server.asked().stream().map(Asked::path)).containsExactly("images/search/", "files/" + id(2));
        assertThat(heard.sentences)
                .containsExactly(
                        "Something is missing in %s since it was complete, and is asked for again.".formatted(folder));
    }

    @Test
    void anImageThatIsCutOffIsBroughtAgain() throws IOException {
        server.images(3);
        bring();
        Files.write(folder.resolve("ISIC_0000002.jpg"), new byte[10]);

        bring();

        assertHolds(1, 2, 3);
    }

    @Test
    void aFolderThatIsForOtherImagesIsNotTouched() throws IOException {
        server.images(3);
        bring();
        server.forget();

        assertThat(failure(new Request(Query.search("sex:male"))))
                .isEqualTo(
                        "The folder %s is for another request: '*', under CC-0, CC-BY. Choose another folder, or delete this one."
                                .formatted(folder));
        assertThat(failure(new Request(Query.search("*"), Set.of(Licence.values()))))
                .startsWith("The folder %s is for another request: ".formatted(folder));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aMisspeltQueryDoesNotSpoilTheFolder() throws IOException {
        server.images(1);
        failure(new Request(Query.search("sex:")));

        assertThat(bring().images()).isEqualTo(1);
    }

    @Test
    void whoHasATokenIsNotGivenWhatOthersSaw() throws IOException {
        server.images(1).image(id(2), "CC-0", "Anonymous", 0, false, "");
        bring();

        assertThat(archive(TOKEN).bring(ALL, folder, heard).images()).isEqualTo(2);
        server.close();

        assertThat(bring().images()).isEqualTo(2);
    }

    @Test
    void aReceiptThatCannotBeReadIsNamed() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("query.json"), "{");

        assertThat(failure()).isEqualTo("""
                        %s cannot be read: it is no JSON: at character 2 a name in quotes was expected.
                        Maybe it was edited. Delete it to ask the archive again; images that are there stay.""".formatted(folder.resolve("query.json")));
    }

    @Test
    void whatWasLeftHalfDoneIsCleanedUp() throws IOException {
        server.images(1);
        Files.createDirectories(folder);
        Files.write(folder.resolve("ISIC_0000005.jpg.part"), new byte[5]);
        Files.write(folder.resolve("ISIC_0000001.jpg"), new byte[5]);

        bring();

        assertHolds(1);
    }

    @Test
    void aLicenceThatIsNoTextIsAskedForAgain() throws IOException {
        server.images(1)
                .then("zip-download/license-file/CC-0/", sends("<html>"))
                .then("zip-download/license-file/CC-0/", sends(""));

        bring();

        assertThat(folder.resolve("licenses/CC-0.txt")).hasContent("The words of CC-0.\n");
    }

    @Test
    void withoutItsLicencesNothingIsComplete() throws IOException {
        server.images(1).then("zip-download/license-file/CC-0/", says(404));

        assertThat(failure())
                .isEqualTo(
                        "The archive could not be asked for zip-download/license-file/CC-0/: the server answered 404.");
        assertThat(complete()).isFalse();

        server.forget();
        bring();

        assertThat(complete()).isTrue();
        assertThat(server.asked("files/" + id(1))).isEmpty();
    }

    @Test
    void aFullDiskIsSaid() throws IOException {
        server.images(1);
        var archive = new Archive(
                new Access(server.base(), Optional.empty()),
                8,
                Patience.USUAL,
                time,
                new FullDisk("No space left on device"));

        assertThat(failure(archive, ALL)).isEqualTo("""
                        ISIC_0000001 could not be brought: %s cannot be written: the disk is full. It has 7 bytes left, and the file takes 300.
                        What is in %s stays there, and the next run goes on from it.""".formatted(folder.resolve("ISIC_0000001.jpg"), folder));
        assertThat(time.pauses()).isEmpty();
        assertThat(bring().images()).isEqualTo(1);
    }

    @Test
    void aDiskThatFailsOtherwiseIsSaidToo() {
        server.images(1);
        var archive = new Archive(
                new Access(server.base(), Optional.empty()),
                8,
                Patience.USUAL,
                time,
                new FullDisk("Input/output error") {
                    @Override
                    public long room(Path path) {
                        return 1_000_000;
                    }
                });

        assertThat(failure(archive, ALL))
                .startsWith(
                        "ISIC_0000001 could not be brought: %s cannot be written: java.io.IOException: Input/output error.\n"
                                .formatted(folder.resolve("ISIC_0000001.jpg")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(folder, "a file");

        assertThat(failure()).isEqualTo("""
                        The folder %s cannot be written: java.nio.file.FileAlreadyExistsException: %s.
                        Maybe it belongs to somebody else, or is a file.""".formatted(folder, folder));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void anInterruptionEndsItAndKeepsWhatIsThere() throws Exception {
        server.images(3);
        var begun = new CountDownLatch(1);
        server.then("files/" + id(3), exchange -> {
            begun.countDown();
            server.saysNothing().give(exchange);
        });
        var slow = new Archive(new Access(server.base(), Optional.empty()), 1, Patience.USUAL, Time.REAL, Disk.REAL);
        var failure = new CompletableFuture<IOException>();
        var flag = new CompletableFuture<Boolean>();
        var thread = new Thread(() -> {
            try {
                slow.bring(ALL, folder, heard);
            } catch (IOException e) {
                flag.complete(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        thread.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(failure.get(5, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("Bringing '*' was interrupted; what is in %s stays there.", folder);
        assertThat(flag.get()).isTrue();
        assertThat(folder.resolve("ISIC_0000001.jpg")).hasBinaryContent(server.file(id(1)));
        assertThat(complete()).isFalse();
        server.forget();
        bring();
        assertHolds(1, 2, 3);
        assertThat(server.asked("files/" + id(1))).isEmpty();
    }

    @Test
    void whoIsInterruptedBeforehandBringsNothing() {
        server.images(1);
        Thread.currentThread().interrupt();

        String message = failure();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(message).isEqualTo("Bringing '*' was interrupted; what is in %s stays there.".formatted(folder));
    }

    @Test
    void aLongPauseEndsWithAnInterruptionToo() throws Exception {
        server.images(1).then("images/search/", says(503));
        var failure = new CompletableFuture<IOException>();
        var slow = new Archive(new Access(server.base(), Optional.empty()), 1, Patience.USUAL, Time.REAL, Disk.REAL);
        var paused = new CountDownLatch(1);
        var thread = new Thread(() -> {
            try {
                slow.bring(ALL, folder, new Hearing() {
                    @Override
                    public void says(String sentence) {
                        paused.countDown();
                    }
                });
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        thread.start();
        assertThat(paused.await(30, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(failure.get(2, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void twoAtOnceBringEveryFileOnce() throws Exception {
        server.images(20);
        var other = CompletableFuture.supplyAsync(() -> {
            try {
                return archive().bring(ALL, folder, heard);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(bring()).isEqualTo(other.get(30, TimeUnit.SECONDS));

        for (int i = 1; i <= 20; i++) {
            assertThat(server.asked("files/" + id(i))).hasSize(1);
        }
    }

    @Test
    void aProcessThatIsKilledLeavesWhatTheNextOneGoesOnFrom() throws Exception {
        server.images(30).pagesOf(10);
        var reached = new CountDownLatch(1);
        server.then("files/" + id(25), exchange -> {
            reached.countDown();
            server.fallsSilent(server.file(id(25)), 100).give(exchange);
        });
        Process process = process();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        // While the other process lives it is waited for; killed, it lets go.
        var waits = new CountDownLatch(1);
        var second = CompletableFuture.supplyAsync(() -> {
            try {
                return archive().bring(ALL, folder, new Hearing() {
                    @Override
                    public void says(String sentence) {
                        heard.says(sentence);
                        waits.countDown();
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.sentences)
                .containsExactly("Another process brings images to %s, and is waited for.".formatted(folder));
        assertThat(complete()).isFalse();
        assertThat(folder.resolve("ISIC_0000025.jpg")).doesNotExist();
        assertThat(folder.resolve("ISIC_0000025.jpg.part")).exists();
        server.forget();
        process.destroyForcibly().waitFor();

        assertThat(second.get(30, TimeUnit.SECONDS).images()).isEqualTo(30);
        assertHolds(IntStream.rangeClosed(1, 30).toArray());
        assertThat(complete()).isTrue();
        assertThat(server.asked("files/" + id(1))).isEmpty();
        assertThat(server.asked("files/" + id(25))).hasSize(1);
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bringing.class.getName(),
                        server.base().toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(lab.resolve("output.txt").toFile())
                .start();
    }

    @Test
    void sizesOfEveryKindCome() throws IOException {
        byte[] large = jpeg(3_000_000, 4);
        server.then("images/search/", sends("""
                {"results": [{"isic_id": "ISIC_0000001", "copyright_license": "CC-0", "attribution": "A", "metadata": {},
                "files": {"full": {"size": 3000000, "url": "%s/files/large"}}}], "count": 1, "next": null}""".formatted(server.host()))).then("files/large", sends(large));

        bring();

        assertThat(folder.resolve("ISIC_0000001.jpg")).hasBinaryContent(large);
    }

    /** Opens files, and takes no byte of an image. */
    private static class FullDisk implements Disk {

        private final String words;

        FullDisk(String words) {
            this.words = words;
        }

        @Override
        public WritableByteChannel open(Path file) throws IOException {
            if (!file.toString().contains(".jpg")) {
                return Disk.REAL.open(file);
            }
            return new WritableByteChannel() {
                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    throw new IOException(words);
                }

                @Override
                public boolean isOpen() {
                    return true;
                }

                @Override
                public void close() {
                    // There is nothing behind it.
                }
            };
        }

        @Override
        public long room(Path path) {
            return 7;
        }
    }
}
