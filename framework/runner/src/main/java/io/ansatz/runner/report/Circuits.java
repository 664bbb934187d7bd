package io.ansatz.runner.report;

import io.ansatz.runner.comparison.Configuration;
import io.ansatz.runner.tracking.BlockSheet;
import io.ansatz.runner.tracking.TrialRecord;
import io.ansatz.simulator.diagnosis.Diagnosis;
import io.ansatz.simulator.diagnosis.Estimate;
import io.ansatz.simulator.diagnosis.Inventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The circuits of the hybrids of a study: their drawings, what they are made of, and what random weights tell about them. */
final class Circuits {

    private static final String SETTINGS = "model.circuit.";
    private static final List<String> UNLIKE_THE_IDEAL =
            List.of("model.simulator.shots", "model.simulator.noise", "model.simulator.trajectories");

    private final List<Configuration> configurations;
    private final BlockSheets sheets;
    private final Page page;

    Circuits(List<Configuration> configurations, BlockSheets sheets, Page page) {
        this.configurations = configurations;
        this.sheets = sheets;
        this.page = page;
    }

    /** A circuit as trials left it; those that left the same have the same. */
    private record Look(String name, Optional<String> drawing, Optional<BlockSheet.Drawn> drawn) {}

    void write() {
        List<Configuration> hybrids = configurations.stream()
                .filter(configuration -> configuration.role().equals("hybrid")
                        && !configuration.finished().isEmpty())
                .toList();
        var looks = new LinkedHashMap<Look, List<Configuration>>();
        for (Configuration hybrid : hybrids) {
            looks.computeIfAbsent(look(hybrid), one -> new ArrayList<>()).add(hybrid);
        }
        if (looks.isEmpty()) {
            return;
        }
        page.heading(looks.size() == 1 ? "Circuit" : "Circuits");
        if (hybrids.stream().anyMatch(Circuits::unlikeTheIdeal)) {
            page.paragraph("What stands here is of the circuit itself; trials ran it with noise or finite shots.");
        }
        overview();
        looks.forEach((look, users) -> circuit(look, looks.size() == 1 ? List.of() : users));
        if (looks.keySet().stream().anyMatch(look -> !estimates(look).isEmpty())) {
            page.note(
                    "Estimates come from weights drawn evenly from the full circle, at one point of inputs between -π and π. Weights and"
                            + " inputs are the same for every trial, and the same as those of ansatz circuit inspect.");
        }
        sheets.problems().forEach(why -> page.add("<pre class=\"warn\">%s</pre>", why));
    }

    private Look look(Configuration configuration) {
        TrialRecord trial = configuration.finished().get(0);
        String name = trial.identity().entrySet().stream()
                .filter(line -> line.getKey().startsWith(SETTINGS)
                        && !line.getKey().endsWith(".plugin")
                        && !line.getKey().equals(SETTINGS + "use"))
                .map(line -> line.getKey().substring(SETTINGS.length()) + " " + line.getValue())
                .collect(Collectors.joining(", "));
        String use = trial.setting(SETTINGS + "use").orElse("circuit");
        return new Look(
                name.isEmpty() ? use : use + ": " + name,
                drawing(trial),
                sheets.of(configuration)
                        .flatMap(sheet -> sheet.circuits().stream().findFirst()));
    }

    private static Optional<String> drawing(TrialRecord trial) {
        Path file = trial.folder().path().resolve(TrialPlots.CIRCUIT);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean unlikeTheIdeal(Configuration configuration) {
        return configuration.finished().get(0).identity().entrySet().stream()
                .anyMatch(line -> UNLIKE_THE_IDEAL.stream().anyMatch(line.getKey()::startsWith)
                        && !line.getValue().equals("none"));
    }

    /** A row for each circuit, those of controls included, where there are several to be held against each other. */
    private void overview() {
        var users = new LinkedHashMap<BlockSheet.Drawn, List<Configuration>>();
        for (Configuration configuration : configurations) {
            sheets.of(configuration).stream()
                    .flatMap(sheet -> sheet.circuits().stream())
                    .forEach(drawn -> users.computeIfAbsent(drawn, one -> new ArrayList<>())
                            .add(configuration));
        }
        if (users.size() < 2) {
            return;
        }
        var columns = new ArrayList<Page.Column>();
        columns.add(Page.Column.texts("circuit of"));
        Stream.of("qubits", "depth", "weights", "effective")
                .map(Page.Column::numbers)
                .forEach(columns::add);
        List<String> names = users.keySet().stream()
                .flatMap(drawn -> drawn.diagnosis().estimates().stream().map(Estimate::name))
                .distinct()
                .toList();
        names.stream().map(Page.Column::numbers).forEach(columns::add);
        page.beginTable("Circuits", columns);
        users.forEach((drawn, who) -> {
            Inventory inventory = drawn.inventory();
            page.add("<tr>");
            page.cell(words(who));
            page.number(Markup.count(inventory.qubits()));
            page.number(Markup.count(inventory.depth()));
            page.number(Markup.count(inventory.weights()));
            page.number(Markup.count(inventory.effectiveWeights()));
            Map<String, Estimate> estimates = drawn.diagnosis().estimates().stream()
                    .collect(Collectors.toMap(Estimate::name, estimate -> estimate));
            names.forEach(
                    name -> page.number(estimates.containsKey(name) ? withError(estimates.get(name)) : Page.NOTHING));
            page.add("</tr>");
        });
        page.endTable();
        page.note("Behind ± stands the standard error.");
    }

    /** Roles by their setting. */
    private static String words(List<Configuration> users) {
        Map<String, List<String>> roles = users.stream()
                .collect(Collectors.groupingBy(
                        Configuration::setting,
                        LinkedHashMap::new,
                        Collectors.mapping(Configuration::role, Collectors.toList())));
        return roles.entrySet().stream()
                .map(one -> (String.join(", ", one.getValue()) + " " + one.getKey()).strip())
                .collect(Collectors.joining("; "));
    }

    private void circuit(Look look, List<Configuration> users) {
        page.add("<h3>%s</h3>", look.name());
        if (users.size() > 1) {
            page.note("Of %s.".formatted(words(users)));
        }
        String alternative = look.drawn()
                .map(drawn ->
                        "The circuit, on " + Markup.count(drawn.inventory().qubits(), "qubit"))
                .orElse("The circuit");
        if (look.drawing().isPresent()) {
            page.add("<div class=\"wide\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">", look.name());
            page.add(
                    "<img class=\"drawing\" src=\"%s\" alt=\"%s\"/>",
                    address(look.drawing().get()), alternative);
            page.add("</div>");
        } else {
            page.note("Its drawing is " + Passports.UNKNOWN + ".");
        }
        if (look.drawn().isEmpty()) {
            page.note(
                    "What it is made of, and what random weights tell about it, is %s; ansatz circuit inspect shows it."
                            .formatted(Passports.UNKNOWN));
            return;
        }
        facts(look.drawn().get());
    }

    /** As a picture of its own, whose styles stay in it and in which nothing runs. */
    private static String address(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private void facts(BlockSheet.Drawn drawn) {
        Inventory inventory = drawn.inventory();
        if (drawn.sideBySide() > 1) {
            page.note("This is the first of %s side by side.".formatted(Markup.count(drawn.sideBySide(), "circuit")));
        }
        page.add("<dl>");
        page.fact(
                "size",
                "%s, %s, %s, depth %s"
                        .formatted(
                                Markup.count(inventory.qubits(), "qubit"),
                                Markup.count(inventory.inputs(), "input"),
                                Markup.count(inventory.outputs(), "output"),
                                Markup.count(inventory.depth())));
        page.fact(
                "gates",
                inventory.gates().isEmpty()
                        ? "none"
                        : inventory.gates().entrySet().stream()
                                .map(gate -> Markup.count(gate.getValue()) + " " + gate.getKey())
                                .collect(Collectors.joining(", ")));
        page.fact("weights", weights(inventory));
        Diagnosis diagnosis = drawn.diagnosis();
        for (Estimate estimate : diagnosis.estimates()) {
            page.fact(
                    estimate.name(),
                    estimate.value().isPresent()
                            ? "%s, from %s; %s"
                                    .formatted(
                                            withError(estimate),
                                            Markup.count(estimate.samples(), "sample"),
                                            estimate.meaning())
                            : estimate.meaning());
        }
        page.add("</dl>");
        if (diagnosis.estimates().isEmpty()) {
            page.note(diagnosis.remark());
        }
    }

    private static String weights(Inventory inventory) {
        List<Integer> dead = inventory.deadWeights();
        String weights = Markup.count(inventory.weights());
        if (dead.isEmpty()) {
            return weights;
        }
        return "%s, of which %s %s no output: %s"
                .formatted(
                        weights,
                        Markup.count(dead.size()),
                        dead.size() == 1 ? "changes" : "change",
                        dead.stream().map(index -> "w" + index).collect(Collectors.joining(", ")));
    }

    private static String withError(Estimate estimate) {
        return estimate.error().isPresent() ? estimate.words() + " ± " + estimate.errorWords() : estimate.words();
    }

    private static List<Estimate> estimates(Look look) {
        return look.drawn().map(drawn -> drawn.diagnosis().estimates()).orElse(List.of());
    }
}
