"""Times a trunk in torch: repeats a step on the processor and prints, in one line, what it took.

The networks are those of Network.java, the clock runs as in Laps.java, and every number that both sides need comes in on
the command line.
"""

import argparse
import os
import re
import statistics
import time

import torch
import torchvision
from torch import nn


def releases():
    """What torch is made of, for a reader."""
    text = f"torch {torch.__version__}, torchvision {torchvision.__version__}"
    built = torch.__config__.show()
    onednn = re.search(r"(?:MKL-DNN|oneDNN) v(\S+)", built)
    processor = re.search(r"CPU capability usage: (\S+)", built)
    if onednn:
        text += f", oneDNN {onednn.group(1)}"
    if processor:
        text += f", its own loops for {processor.group(1)}"
    return text


def cnn5():
    """The network of the MedMNIST quick start, up to its features."""
    layers = []
    channels = 3
    for filters, padding, pooled in (16, 0, False), (16, 0, True), (64, 0, False), (64, 0, False), (64, 1, True):
        layers += [nn.Conv2d(channels, filters, 3, padding=padding), nn.BatchNorm2d(filters), nn.ReLU()]
        if pooled:
            layers.append(nn.MaxPool2d(2, 2))
        channels = filters
    return nn.Sequential(*layers, nn.Flatten())


def network(options):
    """The trunk, with two linear layers behind it and nothing between them."""

    def behind(features):
        return nn.Sequential(nn.Linear(features, options.projected), nn.Linear(options.projected, options.classes))

    if options.network == "cnn5":
        trunk = cnn5()
        features = trunk(torch.zeros(2, 3, options.pixels, options.pixels)).shape[1]
        return nn.Sequential(trunk, behind(features))
    if options.network == "mobilenet-v2":
        net = torchvision.models.mobilenet_v2()
        net.classifier = behind(net.last_channel)
        return net
    net = {"resnet18": torchvision.models.resnet18, "resnet50": torchvision.models.resnet50}[options.network]()
    net.fc = behind(net.fc.in_features)
    return net


def step(options):
    """What is repeated."""
    net = network(options)
    images = torch.randn(options.batch, 3, options.pixels, options.pixels)
    labels = torch.arange(options.batch) % options.classes
    if options.layout == "channels_last":
        net = net.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    if options.way == "classify":
        net.eval()

        @torch.no_grad()
        def classify():
            net(images).softmax(1)

        return classify
    adam = torch.optim.Adam(net.parameters(), options.rate)
    cross_entropy = nn.CrossEntropyLoss()

    def train():
        adam.zero_grad()
        cross_entropy(net(images), labels).backward()
        adam.step()

    return train


def repeat(once, seconds, least):
    """The milliseconds of each step, by the clock on the wall and on the processor."""
    walls = []
    processors = []
    start = time.perf_counter()
    while len(walls) < least or time.perf_counter() - start < seconds:
        processor = time.thread_time()
        wall = time.perf_counter()
        once()
        walls.append((time.perf_counter() - wall) * 1e3)
        processors.append((time.thread_time() - processor) * 1e3)
    return walls, processors


def peak():
    """The largest resident memory so far, where Linux says it."""
    try:
        with open("/proc/self/status") as status:
            return " peak=%.1f" % next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
    except FileNotFoundError:
        return ""


def measure(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    once = step(options)
    repeat(once, options.warm_up, options.least_warm_up)
    walls, processors = repeat(once, options.seconds, options.least)
    times = statistics.median(walls), statistics.median(processors)
    print("wall=%.6f processor=%.6f" % times + " load=%.2f" % os.getloadavg()[0] + peak())


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("releases")
    timing = commands.add_parser("time")
    for text in "network", "way", "layout":
        timing.add_argument("--" + text, required=True)
    for count in "pixels", "batch", "projected", "classes", "threads", "least-warm-up", "least":
        timing.add_argument("--" + count, type=int, required=True)
    for number in "rate", "warm-up", "seconds":
        timing.add_argument("--" + number, type=float, required=True)
    options = parser.parse_args()
    if options.command == "releases":
        print(releases())
    else:
        measure(options)


main()
