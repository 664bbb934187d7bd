package io.ansatz.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Draws everything again, which must change nothing: in the opposite order, with another instance of the part, and from several
 * threads at once. A part that gives something else keeps something from draw to draw, or takes random numbers from elsewhere
 * than its settings.
 *
 * @param what what is drawn, such as {@code circuit}
 */
record Repetition<T extends Record>(String what, List<Drawing<T>> drawings) {

    private static final int THREADS = 4;

    private static final String MAYBE =
            "Maybe it keeps something from draw to draw, or takes random numbers from elsewhere than its settings.";

    /**
     * Something that was drawn.
     *
     * @param who the part and what it was asked for, as the beginning of a sentence
     * @param pens what draws it again: the part itself, and another instance where there is one
     */
    record Drawing<T>(String who, T result, List<Supplier<T>> pens) {

        /** Draws with the first of the pens. */
        static <T> Drawing<T> first(String who, List<Supplier<T>> pens) {
            return new Drawing<>(who, draw(who, pens.get(0), ""), pens);
        }

        private static <T> T draw(String who, Supplier<T> pen, String when) {
            T result;
            try {
                result = pen.get();
            } catch (RuntimeException | StackOverflowError e) {
                throw new Breach("%s cannot be drawn%s: %s".formatted(who, when, Breach.reason(e)), e);
            }
            Breach.unless(result != null, "%s draws nothing%s: it gave null.", who, when);
            return result;
        }
    }

    /** Fails where something else comes out; otherwise says in what ways it was drawn again. */
    String changesNothing() {
        for (int i = drawings.size() - 1; i >= 0; i--) {
            again(drawings.get(i), 0, "the second time");
        }
        boolean twins = false;
        for (Drawing<T> drawing : drawings) {
            if (drawing.pens().size() > 1) {
                again(drawing, 1, "with another instance");
                twins = true;
            }
        }
        fromSeveralThreads();
        return "again%s and from %d threads at once".formatted(twins ? ", with another instance" : "", THREADS);
    }

    /** Each thread goes through all drawings, and begins at another one. */
    private void fromSeveralThreads() {
        var crew = Executors.newFixedThreadPool(THREADS);
        var together = new CyclicBarrier(THREADS);
        var waiting = new ArrayList<Future<?>>();
        for (int thread = 0; thread < THREADS; thread++) {
            int begin = thread * drawings.size() / THREADS;
            waiting.add(crew.submit(() -> {
                together.await();
                for (int i = 0; i < drawings.size(); i++) {
                    again(
                            drawings.get((begin + i) % drawings.size()),
                            0,
                            "when %d threads draw at once".formatted(THREADS));
                }
                return null;
            }));
        }
        try {
            for (Future<?> thread : waiting) {
                thread.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Breach breach) {
                throw breach;
            }
            throw new IllegalStateException("A thread that draws ended early.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while drawing from several threads.", e);
        } finally {
            crew.shutdownNow();
        }
    }

    private void again(Drawing<T> drawing, int pen, String when) {
        T result = Drawing.draw(drawing.who(), drawing.pens().get(pen), " " + when);
        Difference.between(drawing.result(), result).ifPresent(difference -> {
            throw new Breach("%s draws another %s %s: %s.\n%s".formatted(drawing.who(), what, when, difference, MAYBE));
        });
    }
}
