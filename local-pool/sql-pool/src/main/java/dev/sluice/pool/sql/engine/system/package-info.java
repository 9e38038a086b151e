/** The catalog views, dynamic management views and catalog procedures. */
@NullMarked
package dev.sluice.pool.sql.engine.system;

import org.jspecify.annotations.NullMarked;
