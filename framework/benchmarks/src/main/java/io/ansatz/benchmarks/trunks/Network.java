package io.ansatz.benchmarks.trunks;

import io.ansatz.api.ImageShape;
import io.ansatz.api.backbone.Trunk;
import io.ansatz.plugins.cnn5.Cnn5;
import io.ansatz.plugins.mobilenetv2.MobileNetV2;
import io.ansatz.plugins.resnet.ResNet;

/** The trunks that are timed. {@code torch_trunks.py} builds the same ones under the same words. */
enum Network {
    CNN5("cnn5") {
        @Override
        Trunk trunk(ImageShape images) {
            return new Cnn5().draw(new Cnn5.Settings(), images);
        }
    },
    RESNET18("resnet18") {
        @Override
        Trunk trunk(ImageShape images) {
            return new ResNet().draw(new ResNet.Settings(18, ResNet.Stem.STANDARD), images);
        }
    },
    RESNET50("resnet50") {
        @Override
        Trunk trunk(ImageShape images) {
            return new ResNet().draw(new ResNet.Settings(50, ResNet.Stem.STANDARD), images);
        }
    },
    MOBILENET_V2("mobilenet-v2") {
        @Override
        Trunk trunk(ImageShape images) {
            return new MobileNetV2().draw(new MobileNetV2.Settings(), images);
        }
    };

    private final String word;

    Network(String word) {
        this.word = word;
    }

    /** What a person asks for it by. */
    String word() {
        return word;
    }

    abstract Trunk trunk(ImageShape images);
}
