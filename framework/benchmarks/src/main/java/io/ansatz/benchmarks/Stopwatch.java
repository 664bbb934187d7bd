package io.ansatz.benchmarks;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Has JMH time one benchmark after the other, each in a Java of its own, started with the flags of this one. */
final class Stopwatch {

    private static final double MIDDLE = 50;

    private static final double LOW = 10;

    private static final double HIGH = 90;

    private final Pace pace;
    private final OutputFormat log;

    /** @param log where everything goes that JMH says */
    Stopwatch(Pace pace, PrintStream log) {
        this.pace = pace;
        this.log = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
    }

    Timing forward(Workload workload, Contender contender) throws RunnerException {
        return time(benchmark(workload, contender, "forward"));
    }

    Timing step(Workload workload, Contender contender) throws RunnerException {
        return time(benchmark(workload, contender, "step"));
    }

    /** Over several starts of Java, because its compilers do not always come to the same result. */
    Timing stepOfSeveralStarts(Workload workload, Contender contender) throws RunnerException {
        return time(benchmark(workload, contender, "step").forks(pace.starts()));
    }

    private ChainedOptionsBuilder benchmark(Workload workload, Contender contender, String method) {
        return options(StepBenchmark.class, method)
                .warmupTime(TimeValue.seconds(contender.warmUp()))
                .param("workload", workload.name())
                .param("contender", contender.name());
    }

    Timing multiplyAdd(Class<?> peak) throws RunnerException {
        return time(options(peak, "multiplyAdd"));
    }

    Timing triad(int mebibytes) throws RunnerException {
        return time(options(TriadBenchmark.class, "triad").param("mebibytes", Integer.toString(mebibytes)));
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, String method) {
        return new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + "." + method) + "$")
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .threads(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(pace.milliseconds()))
                .shouldFailOnError(true);
    }

    private Timing time(ChainedOptionsBuilder options) throws RunnerException {
        Statistics samples =
                new Runner(options.build(), log).runSingle().getPrimaryResult().getStatistics();
        return new Timing(samples.getPercentile(MIDDLE), samples.getPercentile(LOW), samples.getPercentile(HIGH));
    }
}
