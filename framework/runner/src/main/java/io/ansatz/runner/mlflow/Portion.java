package io.ansatz.runner.mlflow;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of what is logged as MLflow takes in one request. */
record Portion(Map<String, String> params, List<Point> points, Map<String, String> tags) {

    private static final int MOST_PARAMS = 100;
    private static final int MOST_TAGS = 100;

    /**
     * MLflow takes a thousand. But when some of them are there already it looks for them a hundred metrics at a time, stumbles
     * over those it did not look for, and answers 500 however often the request is repeated.
     */
    private static final int MOST_POINTS = 100;

    /** MLflow takes a million characters. */
    private static final int MOST_BYTES = 900_000;

    private static final int FRAME_OF_A_PAIR = 80;
    private static final int FRAME_OF_A_POINT = 200;

    /** Escapes as the MLflow client does. */
    private static final Gson GSON = new Gson();

    /** Params come first and tags last, in the order in which MLflow stores a portion too. */
    static List<Portion> of(Map<String, String> params, Collection<Point> points, Map<String, String> tags) {
        var dividing = new Dividing();
        params.forEach((key, value) -> {
            dividing.makeRoom(dividing.params.size() < MOST_PARAMS, pairBytes(key, value));
            dividing.params.put(key, value);
        });
        for (Point point : points) {
            dividing.makeRoom(dividing.points.size() < MOST_POINTS, FRAME_OF_A_POINT + bytes(point.metric()));
            dividing.points.add(point);
        }
        tags.forEach((key, value) -> {
            dividing.makeRoom(dividing.tags.size() < MOST_TAGS, pairBytes(key, value));
            dividing.tags.put(key, value);
        });
        dividing.finish();
        return dividing.portions;
    }

    private static int pairBytes(String key, String value) {
        return FRAME_OF_A_PAIR + bytes(key) + bytes(value);
    }

    private static int bytes(String text) {
        return GSON.toJson(text).getBytes(StandardCharsets.UTF_8).length;
    }

    private static final class Dividing {

        final List<Portion> portions = new ArrayList<>();
        Map<String, String> params = new LinkedHashMap<>();
        List<Point> points = new ArrayList<>();
        Map<String, String> tags = new LinkedHashMap<>();
        int bytes;

        void makeRoom(boolean room, int more) {
            if (!room || bytes + more > MOST_BYTES) {
                finish();
            }
            bytes += more;
        }

        void finish() {
            if (!params.isEmpty() || !points.isEmpty() || !tags.isEmpty()) {
                portions.add(new Portion(params, points, tags));
            }
            params = new LinkedHashMap<>();
            points = new ArrayList<>();
            tags = new LinkedHashMap<>();
            bytes = 0;
        }
    }
}
