/** The local pool's storage account: the DFS endpoint of ADLS Gen2 over a folder of plain files. */
@NullMarked
package dev.sluice.pool.storage;

import org.jspecify.annotations.NullMarked;
