/** The class name under which a Livy server looks for its interactive driver. */
@NullMarked
package org.apache.livy.repl;

import org.jspecify.annotations.NullMarked;
