package dev.sluice.pool.spark.repl;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import scala.Option;

/** Share of a statement's tasks that are done, as Livy counts it: over the stages known so far of its jobs. */
final class Progress {

    private final SparkStatusTracker tracker;

    Progress(SparkContext context) {
        this.tracker = context.statusTracker();
    }

    /** Returns a number from 0 to 1; 0 while no task is known. */
    double of(String jobGroup) {
        long tasks = 0;
        long done = 0;
        for (int job : tracker.getJobIdsForGroup(jobGroup)) {
            Option<org.apache.spark.SparkJobInfo> info = tracker.getJobInfo(job);
            for (int stage : info.isDefined() ? info.get().stageIds() : new int[0]) {
                Option<SparkStageInfo> stageInfo = tracker.getStageInfo(stage);
                if (stageInfo.isDefined()) {
                    tasks += stageInfo.get().numTasks();
                    done += stageInfo.get().numCompletedTasks();
                }
            }
        }
        return tasks == 0 ? 0.0 : (double) done / tasks;
    }
}
