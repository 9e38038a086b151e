/** Sets up what a checkout needs beside its own programs: a Python environment with Spark, JupyterLab and kernels. */
@NullMarked
package dev.sluice.cli.setup;

import org.jspecify.annotations.NullMarked;
