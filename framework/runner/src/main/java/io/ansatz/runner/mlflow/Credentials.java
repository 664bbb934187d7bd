package io.ansatz.runner.mlflow;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who we are to a server, taken from the variables that MLflow's own clients read; and what no message may hold. */
final class Credentials {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Gson HTML_SAFE = new Gson();
    private static final Gson PLAIN = new GsonBuilder().disableHtmlEscaping().create();

    private final Optional<String> authorization;
    private final List<String> secrets;

    private Credentials(Optional<String> authorization, List<String> secrets) {
        this.authorization = authorization;
        this.secrets = secrets;
    }

    /**
     * Reads MLFLOW_TRACKING_TOKEN, or else MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.
     *
     * @throws IllegalArgumentException if one of them holds what no header can
     */
    static Credentials from(Map<String, String> environment) {
        String token = value(environment, "MLFLOW_TRACKING_TOKEN");
        String user = value(environment, "MLFLOW_TRACKING_USERNAME");
        String password = value(environment, "MLFLOW_TRACKING_PASSWORD");
        var secrets = new ArrayList<String>();
        var authorization = Optional.<String>empty();
        if (!password.isEmpty()) {
            addSpellings(secrets, password);
            if (!user.isEmpty()) {
                byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
                String encoded = Base64.getEncoder().encodeToString(pair);
                addSpellings(secrets, encoded);
                authorization = Optional.of("Basic " + encoded);
            }
        }
        if (!token.isEmpty()) {
            addSpellings(secrets, token);
            authorization = Optional.of("Bearer " + token);
        }
        // A secret that holds another one goes first, or its rest would remain.
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return new Credentials(authorization, List.copyOf(secrets));
    }

    private static String value(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (CONTROL.matcher(value).find()) {
            throw new IllegalArgumentException("""
                    %s holds a character that cannot be sent.
                    Maybe a line break came along with it.""".formatted(name));
        }
        return value;
    }

    /** A secret as it may come back: as it is, in an address, and in JSON. */
    private static void addSpellings(List<String> secrets, String secret) {
        secrets.add(secret);
        secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        for (Gson gson : List.of(HTML_SAFE, PLAIN)) {
            String json = gson.toJson(secret);
            secrets.add(json.substring(1, json.length() - 1));
        }
    }

    /** What the header {@code Authorization} says; empty when there is nothing to say. */
    Optional<String> authorization() {
        return authorization;
    }

    /** A text with every secret taken out. */
    String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
