package io.ansatz.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a compose file says, its anchors and merges resolved. */
record ComposeFile(Map<String, Service> services, Set<String> volumes) {

    /** One container to be. Lists are empty where the file says nothing. */
    record Service(String name, Map<?, ?> keys) {

        String image() {
            return String.valueOf(keys.get("image"));
        }

        List<String> list(String key) {
            if (keys.get(key) instanceof Map<?, ?> map) {
                return map.keySet().stream().map(String::valueOf).toList();
            }
            return keys.get(key) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }

        /** The value of {@code --name=value} in the command. */
        String option(String name) {
            String start = "--" + name + "=";
            return list("command").stream()
                    .filter(word -> word.startsWith(start))
                    .map(word -> word.substring(start.length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static ComposeFile read(Path file) throws IOException {
        Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        var services = new TreeMap<String, Service>();
        ((Map<?, ?>) root.get("services"))
                .forEach((name, keys) ->
                        services.put(String.valueOf(name), new Service(String.valueOf(name), (Map<?, ?>) keys)));
        var volumes = new TreeSet<String>();
        ((Map<?, ?>) root.get("volumes")).keySet().forEach(name -> volumes.add(String.valueOf(name)));
        return new ComposeFile(services, volumes);
    }
}
