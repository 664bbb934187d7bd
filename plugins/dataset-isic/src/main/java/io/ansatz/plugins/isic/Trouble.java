package io.ansatz.plugins.isic;

import java.io.IOException;
import java.time.Duration;

/** What keeps something from coming; the message is the middle of a sentence. */
abstract sealed class Trouble extends IOException {

    private static final long serialVersionUID = 1;

    private Trouble(String what, Throwable cause) {
        super(what, cause);
    }

    /** The server or the way to it fails, which may pass. */
    static final class Passing extends Trouble {

        private static final long serialVersionUID = 1;

        private final Duration asked;

        /** @param asked how long the server would like to be left alone */
        Passing(String what, Duration asked) {
            super(what, null);
            this.asked = asked;
        }

        Passing(String what) {
            this(what, Duration.ZERO);
        }

        Duration asked() {
            return asked;
        }
    }

    /** Something came, but not what was asked for. */
    static final class Content extends Trouble {

        private static final long serialVersionUID = 1;

        Content(String what, Throwable cause) {
            super(what, cause);
        }

        Content(String what) {
            this(what, null);
        }
    }

    /** The server will not have it, whoever asks again. */
    static final class Refusal extends Trouble {

        private static final long serialVersionUID = 1;

        private final int status;
        private final String body;

        /** @param body what the server says of it, or the beginning of that */
        Refusal(int status, String body) {
            super("the server answered %d".formatted(status), null);
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        String body() {
            return body;
        }
    }

    /** Nothing more can come, of whatever is asked for: no network, no room, no patience left. */
    static final class Final extends Trouble {

        private static final long serialVersionUID = 1;

        Final(String what, Throwable cause) {
            super(what, cause);
        }

        Final(String what) {
            this(what, null);
        }
    }
}
