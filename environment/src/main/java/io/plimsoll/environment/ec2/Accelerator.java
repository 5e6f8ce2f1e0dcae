package io.plimsoll.environment.ec2;

import java.util.Set;

/** Accelerators that EKS's machine images have drivers for. */
public enum Accelerator {
    NONE("no accelerators"),
    NVIDIA("NVIDIA GPUs"),
    NEURON("Neuron devices");

    /** GPUs of AMD and Habana Labs, for which EKS has no image of its own. */
    private static final Set<String> OTHER_GPUS = Set.of("g4ad", "dl1");

    private final String words;

    Accelerator(String words) {
        this.words = words;
    }

    /** What an instance type has, by its family. */
    public static Accelerator of(InstanceType type) {
        String family = type.name().substring(0, type.name().indexOf('.'));
        if (family.startsWith("inf") || family.startsWith("trn")) {
            return NEURON;
        }
        return type.compute().gpus() > 0 && !OTHER_GPUS.contains(family) ? NVIDIA : NONE;
    }

    /** As sentences name them. */
    public String words() {
        return words;
    }
}
