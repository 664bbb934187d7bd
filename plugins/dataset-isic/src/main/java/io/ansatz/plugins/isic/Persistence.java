package io.ansatz.plugins.isic;

import java.time.Duration;

/** Asks again where that may help. */
final class Persistence {

    /** Something that may go wrong. */
    interface Attempt<T> {

        T go() throws Trouble, InterruptedException;
    }

    private final Patience patience;
    private final Time time;
    private final Progress progress;

    Persistence(Patience patience, Time time, Progress progress) {
        this.patience = patience;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Tries until it goes well or patience ends.
     *
     * @param what is asked for, as the beginning of a sentence
     * @throws Trouble with the reason of the last attempt; {@link Trouble.Final} where the server or the way to it kept failing
     */
    <T> T until(String what, Attempt<T> attempt) throws Trouble, InterruptedException {
        int failures = 0;
        int mistakes = 0;
        while (true) {
            try {
                return attempt.go();
            } catch (Trouble.Passing e) {
                failures++;
                if (failures > patience.retries()) {
                    throw new Trouble.Final("%s, at the last of %d attempts".formatted(e.getMessage(), failures), e);
                }
                pause(what, e, patience.pause(failures, e.asked()));
            } catch (Trouble.Content e) {
                mistakes++;
                if (mistakes > patience.corrections()) {
                    throw new Trouble.Content("%s, at the last of %d attempts".formatted(e.getMessage(), mistakes), e);
                }
                pause(what, e, patience.pause(mistakes, Duration.ZERO));
            }
        }
    }

    private void pause(String what, Trouble trouble, Duration pause) throws InterruptedException {
        progress.says("%s: %s; asked again in %s.".formatted(what, trouble.getMessage(), Patience.words(pause)));
        time.pass(pause);
    }
}
