package dev.sluice.pool.identity.server;

/** Answers the requests of one address. */
@FunctionalInterface
interface Endpoint {

    Reply answer(Request request);
}
