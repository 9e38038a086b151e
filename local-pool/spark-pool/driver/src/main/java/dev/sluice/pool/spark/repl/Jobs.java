package dev.sluice.pool.spark.repl;

/** What the statement queue knows of Spark: the jobs of each statement. */
interface Jobs {

    /** Jobs that the calling thread starts from now on belong to {@code statement}. */
    void enter(int statement);

    /** Jobs that the calling thread starts from now on belong to no statement. */
    void leave();

    /** Cancels what runs of {@code statement}. From any thread. */
    void cancel(int statement);

    /** Returns how much of {@code statement} is done, from 0 to 1. From any thread. */
    double progress(int statement);
}
