/** How rows become visible, what a transfer makes on the way, and how it is found out what became of them. */
@NullMarked
package dev.sluice.connector.publication;

import org.jspecify.annotations.NullMarked;
