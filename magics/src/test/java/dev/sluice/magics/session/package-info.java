@NullMarked
package dev.sluice.magics.session;

import org.jspecify.annotations.NullMarked;
