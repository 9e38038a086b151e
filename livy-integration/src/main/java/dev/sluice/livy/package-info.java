/**
 * Sessions and statements of a Spark pool, as Apache Livy offers them: what callers use. How they travel is in {@link
 * dev.sluice.livy.rest}.
 */
@NullMarked
package dev.sluice.livy;

import org.jspecify.annotations.NullMarked;
