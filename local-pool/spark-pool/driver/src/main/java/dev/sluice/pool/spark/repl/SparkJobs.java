package dev.sluice.pool.spark.repl;

import org.apache.spark.SparkContext;

/** The Spark jobs of statements: each statement's jobs are one job group, named by its number as Livy names it. */
class SparkJobs {

    private final SparkContext context;
    private final Progress progress;

    SparkJobs(SparkContext context) {
        this.context = context;
        this.progress = new Progress(context);
    }

    /** Jobs that the calling thread starts from now on belong to {@code statement}. */
    void enter(int statement) {
        context.setJobGroup(Integer.toString(statement), "Job group for statement " + statement, false);
    }

    /** Jobs that the calling thread starts from now on belong to no statement. */
    void leave() {
        context.clearJobGroup();
    }

    /** Cancels what runs of {@code statement}. */
    void cancel(int statement) {
        context.cancelJobGroup(Integer.toString(statement));
    }

    /** Returns how much of {@code statement} is done, from 0 to 1. */
    double progress(int statement) {
        return progress.of(Integer.toString(statement));
    }
}
