package io.ansatz.runner.experiment;

import io.ansatz.api.Meaning;
import java.util.List;
import java.util.Optional;

/** How a network learns. */
public record Training(
        @Meaning("the most passes over the training images") int epochs,
        @Meaning("images per step") int batch,
        @Meaning("the update rule") Optimizer optimizer,
        @Meaning("the learning rate") double rate,

        @Meaning("the share of the last step that goes on in the next; for sgd alone")
        double momentum,

        @Meaning("how much values are drawn towards 0: through their slopes, with adamw beside them")
        double weightDecay,

        @Meaning("what becomes of the rate from epoch to epoch")
        Schedule schedule,

        @Meaning("what the network learns to make small") Loss loss,

        @Meaning("the length beyond which a gradient is shortened to it; left out, none is")
        Optional<Double> clip,

        @Meaning("when to stop early; left out, all epochs run")
        Optional<Stop> stop,

        @Meaning("the validation metric that chooses the epoch to keep")
        Selection select,

        @Meaning("which training images an epoch sees") Sampling sampling,

        @Meaning("how training images are changed anew in each epoch; left out, they are not")
        Optional<Augmentation> augment,

        @Meaning("what changes on the way: later phases, each with the epoch from which it holds")
        List<Phase> phases) {

    /** The update rules there are. */
    public enum Optimizer {
        /** Kingma and Ba, 2015. */
        ADAM,
        /** With a weight decay that bypasses the slopes: Loshchilov and Hutter, 2019. */
        ADAMW,
        /** Stochastic gradient descent, with momentum if asked for. */
        SGD
    }

    /**
     * A later part of training. What it does not say stays as it was in the one before. The updater begins afresh, and so does the
     * schedule, which takes the phase for all epochs.
     */
    public record Phase(
            @Meaning("the epoch with which it begins") int from,
            @Meaning("the learning rate from there on") Optional<Double> rate,

            @Meaning("the stages of the backbone that do not learn from there on; fewer than before")
            @Shorthand(BackboneChoice.ALL)
            Optional<List<String>> freeze) {

        public Phase {
            if (from < 2) {
                throw new IllegalArgumentException(
                        "from must be at least 2, not %d: epoch 1 begins the first phase.".formatted(from));
            }
            rate.ifPresent(value -> requireAboveZero("rate", value));
        }
    }

    /** What a mistake counts: the cross-entropy, of which every part may be changed. */
    public record Loss(
            @Meaning("whether images of rarer classes count more")
            Weights weights,

            @Meaning("the exponent by which images that are known for sure count less; 0 for all alike")
            double focal,

            @Meaning("the share of a label that is spread over all classes")
            double smoothing) {

        /** What an image of a class counts. */
        public enum Weights {
            /** The same as any other. */
            NONE,
            /** So much that every class of the training part counts the same. */
            BALANCED
        }

        public Loss {
            if (!(focal >= 0) || Double.isInfinite(focal)) {
                throw new IllegalArgumentException("focal must be 0 or greater, not %s.".formatted(focal));
            }
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException(
                        "smoothing must be at least 0 and below 1, not %s.".formatted(smoothing));
            }
        }

        /** The plain cross-entropy. */
        public static Loss plain() {
            return new Loss(Weights.NONE, 0, 0);
        }
    }

    /** Stops when the metric has not improved for {@code patience} epochs. */
    public record Stop(
            @Meaning("how many epochs without improvement are borne")
            int patience,

            @Meaning("the validation metric to watch") Selection metric) {

        public Stop {
            requireAtLeastOne("stop.patience", patience);
        }
    }

    public Training {
        requireAtLeastOne("epochs", epochs);
        requireAtLeastOne("batch", batch);
        requireAboveZero("rate", rate);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be at least 0 and below 1, not %s.".formatted(momentum));
        }
        if (momentum > 0 && optimizer != Optimizer.SGD) {
            throw new IllegalArgumentException(
                    "momentum is for the optimizer sgd; %s has a momentum of its own.".formatted(Word.of(optimizer)));
        }
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new IllegalArgumentException("weight-decay must be 0 or greater, not %s.".formatted(weightDecay));
        }
        if (clip.isPresent()) {
            requireAboveZero("clip", clip.get());
        }
        if (schedule instanceof Schedule.Cosine cosine) {
            requireNotAbove(rate, "schedule.cosine.floor", cosine.floor());
        } else if (schedule instanceof Schedule.Plateau plateau) {
            requireNotAbove(rate, "schedule.plateau.floor", plateau.floor());
        }
        phases = List.copyOf(phases);
        int before = 1;
        for (Phase phase : phases) {
            if (phase.from() <= before || phase.from() > epochs) {
                throw new IllegalArgumentException(
                        "phases must begin one behind the other, up to epoch %d, not with %d behind %d."
                                .formatted(epochs, phase.from(), before));
            }
            before = phase.from();
        }
    }

    /** On every image as it is, once an epoch. */
    public Training(
            int epochs,
            int batch,
            Optimizer optimizer,
            double rate,
            double momentum,
            double weightDecay,
            Schedule schedule,
            Loss loss,
            Optional<Double> clip,
            Optional<Stop> stop,
            Selection select,
            List<Phase> phases) {
        this(
                epochs,
                batch,
                optimizer,
                rate,
                momentum,
                weightDecay,
                schedule,
                loss,
                clip,
                stop,
                select,
                Sampling.SHUFFLED,
                Optional.empty(),
                phases);
    }

    /** At a constant rate, and nothing that need not be said. */
    public Training(int epochs, int batch, Optimizer optimizer, double rate, Optional<Stop> stop, Selection select) {
        this(
                epochs,
                batch,
                optimizer,
                rate,
                0,
                0,
                new Schedule.Constant(),
                Loss.plain(),
                Optional.empty(),
                stop,
                select,
                List.of());
    }

    /** The phase of an epoch; 0 is the first. */
    public int phaseOf(int epoch) {
        return (int) phases.stream().filter(phase -> phase.from() <= epoch).count();
    }

    /** The epoch with which the last phase begins. */
    public int lastPhase() {
        return begin(phases.size());
    }

    private int begin(int phase) {
        return phase == 0 ? 1 : phases.get(phase - 1).from();
    }

    /** A phase as a training of its own: its epochs, at its rate. */
    public Training inPhase(int phase) {
        int end = phase == phases.size() ? epochs : begin(phase + 1) - 1;
        double its = rate;
        for (Phase earlier : phases.subList(0, phase)) {
            its = earlier.rate().orElse(its);
        }
        return new Training(
                end - begin(phase) + 1,
                batch,
                optimizer,
                its,
                momentum,
                weightDecay,
                schedule,
                loss,
                clip,
                stop,
                select,
                sampling,
                augment,
                List.of());
    }

    /** What does not learn in a phase, if the phase or one before it says so. */
    public Optional<List<String>> frozenIn(int phase) {
        return phases.subList(0, phase).stream()
                .flatMap(earlier -> earlier.freeze().stream())
                .reduce((before, later) -> later);
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be greater than 0, not %s.".formatted(name, value));
        }
    }

    private static void requireNotAbove(double rate, String name, double floor) {
        if (floor > rate) {
            throw new IllegalArgumentException("%s must be at most the rate, %s, not %s."
                    .formatted(name, Literal.text(rate), Literal.text(floor)));
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d.".formatted(name, value));
        }
    }
}
