package io.ansatz.runner.download;

import io.ansatz.api.Download;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** One try to bring the rest of a file, along a few redirections at most. */
final class Attempt {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> LATER = Set.of(408, 429, 500, 502, 503, 504);

    private static final int MOST_REDIRECTIONS = 5;
    private static final long LOOK_MILLIS = 200;

    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,17})-[0-9]{1,17}/([0-9]{1,17}|\\*)");

    private final Download wanted;
    private final PartFile part;
    private final HttpClient http;
    private final Patience patience;
    private final Onlooker onlooker;

    /** What comes, from the moment that it does; set by the thread that brings it. */
    private volatile Optional<Arrival> arrival = Optional.empty();

    Attempt(Download wanted, PartFile part, HttpClient http, Patience patience, Onlooker onlooker) {
        this.wanted = wanted;
        this.part = part;
        this.http = http;
        this.patience = patience;
        this.onlooker = onlooker;
    }

    /**
     * Brings what is missing.
     *
     * @throws TransientException if it may go well the next time
     * @throws FinalException if it will not
     */
    void bring() throws IOException {
        URI address = wanted.from();
        for (int hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
            HttpResponse<Void> answer = ask(address);
            int status = answer.statusCode();
            if (status == OK || status == PARTIAL) {
                return;
            }
            Optional<String> location = answer.headers().firstValue("Location");
            if (!ELSEWHERE.contains(status) || location.isEmpty()) {
                throw refusal(answer);
            }
            address = next(address, location.get());
        }
        throw new FinalException("it leads on to other addresses more than %d times".formatted(MOST_REDIRECTIONS));
    }

    private HttpResponse<Void> ask(URI address) throws IOException {
        var request = HttpRequest.newBuilder(address).header("User-Agent", "Ansatz");
        long before = part.length();
        if (before > 0) {
            // A server that has another version by now ignores the range, and sends that one whole.
            request.header("Range", "bytes=%d-".formatted(before));
            request.header("If-Range", part.version().orElseThrow());
        }
        arrival = Optional.empty();
        long asked = System.nanoTime();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), this::receive);
        try {
            boolean begun = false;
            while (true) {
                Optional<HttpResponse<Void>> whole = glance(answer, address);
                Optional<Arrival> coming = arrival;
                if (coming.isPresent() && !begun) {
                    onlooker.begins(wanted, coming.get().before(), coming.get().size());
                    begun = true;
                }
                coming.ifPresent(bytes -> onlooker.moves(bytes.bytes()));
                if (whole.isPresent()) {
                    return whole.get();
                }
                long last = coming.map(Arrival::lastNanos).orElse(asked);
                if (System.nanoTime() - last > patience.silence().toNanos()) {
                    throw new TransientException("nothing came for %s".formatted(Patience.words(patience.silence())));
                }
            }
        } finally {
            answer.cancel(true);
            arrival.ifPresent(Arrival::close);
        }
    }

    /** The answer, if all of it comes soon. */
    private Optional<HttpResponse<Void>> glance(CompletableFuture<HttpResponse<Void>> answer, URI address)
            throws IOException {
        try {
            return Optional.of(answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException stillComing) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw reason(address, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download of %s was interrupted.".formatted(wanted.from()));
        }
    }

    /** Called when the head of an answer is there; says where the rest of it goes. */
    private BodySubscriber<Void> receive(ResponseInfo head) {
        int status = head.statusCode();
        if (status != OK && status != PARTIAL) {
            return new Unread();
        }
        try {
            Arrival coming = status == OK ? begin(head.headers()) : goOn(head.headers());
            arrival = Optional.of(coming);
            return coming;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Arrival begin(HttpHeaders head) throws IOException {
        OptionalLong size = size(head.firstValue("Content-Length").orElse("*"));
        return new Arrival(part.begin(version(head)), 0, size);
    }

    private Arrival goOn(HttpHeaders head) throws IOException {
        Matcher range = RANGE.matcher(head.firstValue("Content-Range").orElse(""));
        long before = part.length();
        if (before == 0 || !range.matches() || Long.parseLong(range.group(1)) != before) {
            part.delete();
            throw new TransientException("the server sent another part of it than it was asked for");
        }
        return new Arrival(part.goOn(), before, size(range.group(2)));
    }

    /** How many bytes the file is to have. */
    private OptionalLong size(String announced) throws FinalException {
        if (!announced.matches("[0-9]{1,17}")) {
            return wanted.bytes();
        }
        long bytes = Long.parseLong(announced);
        if (wanted.bytes().orElse(bytes) != bytes) {
            throw new FinalException("it has %,d bytes, and should have %,d"
                    .formatted(bytes, wanted.bytes().getAsLong()));
        }
        return OptionalLong.of(bytes);
    }

    /** By what the server can tell later whether it still has the same file. A weak tag does not promise the same bytes. */
    private static Optional<String> version(HttpHeaders head) {
        return head.firstValue("ETag").filter(tag -> tag.startsWith("\"")).or(() -> head.firstValue("Last-Modified"));
    }

    /** Where an address leads on to: never from a way that is safe to one that is not. */
    static URI next(URI address, String location) throws FinalException {
        URI next;
        try {
            next = address.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new FinalException("the server leads on to what is no address", e);
        }
        boolean byHttps = "https".equalsIgnoreCase(next.getScheme());
        if (!Download.isSafe(next) || "https".equalsIgnoreCase(address.getScheme()) && !byHttps) {
            // A query may hold a ticket, and what stands in front of a host a password.
            String shown = next.toString().replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//***@");
            throw new FinalException("the server leads on to %s, and only HTTPS is followed".formatted(shown));
        }
        return next;
    }

    private IOException refusal(HttpResponse<?> answer) throws IOException {
        int status = answer.statusCode();
        if (status == UNSATISFIABLE) {
            part.delete();
            return new TransientException("the server has not the rest of what is there already");
        }
        String what = "the server answered %d".formatted(status);
        if (!LATER.contains(status)) {
            return new FinalException(what);
        }
        String later = answer.headers().firstValue("Retry-After").orElse("");
        return new TransientException(
                what, later.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(later)) : Duration.ZERO);
    }

    private IOException reason(URI address, Throwable failure) {
        if (failure instanceof TransientException || failure instanceof FinalException) {
            return (IOException) failure;
        }
        if (failure instanceof UncheckedIOException unchecked) {
            IOException cause = unchecked.getCause();
            boolean ours = cause instanceof TransientException || cause instanceof FinalException;
            return ours ? cause : Arrival.unwritable(cause);
        }
        String host = address.getHost();
        if (failure instanceof UnknownHostException || failure.getCause() instanceof UnresolvedAddressException) {
            return new FinalException("%s is not known here. Maybe there is no network".formatted(host), failure);
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return new TransientException(
                    "%s took no connection for %s".formatted(host, Patience.words(patience.connect())));
        }
        if (failure instanceof ConnectException) {
            return new TransientException("%s takes no connection".formatted(host));
        }
        if (failure instanceof SSLException) {
            return new FinalException("%s cannot be trusted: %s".formatted(host, failure.getMessage()), failure);
        }
        return new TransientException("the connection broke off");
    }
}
