/** LOGIN7 and the feature extensions that come with it (MS-TDS 2.2.6.4). */
@NullMarked
package dev.sluice.pool.sql.tds.login;

import org.jspecify.annotations.NullMarked;
