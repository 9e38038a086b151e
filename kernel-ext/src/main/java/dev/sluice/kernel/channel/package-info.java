/** The five ZeroMQ sockets of a kernel, and the one thread that reads and writes them. */
@NullMarked
package dev.sluice.kernel.channel;

import org.jspecify.annotations.NullMarked;
