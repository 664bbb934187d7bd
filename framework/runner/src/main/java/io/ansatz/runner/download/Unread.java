package io.ansatz.runner.download;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** For answers whose head says it all: the rest may have no end. */
final class Unread implements BodySubscriber<Void> {

    @Override
    public CompletionStage<Void> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        // Nothing was asked for.
    }

    @Override
    public void onError(Throwable failure) {
        // The head was enough.
    }

    @Override
    public void onComplete() {
        // There was no more.
    }
}
