/** What every service of the local pool needs to run as a process: options, ready file, exit codes, TLS on 127.0.0.1. */
@NullMarked
package dev.sluice.pool.identity.service;

import org.jspecify.annotations.NullMarked;
