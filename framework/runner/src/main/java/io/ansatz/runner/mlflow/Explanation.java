package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.mlflow_project.apachehttp.NoHttpResponseException;

/** Says what went wrong between us and a server, to the person who runs an experiment. */
final class Explanation {

    private static final int LONGEST_QUOTE = 300;

    private final ServerAddress address;
    private final Credentials credentials;

    Explanation(ServerAddress address, Credentials credentials) {
        this.address = address;
        this.credentials = credentials;
    }

    TrackerException of(IOException failure) {
        if (failure instanceof UnwelcomeAnswerException answer) {
            return of(answer);
        }
        if (failure instanceof UnknownHostException) {
            return TrackerException.away(
                    "%s cannot be reached: no host of this name is known.".formatted(address), failure);
        }
        if (failure instanceof InterruptedIOException) {
            return TrackerException.away("%s does not answer in time.".formatted(address), failure);
        }
        if (failure instanceof SSLPeerUnverifiedException || causedByCertificate(failure)) {
            return TrackerException.refused("""
                    %s cannot be trusted: %s.
                    Maybe Java does not know who signed its certificate.""".formatted(address, reason(failure)), failure);
        }
        if (failure instanceof ConnectException) {
            return TrackerException.away(
                    "%s cannot be reached: %s.".formatted(address, reason(deepest(failure))), failure);
        }
        if (failure instanceof NoHttpResponseException || failure instanceof SocketException) {
            return TrackerException.away(
                    "The connection to %s broke before the answer came.".formatted(address), failure);
        }
        return TrackerException.away("The connection to %s broke: %s.".formatted(address, reason(failure)), failure);
    }

    /** An answer that says it is fine, but cannot be understood. */
    TrackerException ofUnreadable() {
        return TrackerException.refused(
                "%s answers in a way that is not MLflow's. Is that an MLflow server?".formatted(address), null);
    }

    private TrackerException of(UnwelcomeAnswerException answer) {
        int status = answer.status();
        String quote = quote(answer.text());
        String says = "%s answers %d%s.".formatted(address, status, quote.isEmpty() ? "" : ": \"" + quote + "\"");
        if (status == 429 || status == 408 || status >= 500) {
            return TrackerException.away(says, answer);
        }
        return TrackerException.refused(says + hint(answer, quote), answer);
    }

    private String hint(UnwelcomeAnswerException answer, String quote) {
        int status = answer.status();
        if (status < 400 && !answer.location().isEmpty()) {
            return "\nMaybe the server has moved to %s.".formatted(quote(answer.location()));
        }
        if (status == 401) {
            return "\nMaybe MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN,"
                    + " are missing or wrong.";
        }
        if (status == 403 && (quote.contains("DNS rebinding") || quote.contains("Invalid Host"))) {
            return "\nMaybe the server does not know that it is called so: mlflow server --allowed-hosts \"%s\""
                    .formatted(address.authority());
        }
        boolean strange = status < 400 || (status == 404 && answer.errorCode().isEmpty());
        return strange ? " Is that an MLflow server?" : "";
    }

    private static boolean causedByCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : quote(credentials.hide(message));
    }

    /** One line that cannot move a terminal's cursor, and not a long one. */
    private static String quote(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.length() <= LONGEST_QUOTE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
        return line.substring(0, end) + "…";
    }
}
