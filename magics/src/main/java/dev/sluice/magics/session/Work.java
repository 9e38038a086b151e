package dev.sluice.magics.session;

import dev.sluice.livy.Cancellation;

/** What a running cell brings along: the user's wish to stop, and someone who hears how it goes on. */
public record Work(Cancellation cancellation, Monitor monitor) {}
