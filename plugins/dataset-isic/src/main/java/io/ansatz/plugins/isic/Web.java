package io.ansatz.plugins.isic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Asks the web for one thing, once. Redirections are not followed: the archive has none, and a token must not travel. */
final class Web {

    private static final int OK = 200;
    private static final Set<Integer> LATER = Set.of(429, 500, 502, 503, 504);
    private static final long LOOK_MILLIS = 50;

    /** Far more than a page of a hundred images takes. */
    private static final long MOST_TEXT = 16 << 20;

    private final Patience patience;
    private final Time time;
    private final HttpClient http;

    Web(Patience patience, Time time) {
        this.patience = patience;
        this.time = time;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.connect())
                .build();
    }

    /**
     * Brings a text.
     *
     * @param token who asks, if anybody
     */
    String text(URI address, Optional<String> token) throws Trouble, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        bring(address, token, Channels.newChannel(bytes), MOST_TEXT);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Brings a file of this size. Nobody is told who asks: what permission it takes is part of the address. */
    void file(URI address, WritableByteChannel to, long size) throws Trouble, InterruptedException {
        long came = bring(address, Optional.empty(), to, size);
        if (came != size) {
            throw new Trouble.Content("it has %,d bytes and should have %,d".formatted(came, size));
        }
    }

    private long bring(URI address, Optional<String> token, WritableByteChannel to, long most)
            throws Trouble, InterruptedException {
        var request = HttpRequest.newBuilder(address).header("User-Agent", "Ansatz");
        token.ifPresent(word -> request.header("Authorization", "Bearer " + word));
        var arrival = new Arrival(to, most);
        CompletableFuture<HttpResponse<Arrival>> answer = http.sendAsync(request.build(), arrival::begin);
        try {
            while (true) {
                Optional<HttpResponse<Arrival>> whole = glance(answer, address);
                if (whole.isPresent()) {
                    if (whole.get().statusCode() != OK) {
                        throw refusal(whole.get());
                    }
                    return arrival.bytes();
                }
                if (System.nanoTime() - arrival.lastNanos() > patience.silence().toNanos()) {
                    throw new Trouble.Passing("nothing came for " + Patience.words(patience.silence()));
                }
            }
        } finally {
            answer.cancel(true);
        }
    }

    /** The answer, if all of it comes soon. */
    private Optional<HttpResponse<Arrival>> glance(CompletableFuture<HttpResponse<Arrival>> answer, URI address)
            throws Trouble, InterruptedException {
        try {
            return Optional.of(answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException stillComing) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw reason(address.getHost(), e.getCause());
        }
    }

    private Trouble refusal(HttpResponse<Arrival> answer) {
        int status = answer.statusCode();
        var refusal = new Trouble.Refusal(status, answer.body().words());
        if (!LATER.contains(status)) {
            return refusal;
        }
        String later = answer.headers().firstValue("Retry-After").orElse("");
        return new Trouble.Passing(refusal.getMessage(), asked(later));
    }

    /** The pause that the server asks for: in seconds, or until a date. */
    private Duration asked(String later) {
        if (later.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(later));
        }
        try {
            var until = ZonedDateTime.parse(later, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(time.now(), until.toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException notSaid) {
            return Duration.ZERO;
        }
    }

    private Trouble reason(String host, Throwable failure) {
        if (failure instanceof Trouble trouble) {
            return trouble;
        }
        if (failure instanceof UnknownHostException || failure.getCause() instanceof UnresolvedAddressException) {
            return new Trouble.Final("%s is not known here. Maybe there is no network".formatted(host), failure);
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return new Trouble.Passing(
                    "%s took no connection for %s".formatted(host, Patience.words(patience.connect())));
        }
        if (failure instanceof ConnectException) {
            return new Trouble.Passing("%s takes no connection".formatted(host));
        }
        if (failure instanceof SSLException) {
            return new Trouble.Final("%s cannot be trusted: %s".formatted(host, failure.getMessage()), failure);
        }
        if (failure instanceof IOException) {
            return new Trouble.Passing("the connection broke off");
        }
        return new Trouble.Final("asking %s failed: %s".formatted(host, failure), failure);
    }
}
