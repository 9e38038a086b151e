/** Livy's REST interface in its dialects: open source 0.7 to 0.9, Synapse, HDInsight. */
@NullMarked
package dev.sluice.livy.rest;

import org.jspecify.annotations.NullMarked;
