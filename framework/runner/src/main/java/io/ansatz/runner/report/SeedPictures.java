package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the seeds of every hybrid and of its controls learned, and what they said about the test images: a row of pictures of each
 * kind, a block for each setting of a sweep. Predictions are read when their block is drawn, and dropped behind it.
 */
final class SeedPictures {

    private final List<Configuration> configurations;
    private final Optional<Measure> measure;
    private final Page page;
    private final Map<String, Integer> colours = new HashMap<>();

    /** @param measures what the page shows, the most important one first */
    SeedPictures(List<Configuration> configurations, List<Measure> measures, Page page) {
        this.configurations = configurations;
        this.page = page;
        measure = measures.stream()
                .filter(Measure::isShare)
                .filter(one -> configurations.stream()
                        .flatMap(configuration -> configuration.finished().stream())
                        .flatMap(trial -> trial.curve().stream())
                        .anyMatch(epoch -> epoch.values().containsKey(one.epochValue())))
                .findFirst();
        for (Configuration configuration : configurations) {
            if (!configuration.isHybrid()) {
                colours.putIfAbsent(configuration.role(), 1 + colours.size() % (Palette.values().length - 1));
            }
        }
    }

    void write() {
        var settings = new LinkedHashMap<Map<String, String>, List<Configuration>>();
        for (Configuration configuration : configurations) {
            settings.computeIfAbsent(configuration.varying(), setting -> new ArrayList<>())
                    .add(configuration);
        }
        settings.values()
                .removeIf(block -> block.stream()
                        .allMatch(configuration -> configuration.finished().isEmpty()));
        if (settings.isEmpty()) {
            return;
        }
        page.heading("Learning and answers over seeds");
        page.note(
                "A panel is a configuration, its line the mean over its seeds, and the band around it the interval in which the mean of"
                        + " endless repetitions is expected, place by place, 95 times in 100 (Student's t); it ends where the panel does."
                        + " One seed has no band.");
        boolean first = true;
        for (List<Configuration> block : settings.values()) {
            if (settings.size() == 1) {
                block(block);
            } else {
                page.add(first ? "<details open=\"open\">" : "<details>");
                page.add("<summary>%s</summary>", summary(block.get(0).setting()));
                block(block);
                page.add("</details>");
            }
            first = false;
        }
    }

    private static String summary(String setting) {
        return setting.isEmpty() ? "where nothing that varies is set" : setting;
    }

    private void block(List<Configuration> block) {
        List<Repetitions> sides = block.stream()
                .filter(configuration -> !configuration.finished().isEmpty())
                .sorted(Comparator.comparing(configuration -> !configuration.isHybrid()))
                .map(configuration -> Repetitions.of(configuration, colours.getOrDefault(configuration.role(), 0)))
                .toList();
        block.stream()
                .filter(configuration -> configuration.finished().isEmpty())
                .forEach(configuration -> warn("No seed of %s has finished.".formatted(configuration.label())));
        sides.stream().flatMap(side -> side.leftOut().stream()).forEach(this::warn);
        new LearningPictures(sides, measure, page).write();
        new CharacteristicPictures(sides, page).write();
        new ConfusionPictures(sides, page).write();
        new ReliabilityPictures(sides, page).write();
    }

    private void warn(String sentence) {
        page.add("<p class=\"warn\">%s</p>", sentence);
    }
}
