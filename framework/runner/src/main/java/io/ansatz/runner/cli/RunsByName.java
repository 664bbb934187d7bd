package io.ansatz.runner.cli;

import io.ansatz.runner.experiment.Trial;
import io.ansatz.runner.tracking.RunFolder;
import io.ansatz.runner.tracking.StudyFolder;
import io.ansatz.runner.tracking.StudyPlan;
import io.ansatz.runner.tracking.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds a run by its folder, by the beginning of its folder's name, or by what a table calls it. */
final class RunsByName {

    private static final int SHOWN = 10;
    private static final Pattern NUMBER = Pattern.compile("=([+-]?[0-9]+\\.?[0-9]*(?:[eE][+-]?[0-9]+)?)(?= |$)");

    private final Path runs;

    RunsByName(Path runs) {
        this.runs = runs;
    }

    /** A run and what it may be called. */
    private record Named(Path folder, String experiment, String title) {

        boolean isCalled(String word) {
            String id = folder.getFileName().toString();
            return id.startsWith(word)
                    || (experiment + "/" + id).startsWith(word)
                    || plain(title).equals(plain(word))
                    || plain(experiment + " " + title).equals(plain(word));
        }

        /** A number means the same however it is written; a table has it as the experiment file does. */
        private static String plain(String title) {
            return NUMBER.matcher(title).replaceAll(number -> "=" + Double.parseDouble(number.group(1)));
        }

        String line() {
            return "  %s/%s   %s".formatted(experiment, folder.getFileName(), title);
        }
    }

    /**
     * The trial behind a word.
     *
     * @throws ToMendException if there is none, or more than one
     */
    TrialRecord find(String word) throws IOException, ToMendException {
        for (Path folder : folders(word)) {
            if (Files.isDirectory(folder)) {
                return read(folder);
            }
        }
        List<Named> all = new ArrayList<>();
        for (StudyFolder study : StudyFolder.in(runs)) {
            all.addAll(named(study));
        }
        List<Named> found = all.stream().filter(run -> run.isCalled(word)).toList();
        if (found.size() == 1) {
            return read(found.get(0).folder());
        }
        if (found.isEmpty()) {
            throw new ToMendException("There is no run '%s', neither as a folder nor in %s.%s"
                    .formatted(word, runs, all.isEmpty() ? "" : " There are:\n" + lines(all)));
        }
        throw new ToMendException("'%s' may be one of %d runs:\n%s".formatted(word, found.size(), lines(found)));
    }

    private List<Path> folders(String word) {
        try {
            return List.of(Path.of(word), runs.resolve(word));
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private static TrialRecord read(Path folder) throws IOException, ToMendException {
        var run = TrialRecord.read(new RunFolder(folder));
        if (run.isPresent()) {
            return run.get();
        }
        if (Files.isRegularFile(folder.resolve(StudyPlan.FILE))) {
            throw new ToMendException("%s is a whole experiment. Name one of its runs:\n%s"
                    .formatted(folder, lines(named(new StudyFolder(folder)))));
        }
        throw new ToMendException("%s is no folder of a run: no trial began there.".formatted(folder));
    }

    private static List<Named> named(StudyFolder study) throws IOException {
        List<String> varies = study.plan().map(StudyPlan::varies).orElse(List.of());
        var named = new ArrayList<Named>();
        for (TrialRecord trial : study.records()) {
            var point = new LinkedHashMap<String, String>();
            varies.forEach(path -> trial.setting(path).ifPresent(value -> point.put(path, value)));
            named.add(new Named(trial.folder().path(), study.name(), Trial.title(trial.role(), trial.seed(), point)));
        }
        return named;
    }

    private static String lines(List<Named> runs) {
        String lines = runs.stream().limit(SHOWN).map(Named::line).collect(Collectors.joining("\n"));
        return runs.size() > SHOWN ? "%s\n  and %d more".formatted(lines, runs.size() - SHOWN) : lines;
    }
}
