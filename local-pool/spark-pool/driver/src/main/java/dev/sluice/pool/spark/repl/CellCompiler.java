package dev.sluice.pool.spark.repl;

import java.io.PrintWriter;
import scala.Tuple2;
import scala.collection.Seq;
import scala.reflect.internal.util.SourceFile;
import scala.tools.nsc.Global;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;

/**
 * The compiler's REPL, with every run of the compiler inside {@link ClassFolder#write}: for a cell, for what the REPL
 * says of its value, and for what it keeps of an exception.
 */
final class CellCompiler extends IMain {

    private final ClassFolder classes;

    CellCompiler(Settings settings, PrintWriter said, ClassFolder classes) {
        super(settings, said);
        this.classes = classes;
    }

    @Override
    public Tuple2<Object, Global.Run> compileSourcesKeepingRun(Seq<SourceFile> sources) {
        return classes.write(() -> super.compileSourcesKeepingRun(sources));
    }
}
