package io.ansatz.runner.mlflow;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the files of runs are kept: behind the server, or in a folder that this machine has too. */
final class ArtifactPlace {

    private static final String BEHIND_THE_SERVER = "mlflow-artifacts:";
    private static final String ENDPOINT = "/api/2.0/mlflow-artifacts/artifacts/";

    /** Not a single letter, which is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:");

    private static final String ADVICE = "Start the server with --artifacts-destination, so that it takes files itself;"
            + " an experiment that is there already keeps its place.";

    private final ServerAddress address;
    private final SafeClient client;
    private final Map<String, String> roots = new HashMap<>();

    ArtifactPlace(ServerAddress address, SafeClient client) {
        this.address = address;
        this.client = client;
    }

    /** Notes where the server said that a run has its files. */
    void remember(String run, String artifactUri) {
        roots.put(run, artifactUri);
    }

    /** Keeps a file with a run, in place of one of the same path. */
    void keep(String run, String path, Path file) throws TrackerException {
        Artifacts.requirePath(path);
        String root = root(run);
        if (root.startsWith(BEHIND_THE_SERVER)) {
            client.put(ENDPOINT + encoded(behindTheServer(root) + "/" + path), file);
            return;
        }
        if (SCHEME.matcher(root).find() && !root.startsWith("file:")) {
            // The address is not repeated: it may hold a key to the store.
            throw TrackerException.refused(
                    "%s keeps files in a store, %s:, that cannot be written to from here.\n%s"
                            .formatted(address, root.substring(0, root.indexOf(':')), ADVICE),
                    null);
        }
        Path folder = folder(root);
        // <where all is kept>/<experiment>/<run>/artifacts: MLflow makes the last three when the first file comes.
        Path all = folder.resolve("../../..").normalize();
        if (!folder.isAbsolute() || !Files.isDirectory(all)) {
            throw notHere(all.toString());
        }
        Artifacts.copy(file, folder, path);
    }

    private Path folder(String root) throws TrackerException {
        try {
            return root.startsWith("file:") ? Path.of(URI.create(root)) : Path.of(root);
        } catch (IllegalArgumentException e) {
            // The server runs on another kind of machine, or names the host.
            throw notHere(root);
        }
    }

    private TrackerException notHere(String folder) {
        return TrackerException.refused("""
                %s keeps files in the folder %s, which is not on this machine.
                %s""".formatted(address, folder, ADVICE), null);
    }

    private String root(String run) throws TrackerException {
        if (!roots.containsKey(run)) {
            remember(run, client.ask(mlflow -> mlflow.getRun(run).getInfo().getArtifactUri()));
        }
        return roots.get(run);
    }

    private String behindTheServer(String root) throws TrackerException {
        String place = root.substring(BEHIND_THE_SERVER.length());
        if (place.startsWith("//")) {
            int path = (place + "/").indexOf('/', 2);
            if (path > 2 && !place.substring(2, path).equals(address.authority())) {
                throw TrackerException.refused(
                        "%s keeps files behind another server, which is not asked.\n%s".formatted(address, ADVICE),
                        null);
            }
            place = place.substring(Math.min(path, place.length()));
        }
        return place.replaceFirst("^/+", "");
    }

    private static String encoded(String path) {
        return Stream.of(path.split("/"))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
