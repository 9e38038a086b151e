/**
 * The fault switch of the local pool's services: a test says which request is to lose its answer, to wait or to fail, and
 * reads which requests there were. Off unless a service is given {@code --faults}.
 */
@NullMarked
package dev.sluice.pool.identity.fault;

import org.jspecify.annotations.NullMarked;
