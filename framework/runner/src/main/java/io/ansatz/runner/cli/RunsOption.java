package io.ansatz.runner.cli;

import io.ansatz.runner.tracking.StudyFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What every command that looks at runs takes. */
final class RunsOption {

    @Option(
            names = "--runs",
            paramLabel = "FOLDER",
            defaultValue = "runs",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    Path folder;

    /** The experiments of these names, or all of them if none is named. */
    List<StudyFolder> studies(List<String> names) throws IOException, ToMendException {
        List<StudyFolder> all = StudyFolder.in(folder);
        if (all.isEmpty()) {
            throw new ToMendException("There are no runs in %s. `ansatz run` makes some.".formatted(folder));
        }
        Set<String> known = all.stream().map(StudyFolder::name).collect(Collectors.toSet());
        var unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ToMendException("There is no experiment '%s' in %s. It has %s."
                    .formatted(
                            unknown.get(0),
                            folder,
                            all.stream().map(StudyFolder::name).collect(Collectors.joining(", "))));
        }
        return names.isEmpty()
                ? all
                : all.stream().filter(study -> names.contains(study.name())).toList();
    }
}
