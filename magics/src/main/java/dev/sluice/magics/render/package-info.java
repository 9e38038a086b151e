/** What cells show: tables, receipts, failures and progress, for notebooks and for terminals. */
@NullMarked
package dev.sluice.magics.render;

import org.jspecify.annotations.NullMarked;
