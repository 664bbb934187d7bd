package io.ansatz.runner.training;

import io.ansatz.runner.experiment.Schedule;
import io.ansatz.runner.experiment.Training;

/** Follows a schedule: the learning rate of every epoch, which depends on the judgements of those before it alone. */
final class Pace {

    private final Training settings;
    private int epoch = 1;

    // Of the plateau: the best epoch, the one from which patience counts, and what the rate has become.
    private final Best watched;
    private int since;
    private double lowered;

    Pace(Training settings) {
        this.settings = settings;
        this.watched = settings.schedule() instanceof Schedule.Plateau plateau
                ? new Best(plateau.metric())
                : new Best(settings.select());
        this.lowered = settings.rate();
    }

    /** The rate of the epoch that is next. */
    double rate() {
        Schedule schedule = settings.schedule();
        if (schedule instanceof Schedule.Cosine cosine) {
            return falling(cosine);
        }
        if (schedule instanceof Schedule.Steps steps) {
            double rate = settings.rate();
            for (int at : steps.at()) {
                rate *= epoch > at ? steps.factor() : 1;
            }
            return rate;
        }
        return schedule instanceof Schedule.Plateau ? lowered : settings.rate();
    }

    /** Loshchilov and Hutter, equation 5, where an epoch counts from 0 and a fall ends just above the floor. */
    private double falling(Schedule.Cosine cosine) {
        long done = epoch - 1;
        long length = settings.epochs();
        if (cosine.restart().isPresent()) {
            length = cosine.restart().get();
            while (done >= length) {
                done -= length;
                length *= cosine.stretch();
            }
        }
        double height = settings.rate() - cosine.floor();
        return cosine.floor() + height * (1 + Math.cos(Math.PI * done / length)) / 2;
    }

    /** Takes the judgement on the epoch. */
    void offer(Evaluation validation) {
        if (settings.schedule() instanceof Schedule.Plateau plateau) {
            if (watched.offer(epoch, validation)) {
                since = epoch;
            } else if (epoch - since >= plateau.patience()) {
                lowered = Math.max(lowered * plateau.factor(), plateau.floor());
                since = epoch;
            }
        }
        epoch++;
    }
}
