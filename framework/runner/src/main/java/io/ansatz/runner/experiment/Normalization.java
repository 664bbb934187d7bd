package io.ansatz.runner.experiment;

/** How the bytes of pixels become numbers. */
public enum Normalization {
    /** From 0 to 1. */
    UNIT,
    /** From -1 to 1. */
    HALF,
    /** As the images of ImageNet are for published weights: each channel less its mean there, by its deviation. */
    IMAGENET,
    /** Each channel less its mean in the training images, by its deviation there. */
    TRAIN
}
