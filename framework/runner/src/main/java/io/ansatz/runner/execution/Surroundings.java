package io.ansatz.runner.execution;

import io.ansatz.simulator.statevector.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a trial ran on: nothing here decides its result, all of it may explain one. */
final class Surroundings {

    private static final int GIT_SECONDS = 5;

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
        facts.put("processor", System.getProperty("os.arch"));
        facts.put("circuits", Kernels.fastest().name());
        facts.put("user", System.getProperty("user.name"));
        facts.put("experiment file", experimentFile.toString());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        Path folder = experimentFile.toAbsolutePath().getParent();
        ask(git, folder, "rev-parse", "HEAD").ifPresent(commit -> {
            facts.put("git commit", commit);
            ask(git, folder, "status", "--porcelain")
                    .ifPresent(changes -> facts.put("git changes", changes.isEmpty() ? "none" : "uncommitted"));
        });
        return facts;
    }

    private static Optional<String> ask(String git, Path folder, String... words) {
        var command = new ArrayList<String>();
        command.add(git);
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // A git that hangs, on a network folder perhaps, must not keep a trial from beginning.
            CompletableFuture.delayedExecutor(GIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
