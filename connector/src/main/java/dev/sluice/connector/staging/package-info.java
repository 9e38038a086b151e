/** The staging folder and the ledger of what a transfer has created. */
@NullMarked
package dev.sluice.connector.staging;

import org.jspecify.annotations.NullMarked;
