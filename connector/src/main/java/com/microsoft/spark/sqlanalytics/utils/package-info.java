/** Names of the original connector that programs import. */
@NullMarked
package com.microsoft.spark.sqlanalytics.utils;

import org.jspecify.annotations.NullMarked;
