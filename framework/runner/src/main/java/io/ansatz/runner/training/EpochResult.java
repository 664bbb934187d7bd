package io.ansatz.runner.training;

/**
 * What an epoch brought.
 *
 * @param epoch from 1
 * @param rate the learning rate
 * @param trainLoss the mean loss over the training images, as it was asked for, each at the time it was learned from
 * @param validation the judgement on the validation images after the epoch
 */
public record EpochResult(int epoch, double rate, double trainLoss, Evaluation validation) {}
