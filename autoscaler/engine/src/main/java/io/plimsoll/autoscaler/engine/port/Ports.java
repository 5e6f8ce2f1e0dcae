package io.plimsoll.autoscaler.engine.port;

/** Everything outside that the engine talks to. */
public record Ports(
        ClusterApi cluster, CloudProvider cloud, Reporter reporter, Leadership leadership) {

    /** The same, with every write refused while this process does not lead. */
    public Ports whileLeading() {
        WhileLeading guarded = new WhileLeading(this);
        return new Ports(guarded, guarded, guarded, leadership);
    }
}
