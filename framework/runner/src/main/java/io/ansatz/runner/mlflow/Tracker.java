package io.ansatz.runner.mlflow;

import io.ansatz.runner.experiment.Tracking;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place that keeps runs in the way of MLflow. Whatever is said twice counts once, so that everything can be repeated after
 * a failure; a call that fails may have done a part. One thread speaks with a tracker; other processes may speak
 * with the same place at the same time.
 */
public interface Tracker extends Closeable {

    /**
     * The tracker that an experiment names.
     *
     * @param tracking the word in the experiment file
     * @param runs the folder of all runs, where the embedded store lies
     * @param environment where name, password and token come from
     */
    static Tracker open(Tracking tracking, Path runs, Map<String, String> environment) {
        return tracking.server()
                .<Tracker>map(address -> ServerTracker.at(address, environment))
                .orElseGet(() -> StoreTracker.in(runs));
    }

    /** Where it is, in words for a message: an address without secrets, or a file. */
    String place();

    /** The id of the experiment of this name, which is made if there is none. */
    String experiment(String name) throws TrackerException;

    /** Lays tags over those of an experiment. */
    void tagExperiment(String experiment, Map<String, String> tags) throws TrackerException;

    /** Every run of an experiment that has a tag {@link Run#IDENTITY}, deleted ones too. */
    List<Held> runs(String experiment) throws TrackerException;

    /**
     * The id of the run of this identity, which is begun if there is none: as running, with its name, the time it
     * began, its tags, and under the run with the id {@code parent}. Two processes that begin the same run get the same id.
     */
    String begin(String experiment, Run run, Optional<String> parent) throws TrackerException;

    /**
     * Adds to a run. However much it is, it is sent in portions that MLflow takes. A tag replaces the one of its name; a
     * param never changes; a point that is there already counts once.
     */
    void log(String run, Map<String, String> params, Map<String, String> tags, List<Point> points)
            throws TrackerException;

    /** Says which data a run used. */
    void use(String run, List<DatasetInput> inputs) throws TrackerException;

    /** Keeps a file with a run, in place of one of the same path. */
    void keep(String run, String path, Path file) throws TrackerException;

    /** Says in which state a run is, and when it ended if it did. */
    void update(String run, String name, RunStatus status, Optional<Instant> ended) throws TrackerException;

    @Override
    void close();
}
