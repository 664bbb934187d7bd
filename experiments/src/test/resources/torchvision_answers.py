"""What torchvision's networks answer, for PublishedBackbonesTest: python3 torchvision_answers.py > torchvision.csv

Every array is filled by a formula of its name, which the test computes as well, so no weight file has to travel. Made with torchvision
0.14.1 and torch 1.13 as Debian 12 has them, on one thread.
"""
import zlib

import numpy
import torch
import torchvision

HEIGHT, WIDTH = 96, 128


def uniform(name, count):
    """As many numbers of [0, 1), each a multiple of 2^-24: the upper bits of SplitMix64 at a place that the name and the index give."""
    z = (numpy.uint64(zlib.crc32(name.encode())) << numpy.uint64(32)) + numpy.arange(1, count + 1, dtype=numpy.uint64)
    z *= numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> numpy.uint64(31))) >> numpy.uint64(40)).astype(numpy.float32) / numpy.float32(2**24)


def values(name, shape):
    u = uniform(name, int(numpy.prod(shape)))
    if len(shape) == 1:
        around = 0 if name.endswith("bias") or name.endswith("mean") else 1
        return around + (u - numpy.float32(0.5)) * numpy.float32(0.5)
    if name.endswith("layer_scale"):
        return u
    reach = numpy.float32((6 / numpy.prod(shape[1:])) ** 0.5)
    return (2 * u - 1) * reach


def filled(network):
    network.eval()
    for name, array in network.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            array.copy_(torch.from_numpy(values(name, tuple(array.shape)).reshape(tuple(array.shape))))
    return network


torch.set_num_threads(1)
images = torch.from_numpy((4 * uniform("images", 2 * 3 * HEIGHT * WIDTH) - 2).reshape(2, 3, HEIGHT, WIDTH))
print("network,image,norm," + ",".join("feature %d of 16" % i for i in range(16)))
for name, head in {
    "resnet18": "fc", "resnet50": "fc", "mobilenet_v2": "classifier", "convnext_tiny": "classifier.2", "convnext_base": "classifier.2"
}.items():
    network = filled(getattr(torchvision.models, name)())
    network.get_submodule(head).forward = lambda features: features
    with torch.no_grad():
        features = network(images).flatten(1)
    for image, row in enumerate(features.double().numpy()):
        shown = row[:: len(row) // 16][:16]
        print(name, image, *("%.8g" % x for x in [numpy.linalg.norm(row), *shown]), sep=",")
