package io.ansatz.runner.execution;

import io.ansatz.simulator.statevector.Kernels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a trial ran on: nothing here decides its result, all of it may explain one. */
final class Surroundings {

    private Surroundings() {}

    /** What is known, by name. Git is asked about the folder of the experiment file, if there is git. */
    static Map<String, String> of(String framework, String engine, Path experimentFile) {
        return of(framework, engine, experimentFile, "git");
    }

    static Map<String, String> of(String framework, String engine, Path experimentFile, String git) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("ansatz", framework);
        facts.put("engine", engine);
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processor", Processor.here().toString());
        facts.put("circuits", Kernels.fastest().name());
        facts.put("user", System.getProperty("user.name"));
        facts.put("experiment file", experimentFile.toString());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        Path folder = experimentFile.toAbsolutePath().getParent();
        Answer.of(folder, git, "rev-parse", "HEAD").ifPresent(commit -> {
            facts.put("git commit", commit);
            Answer.of(folder, git, "status", "--porcelain")
                    .ifPresent(changes -> facts.put("git changes", changes.isEmpty() ? "none" : "uncommitted"));
        });
        return facts;
    }
}
