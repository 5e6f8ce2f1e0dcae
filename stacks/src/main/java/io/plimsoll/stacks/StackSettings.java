package io.plimsoll.stacks;

import io.plimsoll.environment.ClusterConfig;
import io.plimsoll.environment.ClusterOptions.Governance;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** What the stacks of one environment have in common. */
record StackSettings(ClusterConfig cluster) {

    /**
     * @param part what the stack is of the environment
     */
    StackProps props(String part) {
        Environment.Builder target = Environment.builder().region(cluster.region());
        cluster.account().ifPresent(target::account);
        Governance governance = cluster.options().governance();
        return StackProps.builder()
                .stackName(stackName() + "-" + part)
                .description("Plimsoll: " + part + " of " + cluster.name())
                .env(target.build())
                .tags(governance.tags())
                .terminationProtection(governance.deletionProtection())
                .build();
    }

    /** CloudFormation allows less in a name than EKS: no '_', and a letter in front. */
    private String stackName() {
        String name = cluster.name().replace('_', '-');
        return Character.isDigit(name.charAt(0)) ? "eks-" + name : name;
    }
}
