package io.ansatz.plugins.isic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Hands on what was asked for, in the threads that bring it, and can be asked from another when something came last. Of what a
 * server says instead, the beginning is kept.
 */
final class Arrival implements BodySubscriber<Arrival> {

    private static final int OK = 200;
    private static final int MOST_WORDS = 4096;

    private final WritableByteChannel to;
    private final long most;
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private final CompletableFuture<Arrival> end = new CompletableFuture<>();
    private volatile boolean wanted;
    private volatile long bytes;
    private volatile long lastNanos = System.nanoTime();
    private Flow.Subscription subscription;

    /** @param most how many bytes may come */
    Arrival(WritableByteChannel to, long most) {
        this.to = to;
        this.most = most;
    }

    /** The head of an answer is there. */
    Arrival begin(ResponseInfo head) {
        wanted = head.statusCode() == OK;
        lastNanos = System.nanoTime();
        return this;
    }

    long bytes() {
        return bytes;
    }

    /** When something came last, on the clock of {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
    }

    /** What the server said instead of what was asked for. */
    String words() {
        return words.toString(StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<Arrival> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        lastNanos = System.nanoTime();
        for (ByteBuffer buffer : buffers) {
            if (!wanted) {
                keep(buffer);
            } else if (!write(buffer)) {
                return;
            }
        }
        if (words.size() >= MOST_WORDS) {
            // The rest may have no end.
            subscription.cancel();
            end.complete(this);
            return;
        }
        subscription.request(1);
    }

    private void keep(ByteBuffer buffer) {
        var some = new byte[Math.min(buffer.remaining(), MOST_WORDS - words.size())];
        buffer.get(some);
        words.writeBytes(some);
    }

    private boolean write(ByteBuffer buffer) {
        if (bytes + buffer.remaining() > most) {
            return fail(new Trouble.Content("more than %,d bytes came".formatted(most)));
        }
        try {
            while (buffer.hasRemaining()) {
                bytes += to.write(buffer);
            }
            return true;
        } catch (IOException e) {
            return fail(e instanceof Trouble ? e : new Trouble.Final("it cannot be written: " + e.getMessage(), e));
        }
    }

    private boolean fail(IOException reason) {
        subscription.cancel();
        end.completeExceptionally(reason);
        return false;
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(this);
    }
}
