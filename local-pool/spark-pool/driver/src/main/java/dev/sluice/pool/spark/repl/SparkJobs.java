package dev.sluice.pool.spark.repl;

import org.apache.spark.SparkContext;

/** The jobs of a statement are one Spark job group, named by the statement's number as Livy names it. */
final class SparkJobs implements Jobs {

    private final SparkContext context;
    private final Progress progress;

    SparkJobs(SparkContext context) {
        this.context = context;
        this.progress = new Progress(context);
    }

    @Override
    public void enter(int statement) {
        context.setJobGroup(Integer.toString(statement), "Job group for statement " + statement, false);
    }

    @Override
    public void leave() {
        context.clearJobGroup();
    }

    @Override
    public void cancel(int statement) {
        context.cancelJobGroup(Integer.toString(statement));
    }

    @Override
    public double progress(int statement) {
        return progress.of(Integer.toString(statement));
    }
}
