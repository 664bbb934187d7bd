package io.ansatz.benchmarks.trunks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person asked for on the command line: cases by their names or, at every size, by their networks, all of them if none is
 * named; and {@code --quick}.
 *
 * @param rounds how often everything is measured
 */
record Order(List<Case> cases, int rounds) {

    private static final int ROUNDS = 3;

    Order {
        cases = List.copyOf(cases);
    }

    static Order of(List<String> words) {
        var chosen = new ArrayList<Case>();
        int rounds = ROUNDS;
        for (String word : words) {
            List<Case> meant = Case.all().stream()
                    .filter(one ->
                            word.equals(one.name()) || word.equals(one.network().word()))
                    .toList();
            if (word.equals("--quick")) {
                rounds = 1;
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("There is no option '%s'. There is --quick.".formatted(word));
            } else if (meant.isEmpty()) {
                List<String> names = Case.all().stream().map(Case::name).toList();
                throw new IllegalArgumentException(
                        "There is no case '%s'. The cases are %s.".formatted(word, String.join(", ", names)));
            }
            chosen.addAll(meant);
        }
        List<Case> cases = Case.all().stream()
                .filter(one -> chosen.isEmpty() || chosen.contains(one))
                .toList();
        return new Order(cases, rounds);
    }
}
