package io.ansatz.runner.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many names of arrays, for reading: those of one layer together, such as {@code layer1.0.bn1.{weight, bias}}, in lines of
 * bearable length.
 */
final class NameList {

    private static final int WIDTH = 110;
    private static final String INDENT = "  ";

    private NameList() {}

    /** All of them, each line indented and with a line break in front. */
    static String of(List<String> names) {
        var layers = new LinkedHashMap<String, List<String>>();
        for (String name : names) {
            int dot = name.lastIndexOf('.');
            layers.computeIfAbsent(name.substring(0, dot + 1), layer -> new ArrayList<>())
                    .add(name.substring(dot + 1));
        }
        var text = new StringBuilder();
        var line = new StringBuilder();
        int left = layers.size();
        for (Map.Entry<String, List<String>> layer : layers.entrySet()) {
            left--;
            String word = layer.getKey() + together(layer.getValue()) + (left > 0 ? ", " : "");
            if (line.length() > 0 && line.length() + word.length() > WIDTH) {
                text.append('\n').append(INDENT).append(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
        }
        return text.append('\n').append(INDENT).append(line).toString();
    }

    private static String together(List<String> ends) {
        return ends.size() == 1 ? ends.get(0) : "{" + String.join(", ", ends) + "}";
    }
}
