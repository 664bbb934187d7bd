/** What networks learn from: the pixels of images, or what the fixed part of a network made of them, kept on the disk. */
package io.ansatz.runner.material;
