package io.plimsoll.autoscaler.aws.template;

/** Where the parts of a template come from: AWS itself, or files. */
public record TemplateSources(
        LaunchTemplates launchTemplates,
        InstanceShapes instanceShapes,
        ManagedNodeGroups managedNodeGroups,
        InstancePrices prices) {}
