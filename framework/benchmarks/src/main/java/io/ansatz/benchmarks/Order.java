package io.ansatz.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a person asked for on the command line: cases by their letters, all of them if none is named, and {@code --quick}. */
record Order(List<Workload> workloads, Pace pace) {

    Order {
        workloads = List.copyOf(workloads);
    }

    static Order of(List<String> words) {
        List<String> letters =
                Workload.all().stream().map(Workload::letter).distinct().toList();
        var chosen = new ArrayList<String>();
        Pace pace = Pace.THOROUGH;
        for (String word : words) {
            if (word.equals("--quick")) {
                pace = Pace.QUICK;
            } else if (letters.contains(word)) {
                chosen.add(word);
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("There is no option '%s'. There is --quick.".formatted(word));
            } else {
                throw new IllegalArgumentException(
                        "There is no case '%s'. The cases are %s.".formatted(word, String.join(", ", letters)));
            }
        }
        List<Workload> workloads = Workload.all().stream()
                .filter(one -> chosen.isEmpty() || chosen.contains(one.letter()))
                .toList();
        return new Order(workloads, pace);
    }
}
