package io.ansatz.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser of the person at the desk, if there is a desk. */
final class Browser {

    private Browser() {}

    /** Opens a page; where there is no screen or nothing to open it with, the caller's words must do. */
    static void open(URI page) {
        List<String> opener = opener(System.getProperty("os.name"), System.getenv());
        if (opener.isEmpty()) {
            return;
        }
        var command = new ArrayList<>(opener);
        command.add(page.toString());
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException nothingToOpenItWith) {
            return;
        }
    }

    static List<String> opener(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return List.of("open");
        }
        if (name.contains("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler");
        }
        boolean screen = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? List.of("xdg-open") : List.of();
    }
}
