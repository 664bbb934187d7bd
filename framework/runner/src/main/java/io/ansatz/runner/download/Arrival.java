package io.ansatz.runner.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes what comes to a file, in the threads that bring it, and can be asked from another how far it is. */
final class Arrival implements BodySubscriber<Void> {

    /** Where nobody knows the size, so much would be too much. */
    private static final long MOST_BYTES = 1L << 40;

    private final FileChannel file;
    private final long before;
    private final OptionalLong size;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile long bytes;
    private volatile long lastNanos = System.nanoTime();
    private Flow.Subscription subscription;

    /**
     * A file to write to.
     *
     * @param before how many bytes of it are there
     * @param size how many it is to have in the end
     */
    Arrival(FileChannel file, long before, OptionalLong size) {
        this.file = file;
        this.before = before;
        this.size = size;
        bytes = before;
    }

    long before() {
        return before;
    }

    /** How many bytes of it are there. */
    long bytes() {
        return bytes;
    }

    OptionalLong size() {
        return size;
    }

    /** When the last byte came, on the clock of {@link System#nanoTime}. */
    long lastNanos() {
        return lastNanos;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    bytes += file.write(buffer);
                }
            }
        } catch (IOException e) {
            fail(unwritable(e));
            return;
        }
        lastNanos = System.nanoTime();
        if (bytes > size.orElse(MOST_BYTES)) {
            fail(new FinalException("more than %,d bytes came".formatted(size.orElse(MOST_BYTES))));
            return;
        }
        subscription.request(1);
    }

    private void fail(IOException reason) {
        subscription.cancel();
        close();
        end.completeExceptionally(reason);
    }

    @Override
    public void onError(Throwable failure) {
        close();
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        try {
            file.close();
        } catch (IOException e) {
            end.completeExceptionally(unwritable(e));
            return;
        }
        end.complete(null);
    }

    static FinalException unwritable(IOException failure) {
        return new FinalException("it cannot be written: %s".formatted(failure.getMessage()), failure);
    }

    /** What is written so far stays. */
    void close() {
        try {
            file.close();
        } catch (IOException ignored) {
            // What is there is held against the checksum anyway.
        }
    }
}
