package io.ansatz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void noWordMeansEveryCaseThoroughly() {
        Order order = Order.of(List.of());

        assertThat(order.workloads()).isEqualTo(Workload.all());
        assertThat(order.pace()).isEqualTo(Pace.THOROUGH);
    }

    @Test
    void lettersChooseCases() {
        Order order = Order.of(List.of("d", "--quick", "a"));

        assertThat(order.workloads().stream().map(Workload::name)).containsExactly("a-4-64", "a-4-1024", "d-8-3136");
        assertThat(order.pace()).isEqualTo(Pace.QUICK);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Order.of(List.of("a", "f")))
                .hasMessage("There is no case 'f'. The cases are a, b, c, d, e.");
        assertThatThrownBy(() -> Order.of(List.of("--fast")))
                .hasMessage("There is no option '--fast'. There is --quick.");
    }
}
