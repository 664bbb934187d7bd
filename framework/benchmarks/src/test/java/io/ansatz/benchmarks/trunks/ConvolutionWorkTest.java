package io.ansatz.benchmarks.trunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Operation.Convolution;
import io.ansatz.api.backbone.Operation.Relu;
import io.ansatz.api.backbone.Operation.Residual;
import io.ansatz.api.backbone.Stage;
import io.ansatz.api.backbone.Trunk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionWorkTest {

    /** The billions that torchvision names for images of 224 pixels, its classifier included, to two places. */
    @ParameterizedTest
    @CsvSource({"resnet18@224, 1.81", "resnet50@224, 4.09", "mobilenet-v2@224, 0.30"})
    void publishedNetworksNeedWhatIsPublished(String name, double billions) {
        var work = ConvolutionWork.of(Case.named(name).blueprint().trunk());

        assertThat(work.multiplyAdds() / 1e9).isCloseTo(billions, within(0.005));
    }

    /** 3 x 3 x 3 multiply-adds for each of 4 x 6 x 6 values, then 3 x 3 for each of them, and 4 for each in the shortcut. */
    @Test
    void countsEveryConvolutionOnce() {
        var trunk = new Trunk(
                new ImageShape(3, 8, 8),
                List.of(new Stage(
                        "only",
                        List.of(
                                new Convolution("first", 4, 3, 0),
                                new Relu(),
                                new Residual(
                                        List.of(new Convolution("depthwise", 4, 3, 1, 1, 4, false)),
                                        List.of(new Convolution("pointwise", 4, 1, 0)))))));

        assertThat(ConvolutionWork.of(trunk)).isEqualTo(new ConvolutionWork(4 * 6 * 6 * (27 + 9 + 4), 4 * 6 * 6 * 27));
    }

    @Test
    void theWayBackIsTwiceTheWayForwardButForTheFirst() {
        var work = new ConvolutionWork(100, 10);

        assertThat(work.operations(Way.CLASSIFY)).isEqualTo(200);
        assertThat(work.operations(Way.TRAIN)).isEqualTo(200 + 200 + 180);
    }
}
