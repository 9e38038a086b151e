/** The state machines of a transfer: preflight, stage, load, verify, publish, clean. */
@NullMarked
package dev.sluice.connector.transfer;

import org.jspecify.annotations.NullMarked;
