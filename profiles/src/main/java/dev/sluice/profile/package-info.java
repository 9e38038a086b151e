/** Profiles: which Livy server, by which login, on which way, with which session. */
@NullMarked
package dev.sluice.profile;

import org.jspecify.annotations.NullMarked;
