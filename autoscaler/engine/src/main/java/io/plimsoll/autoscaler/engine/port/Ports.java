package io.plimsoll.autoscaler.engine.port;

/** Everything outside that the engine talks to. */
public record Ports(
        ClusterApi cluster,
        CloudProvider cloud,
        InterruptionFeed interruptions,
        Reporter reporter,
        Leadership leadership) {

    /** Nobody tells of interruptions. */
    public Ports(
            ClusterApi cluster, CloudProvider cloud, Reporter reporter, Leadership leadership) {
        this(cluster, cloud, InterruptionFeed.SILENT, reporter, leadership);
    }

    /** The same, with every write refused while this process does not lead. */
    public Ports whileLeading() {
        WhileLeading guarded = new WhileLeading(this);
        return new Ports(guarded, guarded, guarded, guarded, leadership);
    }

    /** The same to look at, of which nothing can be changed. The reporter is as it is. */
    public Ports dryRun() {
        DryRun dry = new DryRun(this);
        return new Ports(dry, dry, reporter, leadership);
    }
}
