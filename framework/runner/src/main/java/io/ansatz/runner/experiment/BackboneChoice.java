package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A backbone, what it starts with, how much of it learns, and where it ends.
 *
 * @param freeze the stages that stay as they are, or the word for all of them; in alphabetical order
 */
public record BackboneChoice(
        @Meaning("the part that draws it") Use<Backbone<?>> use,

        @Meaning("the values it starts with; none for those drawn at random")
        Optional<Weights> weights,

        @Meaning("the stages that do not learn; all and none are words for those") @Shorthand(BackboneChoice.ALL)
        List<String> freeze,

        @Meaning("the stage behind which the backbone ends; none leaves it whole")
        Optional<String> cut) {

    /** The word for every stage. */
    static final String ALL = "all";

    /**
     * A setting that speaks of a stage that is not there.
     *
     * @param setting the word beside {@code use:}
     */
    public record Misfit(String setting, String message) {}

    public BackboneChoice {
        if (freeze.contains("none")) {
            throw new IllegalArgumentException("freeze must be none or a list of stages, not a list with none in it.");
        }
        if (freeze.contains(ALL) && freeze.size() > 1) {
            throw new IllegalArgumentException("freeze must be all or a list of stages, not a list with all in it.");
        }
        if (new HashSet<>(freeze).size() < freeze.size()) {
            throw new IllegalArgumentException("freeze names one stage twice.");
        }
        // Equal experiments are to have equal settings, however they are written.
        freeze = freeze.stream().sorted().toList();
    }

    /** A whole backbone that learns, from random values on. */
    public BackboneChoice(Use<Backbone<?>> use) {
        this(use, Optional.empty(), List.of(), Optional.empty());
    }

    /** The same backbone, of which other stages do not learn. */
    BackboneChoice freezing(List<String> stages) {
        return new BackboneChoice(use, weights, stages, cut);
    }

    /** What is asked of stages that the backbone does not have, or not in front of the cut. */
    public List<Misfit> misfits(Trunk whole) {
        List<String> stages = names(whole);
        var misfits = new ArrayList<Misfit>();
        cut.filter(stage -> !stages.contains(stage)).ifPresent(stage -> misfits.add(missing("cut", stage, stages)));
        List<String> left = stages.subList(
                0, 1 + cut.map(stages::indexOf).filter(at -> at >= 0).orElse(stages.size() - 1));
        for (String stage : freeze) {
            if (stage.equals(ALL) || left.contains(stage)) {
                continue;
            }
            misfits.add(
                    stages.contains(stage)
                            ? new Misfit(
                                    "freeze",
                                    "model.backbone.freeze names '%s', which lies behind the cut at %s."
                                            .formatted(stage, cut.orElseThrow()))
                            : missing("freeze", stage, stages));
        }
        return misfits;
    }

    private Misfit missing(String setting, String stage, List<String> stages) {
        return new Misfit(
                setting,
                "model.backbone.%s names %s, but %s has no such stage. It has %s.%s"
                        .formatted(
                                setting,
                                Problem.quote(stage),
                                use.name(),
                                String.join(", ", stages),
                                Spelling.question(stage, stages)));
    }

    /** What is left of the whole backbone. */
    public Trunk upToCut(Trunk whole) {
        return cut.map(whole::upTo).orElse(whole);
    }

    /** The stages that do not learn, of those that are left. */
    public Set<String> frozen(Trunk left) {
        return freeze.contains(ALL) ? Set.copyOf(names(left)) : Set.copyOf(freeze);
    }

    private static List<String> names(Trunk trunk) {
        return trunk.stages().stream().map(Stage::name).toList();
    }
}
