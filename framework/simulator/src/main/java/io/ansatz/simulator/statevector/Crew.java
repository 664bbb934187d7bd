package io.ansatz.simulator.statevector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that share the pieces of one job with the thread that brings it, and sleep in between. Which thread does which piece is
 * chance, so no result may depend on it. Nothing is allocated per job.
 */
final class Crew {

    /** Work in pieces. */
    interface Job {

        /** @param worker which of the crew does it, from 0 */
        void piece(int index, int worker);
    }

    private final int workers;
    private final AtomicInteger next = new AtomicInteger();
    private Job job;
    private int pieces;
    private int round;
    private int busy;
    private boolean dismissed;
    private Throwable failure;

    Crew(int workers) {
        this.workers = workers;
        for (int worker = 1; worker < workers; worker++) {
            int number = worker;
            var thread = new Thread(() -> serve(number), "circuits-" + number);
            thread.setDaemon(true);
            thread.start();
        }
    }

    int workers() {
        return workers;
    }

    /** Does all pieces and returns when the last is done. */
    void work(Job work, int count) {
        if (workers == 1 || count < 2) {
            for (int i = 0; i < count; i++) {
                work.piece(i, 0);
            }
            return;
        }
        synchronized (this) {
            job = work;
            pieces = count;
            next.set(0);
            failure = null;
            busy = workers - 1;
            round++;
            notifyAll();
        }
        take(work, count, 0);
        finish();
    }

    /** Lets the threads go. */
    synchronized void dismiss() {
        dismissed = true;
        notifyAll();
    }

    private synchronized void finish() {
        boolean interrupted = false;
        while (busy > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                // The pieces write into the caller's arrays, so the call cannot end before they do.
                interrupted = true;
            }
        }
        job = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            Job work;
            int count;
            synchronized (this) {
                while (round == seen && !dismissed) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        // Only the crew itself lets its threads go; one that left unasked would be waited for.
                        continue;
                    }
                }
                if (dismissed) {
                    return;
                }
                seen = round;
                work = job;
                count = pieces;
            }
            take(work, count, worker);
            synchronized (this) {
                busy--;
                notifyAll();
            }
        }
    }

    private void take(Job work, int count, int worker) {
        try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                work.piece(i, worker);
            }
        } catch (RuntimeException | Error e) {
            next.set(count);
            synchronized (this) {
                failure = e;
            }
        }
    }
}
