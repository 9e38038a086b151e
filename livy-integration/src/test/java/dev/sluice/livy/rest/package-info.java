@NullMarked
package dev.sluice.livy.rest;

import org.jspecify.annotations.NullMarked;
