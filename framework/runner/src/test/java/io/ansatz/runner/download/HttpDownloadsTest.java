package io.ansatz.runner.download;

import static io.ansatz.runner.download.FileServer.says;
import static io.ansatz.runner.download.FileServer.sends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ansatz.api.Checksum;
import io.ansatz.api.Download;
import io.ansatz.runner.JavaProcess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpDownloadsTest {

    private static final byte[] CONTENT = FileServer.bytes(300_000, 1);
    private static final byte[] OTHER = FileServer.bytes(300_000, 2);

    private static final Patience HASTY = new Patience(
            Duration.ofSeconds(5), Duration.ofMillis(700), 4, Duration.ofMillis(10), Duration.ofMillis(1500));

    @TempDir
    private Path folder;

    private FileServer server;
    private final Hearing heard = new Hearing();
    private HttpDownloads downloads;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer(CONTENT);
        downloads = new HttpDownloads(heard, HASTY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Takes down what it hears, and how far it came last. */
    private static final class Hearing implements Onlooker {

        private final List<String> words = Collections.synchronizedList(new ArrayList<>());
        private long bytes;

        @Override
        public void begins(Download wanted, long before, OptionalLong size) {
            words.add("begins behind %d of %s".formatted(before, size.isPresent() ? size.getAsLong() : "?"));
        }

        @Override
        public void moves(long now) {
            bytes = now;
        }

        @Override
        public void halts(Download wanted, String what) {
            words.add(what);
        }

        @Override
        public void ends(Download wanted, long all) {
            words.add("ends with " + all);
        }
    }

    @Test
    void aFileIsBroughtToItsPlace() throws Exception {
        Path to = downloads.fetch(wanted(CONTENT));

        assertThat(to).isEqualTo(place()).hasBinaryContent(CONTENT);
        assertNothingElse();
        assertThat(heard.words).containsExactly("begins behind 0 of 300000", "ends with 300000");
        assertThat(heard.bytes).isEqualTo(300_000);
    }

    @Test
    void aChecksumOfTheOldKindWillDo() throws Exception {
        String digits =
                HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENT));

        downloads.fetch(new Download(server.address("/a"), place(), Checksum.md5(digits)));

        assertThat(place()).hasBinaryContent(CONTENT);
    }

    @Test
    void aFileThatIsThereIsNotAskedFor() throws Exception {
        Files.createDirectories(place().getParent());
        Files.write(place(), CONTENT);

        downloads.fetch(wanted(CONTENT));
        downloads.fetch(wanted(CONTENT));

        assertThat(server.requests()).isEmpty();
        assertThat(heard.words).isEmpty();
    }

    @Test
    void anotherFileInItsPlaceIsReplacedOnceTheRightOneIsThere() throws Exception {
        Files.createDirectories(place().getParent());
        Files.write(place(), OTHER);
        server.then(says(404));

        assertThatThrownBy(() -> downloads.fetch(wanted(CONTENT))).isInstanceOf(IOException.class);
        assertThat(place()).hasBinaryContent(OTHER);

        downloads.fetch(wanted(CONTENT));
        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(heard.words).contains("what lies there is another file, and will be replaced");
    }

    @Test
    void aFileThatWasChangedSinceIsBroughtAgain() throws Exception {
        downloads.fetch(wanted(CONTENT));
        Files.write(place(), OTHER);
        Files.setLastModifiedTime(place(), FileTime.fromMillis(1));

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
    }

    @Test
    void aDownloadThatBreaksOffGoesOnWhereItDid() throws Exception {
        server.then(server.breaksOffBehind(100_000));

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests())
                .containsExactly(
                        new FileServer.Request("/a", Optional.empty(), Optional.empty()),
                        new FileServer.Request("/a", Optional.of("bytes=100000-"), Optional.of("\"v1\"")));
        assertThat(heard.words)
                .endsWith(
                        "the connection broke off; asked again in 10 milliseconds",
                        "begins behind 100000 of 300000",
                        "ends with 300000");
        assertNothingElse();
    }

    @Test
    void theNextCallGoesOnToo() throws Exception {
        server.then(server.breaksOffBehind(200_000));
        var impatient = new HttpDownloads(heard, attempts(1));
        assertThatThrownBy(() -> impatient.fetch(wanted(CONTENT)))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        %s could not be downloaded: the connection broke off, at the last of 1 attempts.
                        Download it by hand and save it as %s, if its checksum is %s.""".formatted(server.address("/a"), place(), checksum(CONTENT)));
        assertThat(place()).doesNotExist();

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests().get(1).range()).contains("bytes=200000-");
    }

    @Test
    void whatWasWholeButNotYetNamedIsNotAskedForAgain() throws Exception {
        leave(CONTENT, "\"v1\"");

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests()).isEmpty();
        assertNothingElse();
    }

    @Test
    void aServerMayIgnoreWhereItShouldGoOn() throws Exception {
        server.then(server.breaksOffBehind(100_000)).then(server.ignoresTheRange());

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(heard.words).contains("begins behind 0 of 300000");
    }

    @Test
    void anotherVersionOnTheServerBeginsAnew() throws Exception {
        leave(new byte[1000], "\"v0\"");

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests())
                .containsExactly(new FileServer.Request("/a", Optional.of("bytes=1000-"), Optional.of("\"v0\"")));
    }

    @Test
    void aServerThatSendsAnotherPartThanWasAskedForIsAskedForAll() throws Exception {
        leave(new byte[1000], "\"v1\"");
        server.then(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-299999/300000");
            exchange.sendResponseHeaders(206, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        });

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(heard.words)
                .contains("the server sent another part of it than it was asked for; asked again in 10 milliseconds");
    }

    @Test
    void piecesThatDoNotFitTogetherAreThrownAway() throws Exception {
        leave(new byte[1000], "\"v1\"");

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests())
                .extracting(FileServer.Request::range)
                .containsExactly(Optional.of("bytes=1000-"), Optional.empty());
        assertThat(heard.words).contains("its pieces do not fit together, so it is asked for from the beginning");
    }

    @Test
    void morePiecesThanTheServerHasAreThrownAway() throws Exception {
        leave(FileServer.bytes(300_001, 3), "\"v1\"");

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(heard.words)
                .contains("the server has not the rest of what is there already; asked again in 10 milliseconds");
    }

    @Test
    void piecesOfAnotherAddressAreOfNoUse() throws Exception {
        leave(new byte[1000], "\"v1\"");

        downloads.fetch(new Download(server.address("/b"), place(), checksum(CONTENT)));

        assertThat(server.requests()).containsExactly(new FileServer.Request("/b", Optional.empty(), Optional.empty()));
        assertThat(place()).hasBinaryContent(CONTENT);
    }

    @Test
    void aServerThatIsBusyIsAskedAgainWhenItLikes() throws Exception {
        server.then(says(429, "Retry-After", "1")).then(says(503)).then(says(500));
        long begun = System.nanoTime();

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(4);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(heard.words)
                .startsWith(
                        "the server answered 429; asked again in 1 second",
                        "the server answered 503; asked again in 20 milliseconds",
                        "the server answered 500; asked again in 40 milliseconds");
    }

    @Test
    void aServerThatWouldBeLeftAloneForDaysIsAskedSooner() throws Exception {
        server.then(says(503, "Retry-After", "86400"));

        downloads.fetch(wanted(CONTENT));

        assertThat(heard.words).startsWith("the server answered 503; asked again in 1 second");
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() {
        for (int i = 0; i < 10; i++) {
            server.then(says(500));
        }

        refuses("the server answered 500, at the last of 4 attempts");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void whatIsNotThereIsAskedForOnce() {
        server.then(says(404));

        refuses("the server answered 404");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anotherFileThanTheRightOneIsDeleted() throws Exception {
        server.then(sends(OTHER));

        assertThatThrownBy(() -> downloads.fetch(wanted(CONTENT)))
                .isInstanceOf(IOException.class)
                .hasMessage("What came from %s is another file: it has the %s, and should have the %s. It was deleted."
                        .formatted(server.address("/a"), checksum(OTHER), checksum(CONTENT)));
        assertThat(server.requests()).hasSize(1);
        assertThat(place()).doesNotExist();
        assertThat(PartFile.beside(place(), ".part")).doesNotExist();
    }

    @Test
    void aPageForPeopleIsRecognised() {
        server.then(sends("\n<!DOCTYPE html><title>Please log in</title>".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> downloads.fetch(wanted(CONTENT)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("""
                        It was deleted.
                        Maybe a page for people came instead, of a proxy or for a login.""");
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() throws Exception {
        server.then(server.saysNothing()).then(server.fallsSilentBehind(50_000));

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests().get(2).range()).contains("bytes=50000-");
        assertThat(heard.words)
                .startsWith("nothing came for 700 milliseconds; asked again in 10 milliseconds")
                .contains("nothing came for 700 milliseconds; asked again in 20 milliseconds");
    }

    @Test
    void redirectionsAreFollowed() throws Exception {
        server.then(says(302, "Location", "/elsewhere/b?c=d"))
                .then(says(307, "Location", server.address("/c").toString()));

        downloads.fetch(wanted(CONTENT));

        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests()).extracting(FileServer.Request::path).containsExactly("/a", "/elsewhere/b", "/c");
    }

    @Test
    void nobodyIsFollowedToWhereAnybodyCouldChangeTheAnswer() {
        for (String location : List.of("http://example.org/a", "ftp://example.org/a", "file:///etc/passwd")) {
            server.then(says(302, "Location", location));
            refuses("the server leads on to %s, and only HTTPS is followed".formatted(location));
        }
        server.then(says(302, "Location", "http://[oops"));
        refuses("the server leads on to what is no address");
        server.then(says(302));
        refuses("the server answered 302");
    }

    @Test
    void circlesAreLeft() {
        for (int i = 0; i < 20; i++) {
            server.then(says(301, "Location", "/a"));
        }

        refuses("it leads on to other addresses more than 5 times");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void aFileOfAnotherSizeIsNotEvenRead() {
        var wanted = new Download(server.address("/a"), place(), checksum(CONTENT), OptionalLong.of(300_001));

        assertThatThrownBy(() -> downloads.fetch(wanted))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("%s could not be downloaded: it has 300,000 bytes, and should have 300,001."
                        .formatted(wanted.from()));
    }

    @Test
    void whatHasNoEndIsLeft() {
        server.then(FileServer.sendsWithoutEnd());
        var wanted = new Download(server.address("/a"), place(), checksum(CONTENT), OptionalLong.of(300_000));

        assertThatThrownBy(() -> downloads.fetch(wanted))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "%s could not be downloaded: more than 300,000 bytes came.".formatted(wanted.from()));
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsSaid() throws Exception {
        Files.createDirectories(PartFile.beside(place(), ".part").resolve("in the way"));

        assertThatThrownBy(() -> downloads.fetch(wanted(CONTENT)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "%s could not be downloaded: it cannot be written: ".formatted(server.address("/a")));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aHostThatIsNotKnownIsSaidAtOnce() {
        var wanted = new Download(URI.create("https://nowhere.invalid/a"), place(), checksum(CONTENT));

        assertThatThrownBy(() -> downloads.fetch(wanted))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        https://nowhere.invalid/a could not be downloaded: nowhere.invalid is not known here. Maybe there is no network.
                        Download it by hand and save it as %s, if its checksum is %s.""".formatted(place(), checksum(CONTENT)));
    }

    @Test
    void aPortWhereNobodyListensIsAskedAFewTimes() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var wanted = new Download(URI.create("http://127.0.0.1:%d/a".formatted(port)), place(), checksum(CONTENT));

        assertThatThrownBy(() -> downloads.fetch(wanted))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "%s could not be downloaded: 127.0.0.1 takes no connection, at the last of 4 attempts."
                                .formatted(wanted.from()));
    }

    @Test
    void whoHasCalledByHttpsIsNotLedBackToHttp() throws Exception {
        URI secret = URI.create("https://example.org/a");

        assertThat(Attempt.next(secret, "b?c")).isEqualTo(URI.create("https://example.org/b?c"));
        assertThat(Attempt.next(secret, "https://127.0.0.1/a")).isEqualTo(URI.create("https://127.0.0.1/a"));
        assertThat(Attempt.next(URI.create("http://localhost/a"), "https://example.org/a"))
                .isEqualTo(secret);
        for (String location :
                List.of("http://127.0.0.1/a", "http://localhost/a", "https://ada:geheim@example.org/a")) {
            assertThatThrownBy(() -> Attempt.next(secret, location)).isInstanceOf(FinalException.class);
        }
    }

    @Test
    void aServerWithACertificateOfItsOwnIsNotTrusted() throws Exception {
        HttpsServer own = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        own.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        own.start();
        var wanted = new Download(
                URI.create("https://localhost:%d/a".formatted(own.getAddress().getPort())), place(), checksum(CONTENT));

        assertThatThrownBy(() -> downloads.fetch(wanted))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "%s could not be downloaded: localhost cannot be trusted: ".formatted(wanted.from()));
        own.stop(0);
    }

    private SSLContext selfSigned() throws Exception {
        Path keys = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "geheim",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes()))
                .isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "geheim".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "geheim".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[0], null);
        return context;
    }

    @Test
    void anInterruptionIsHeard() throws Exception {
        server.then(server.saysNothing());
        var ended = new CompletableFuture<Throwable>();
        var thread = new Thread(() -> {
            try {
                new HttpDownloads(
                                heard,
                                new Patience(
                                        Duration.ofSeconds(5),
                                        Duration.ofMinutes(5),
                                        4,
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(10)))
                        .fetch(wanted(CONTENT));
            } catch (IOException e) {
                ended.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("The flag is lost."));
            }
        });

        thread.start();
        while (server.requests().isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();

        assertThat(ended.get(20, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("The download of %s was interrupted.".formatted(server.address("/a")));
    }

    @Test
    void twoWhoWantTheSameFileBringItOnce() throws Exception {
        server.then(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            pause(500);
            exchange.getResponseBody().write(CONTENT, 1000, CONTENT.length - 1000);
        });
        var other = new Hearing();
        var first = CompletableFuture.supplyAsync(() -> fetch(downloads));
        while (server.requests().isEmpty()) {
            Thread.sleep(10);
        }

        Path second = fetch(new HttpDownloads(other, HASTY));

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(second).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(1);
        assertThat(other.words).containsExactly("another process is downloading it, and is waited for");
    }

    @Test
    void processesThatWantTheSameFileBringItOnce() throws Exception {
        server.then(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            pause(3000);
            exchange.getResponseBody().write(CONTENT, 1000, CONTENT.length - 1000);
        });
        List<String> words = List.of(
                server.address("/a").toString(),
                place().toString(),
                checksum(CONTENT).digits());
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(JavaProcess.command(List.of(), Fetching.class, words))
                    .redirectErrorStream(true)
                    .start());
        }

        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
        assertThat(place()).hasBinaryContent(CONTENT);
        assertThat(server.requests()).hasSize(1);
        assertNothingElse();
    }

    /** One of several processes. */
    static final class Fetching {

        public static void main(String[] words) throws IOException {
            var wanted = new Download(URI.create(words[0]), Path.of(words[1]), Checksum.sha256(words[2]));
            new HttpDownloads(new Hearing()).fetch(wanted);
        }
    }

    private Path fetch(HttpDownloads by) {
        try {
            return by.fetch(wanted(CONTENT));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuses(String reason) {
        assertThatThrownBy(() -> downloads.fetch(wanted(CONTENT)))
                .isInstanceOf(IOException.class)
                .hasMessage("""
                        %s could not be downloaded: %s.
                        Download it by hand and save it as %s, if its checksum is %s.""".formatted(server.address("/a"), reason, place(), checksum(CONTENT)));
    }

    private static Patience attempts(int attempts) {
        return new Patience(HASTY.connect(), HASTY.silence(), attempts, HASTY.pause(), HASTY.longestPause());
    }

    /** What an earlier process left when it was killed. */
    private void leave(byte[] part, String version) throws IOException {
        Files.createDirectories(place().getParent());
        Files.write(PartFile.beside(place(), ".part"), part);
        Files.writeString(PartFile.beside(place(), ".part.version"), server.address("/a") + "\n" + version + "\n");
    }

    private void assertNothingElse() throws IOException {
        try (var files = Files.list(place().getParent())) {
            assertThat(files).containsExactly(place());
        }
    }

    private Path place() {
        return folder.resolve("cache/a.safetensors");
    }

    private Download wanted(byte[] content) {
        return new Download(server.address("/a"), place(), checksum(content));
    }

    private static Checksum checksum(byte[] content) {
        try {
            return Checksum.sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
