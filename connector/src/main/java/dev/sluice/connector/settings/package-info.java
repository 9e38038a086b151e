/** What the user and the Spark pool say about a transfer, and which of them wins. */
@NullMarked
package dev.sluice.connector.settings;

import org.jspecify.annotations.NullMarked;
