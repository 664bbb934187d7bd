package io.ansatz.testkit;

import io.ansatz.api.circuit.Angle;
import io.ansatz.api.circuit.Circuit;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.circuit.Gate;
import io.ansatz.testkit.Repetition.Drawing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every circuit template owes: a name and settings that say what they are for; the same circuit for the same settings,
 * whoever draws it and when; no input and no weight without a gate; states of length 1 and outputs in range; samples that do not
 * see each other in a batch; and slopes and other simulators that agree. Of circuits that stand side by side each owes the same;
 * the first is the one drawn alone, and the others read the same inputs and learn nothing.
 *
 * <p>It looks at the defaults and, by itself, at the settings around them: every constant of an enum, the ends of a number's
 * range.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *     CircuitContract.of(new AngleEmbedding()).holds();
 * }
 * }</pre>
 *
 * @param <S> the settings of the template
 */
public final class CircuitContract<S extends Record> implements Contract {

    /** Circuits of settings that nobody asked for are run only as far as they have no more gates times amplitudes than this. */
    private static final long MOST_WORK = 1 << 18;

    /** Each with weights and samples of its own. */
    private static final int ROUNDS = 2;

    private final CircuitTemplate<S> template;
    private final Map<S, OptionalInt> asked;
    private final Simulators simulators;

    private CircuitContract(CircuitTemplate<S> template, Map<S, OptionalInt> asked, Simulators simulators) {
        this.template = template;
        this.asked = asked;
        this.simulators = simulators;
    }

    /** The contract of this template with its defaults and the settings around them. */
    public static <S extends Record> CircuitContract<S> of(CircuitTemplate<S> template) {
        return new CircuitContract<S>(template, Map.of(), Simulators.ofThisHouse()).with(template.defaults());
    }

    /** The same contract, also for these settings. */
    public CircuitContract<S> with(S more) {
        return asking(more, OptionalInt.empty());
    }

    /** The same contract, also for these settings, which are said to draw a circuit with this many weights. */
    public CircuitContract<S> withWeights(S more, int weights) {
        return asking(more, OptionalInt.of(weights));
    }

    /** The same contract on other simulators, so that wrong ones can be tried. */
    CircuitContract<S> on(Simulators others) {
        return new CircuitContract<>(template, asked, others);
    }

    private CircuitContract<S> asking(S more, OptionalInt weights) {
        var all = new LinkedHashMap<>(asked);
        all.put(more, weights);
        return new CircuitContract<>(template, all, simulators);
    }

    @Override
    public void holds(Consumer<String> met) {
        var part = new PartContract<>(template);
        part.holds(met);

        Set<S> settings = settings();
        Map<S, Drawing<Circuit>> circuits = draw(part, settings, CircuitTemplate::draw);
        String ways = new Repetition<>("circuit", List.copyOf(circuits.values())).changesNothing();
        met.accept("the same circuits for %d settings %s".formatted(circuits.size(), ways));

        Map<S, Drawing<SideBySide>> rows = draw(part, settings, (drawn, some) -> new SideBySide(drawn.drawAll(some)));
        new Repetition<>("row of circuits", List.copyOf(rows.values())).changesNothing();
        rows.forEach((some, row) ->
                row.result().fitTogether(row.who(), circuits.get(some).result()));
        long several =
                rows.values().stream().filter(row -> !row.result().isSingle()).count();
        if (several > 0) {
            met.accept("circuits that can stand side by side for %d of the settings".formatted(several));
        }

        rows.values().forEach(CircuitContract::everythingIsUsed);
        asked.forEach((some, weights) -> requireWeights(circuits.get(some), weights));
        met.accept("a gate for every input and every weight");

        List<Bench> benches = benches(rows);
        benches.forEach(Bench::outputsAreInRange);
        benches.forEach(Bench::stateIsNormalised);
        met.accept("outputs in range and states of length 1, at %d samples of %d circuits"
                .formatted(ROUNDS * Bench.SAMPLES, benches.size() / ROUNDS));
        benches.forEach(Bench::batchesAreSamples);
        met.accept("the same numbers in a batch as one at a time, forward and back");
        benches.forEach(Bench::slopesAreRight);
        met.accept("slopes along inputs and weights that agree with finite differences");
        benches.forEach(Bench::theReadableSimulatorAgrees);
        long refereed = benches.stream().filter(Bench::fitsStrange).count() / ROUNDS;
        benches.stream().filter(Bench::fitsStrange).forEach(Bench::strangeAgrees);
        met.accept(
                "outputs that agree with the readable simulator, and for %d circuits with Strange".formatted(refereed));
    }

    /** What was asked for, and then what lies around the defaults. */
    private Set<S> settings() {
        Set<S> settings = new LinkedHashSet<>(asked.keySet());
        settings.addAll(new Variations<>(template.name(), template.defaults()).all());
        return settings;
    }

    private <T> Map<S, Drawing<T>> draw(
            PartContract<CircuitTemplate<S>> part, Set<S> settings, BiFunction<CircuitTemplate<S>, S, T> pen) {
        var another = part.another();
        var drawings = new LinkedHashMap<S, Drawing<T>>();
        for (S some : settings) {
            var pens = new ArrayList<Supplier<T>>();
            pens.add(() -> pen.apply(template, some));
            another.ifPresent(other -> pens.add(() -> pen.apply(other, some)));
            drawings.put(some, Drawing.first("'%s' with %s".formatted(template.name(), some), pens));
        }
        return drawings;
    }

    private List<Bench> benches(Map<S, Drawing<SideBySide>> rows) {
        var benches = new ArrayList<Bench>();
        rows.forEach((settings, row) -> {
            List<Circuit> circuits = row.result().circuits();
            long work = 0;
            for (int place = 0; place < circuits.size(); place++) {
                Circuit circuit = circuits.get(place);
                work += (long) circuit.gates().size() << circuit.qubits();
                if (asked.containsKey(settings) || work <= MOST_WORK) {
                    String who = row.result().who(row.who(), place);
                    for (int round = 0; round < ROUNDS; round++) {
                        benches.add(new Bench(who, circuit, simulators, round));
                    }
                }
            }
        });
        return benches;
    }

    private static void requireWeights(Drawing<Circuit> drawing, OptionalInt said) {
        int weights = drawing.result().weights();
        Breach.unless(
                said.orElse(weights) == weights,
                "%s is said to have %d weights, and has %d.",
                drawing.who(),
                said.orElse(weights),
                weights);
    }

    private static void everythingIsUsed(Drawing<SideBySide> row) {
        List<Circuit> circuits = row.result().circuits();
        for (int place = 0; place < circuits.size(); place++) {
            everythingIsUsed(row.result().who(row.who(), place), circuits.get(place));
        }
    }

    private static void everythingIsUsed(String who, Circuit circuit) {
        var inputs = new BitSet();
        var weights = new BitSet();
        for (Gate gate : circuit.gates()) {
            gate.angles().forEach(angle -> collect(angle, inputs, weights));
            if (gate instanceof Gate.Amplitudes load) {
                inputs.set(0, load.features());
            }
        }
        int input = inputs.nextClearBit(0);
        Breach.unless(input >= circuit.inputs(), "%s has an input %d that no gate uses.", who, input);
        int weight = weights.nextClearBit(0);
        Breach.unless(weight >= circuit.weights(), "%s has a weight %d that no gate uses.", who, weight);
    }

    private static void collect(Angle angle, BitSet inputs, BitSet weights) {
        if (angle instanceof Angle.Input input) {
            inputs.set(input.index());
        } else if (angle instanceof Angle.Weight weight) {
            weights.set(weight.index());
        } else if (angle instanceof Angle.ScaledInput scaled) {
            weights.set(scaled.scale());
            inputs.set(scaled.input());
        } else if (angle instanceof Angle.WeightedInput weighted) {
            weights.set(weighted.scale());
            inputs.set(weighted.input());
            weights.set(weighted.shift());
        }
    }
}
