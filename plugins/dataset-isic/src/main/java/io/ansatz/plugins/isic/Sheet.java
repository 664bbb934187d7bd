package io.ansatz.plugins.isic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is written of images beside them: a table of their metadata, and whom to thank. */
record Sheet(Collection<Image> images) {

    static final List<String> HEADER = List.of(
            "isic_id",
            "lesion_id",
            "patient_id",
            "copyright_license",
            "attribution",
            "diagnosis_1",
            "diagnosis_2",
            "diagnosis_3",
            "diagnosis_4",
            "diagnosis_5",
            "sex",
            "age_approx",
            "anatom_site_general",
            "image_type",
            "pixels_x",
            "pixels_y");

    private static final String ANONYMOUS = "Anonymous";

    /** Comma-separated values (RFC 4180, with line feeds); what is not known stays empty. */
    String csv() {
        var csv = new StringBuilder(String.join(",", HEADER)).append('\n');
        for (Image image : images) {
            var cells = new ArrayList<String>();
            for (String column : HEADER) {
                cells.add(quoted(plain(cell(image, column))));
            }
            csv.append(String.join(",", cells)).append('\n');
        }
        return csv.toString();
    }

    private static String cell(Image image, String column) {
        return switch (column) {
            case "isic_id" -> image.id();
            case "copyright_license" -> image.licence();
            case "attribution" -> image.attribution();
            default -> image.metadata().getOrDefault(column, "");
        };
    }

    /** The ids of a table that was written here. */
    static List<String> ids(String csv) {
        return csv.lines().skip(1).map(line -> line.split(",", 2)[0]).toList();
    }

    /** Whom to thank: the most frequent first, who does not want to be named last. */
    String attributions() {
        Map<String, Long> counts = images.stream()
                .map(image -> plain(image.attribution()))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) ->
                                entry.getKey().equals(ANONYMOUS))
                        .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder())))
                .map(entry -> entry.getKey() + "\n")
                .collect(Collectors.joining("\n"));
    }

    /** A text on one line, without characters that command terminals. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+", " ")
                .strip();
    }

    private static String quoted(String cell) {
        return cell.matches(".*[\",].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
