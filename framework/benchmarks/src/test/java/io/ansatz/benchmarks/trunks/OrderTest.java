package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void noWordMeansEveryCaseInThreeRounds() {
        Order order = Order.of(List.of());

        assertThat(order.cases()).isEqualTo(Case.all());
        assertThat(order.rounds()).isEqualTo(3);
    }

    @Test
    void aNetworkIsMeantAtEverySize() {
        Order order = Order.of(List.of("resnet18", "--quick"));

        assertThat(order.cases().stream().map(Case::name)).containsExactly("resnet18@64", "resnet18@224");
        assertThat(order.rounds()).isEqualTo(1);
    }

    @Test
    void casesComeInTheirOwnOrder() {
        Order order = Order.of(List.of("mobilenet-v2@224", "cnn5", "mobilenet-v2@224"));

        assertThat(order.cases().stream().map(Case::name)).containsExactly("cnn5@28", "mobilenet-v2@224");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Order.of(List.of("cnn5", "resnet34")))
                .hasMessage(
                        "There is no case 'resnet34'. The cases are cnn5@28, resnet18@64, resnet50@64, mobilenet-v2@64,"
                                + " resnet18@224, resnet50@224, mobilenet-v2@224.");
        assertThatThrownBy(() -> Order.of(List.of("--fast")))
                .hasMessage("There is no option '--fast'. There is --quick.");
    }
}
