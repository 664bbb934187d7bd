package io.ansatz.runner.download;

import io.ansatz.api.Download;
import java.util.OptionalLong;

/** Somebody who watches files come. Calls come from the thread that waits for them; they must be quick. */
public interface Onlooker {

    /**
     * A file begins to come, or goes on.
     *
     * @param before how many bytes of it were there already
     * @param size how many it has, if the server says so
     */
    void begins(Download wanted, long before, OptionalLong size);

    /** So many bytes of it are there now. Called a few times a second. */
    void moves(long bytes);

    /** Something keeps it from coming, as said in {@code what}. */
    void halts(Download wanted, String what);

    /** The file is there, and right. */
    void ends(Download wanted, long bytes);
}
