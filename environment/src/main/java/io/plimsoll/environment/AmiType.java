package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plimsoll.environment.ec2.Accelerator;
import io.plimsoll.environment.ec2.Architecture;

/** Linux machine images that EKS offers for managed node groups. */
public enum AmiType {
    @JsonProperty("AL2023_x86_64_STANDARD")
    AL2023_X86_64_STANDARD("AL2023_x86_64_STANDARD", Architecture.AMD64),
    @JsonProperty("AL2023_ARM_64_STANDARD")
    AL2023_ARM_64_STANDARD("AL2023_ARM_64_STANDARD", Architecture.ARM64),
    @JsonProperty("AL2023_x86_64_NVIDIA")
    AL2023_X86_64_NVIDIA("AL2023_x86_64_NVIDIA", Architecture.AMD64),
    @JsonProperty("AL2023_ARM_64_NVIDIA")
    AL2023_ARM_64_NVIDIA("AL2023_ARM_64_NVIDIA", Architecture.ARM64),
    @JsonProperty("AL2023_x86_64_NEURON")
    AL2023_X86_64_NEURON("AL2023_x86_64_NEURON", Architecture.AMD64),
    @JsonProperty("BOTTLEROCKET_x86_64")
    BOTTLEROCKET_X86_64("BOTTLEROCKET_x86_64", Architecture.AMD64),
    @JsonProperty("BOTTLEROCKET_ARM_64")
    BOTTLEROCKET_ARM_64("BOTTLEROCKET_ARM_64", Architecture.ARM64),
    @JsonProperty("BOTTLEROCKET_x86_64_NVIDIA")
    BOTTLEROCKET_X86_64_NVIDIA("BOTTLEROCKET_x86_64_NVIDIA", Architecture.AMD64),
    @JsonProperty("BOTTLEROCKET_ARM_64_NVIDIA")
    BOTTLEROCKET_ARM_64_NVIDIA("BOTTLEROCKET_ARM_64_NVIDIA", Architecture.ARM64);

    private final String eksName;
    private final Architecture architecture;

    AmiType(String eksName, Architecture architecture) {
        this.eksName = eksName;
        this.architecture = architecture;
    }

    /** As the EKS API and the environment file write it. */
    public String eksName() {
        return eksName;
    }

    /** Whether it is Bottlerocket, whose disk for pods is its second one. */
    public boolean isBottlerocket() {
        return eksName.startsWith("BOTTLEROCKET");
    }

    /** What it has drivers for. */
    public Accelerator accelerator() {
        if (eksName.endsWith("NVIDIA")) {
            return Accelerator.NVIDIA;
        }
        return eksName.endsWith("NEURON") ? Accelerator.NEURON : Accelerator.NONE;
    }

    public Architecture architecture() {
        return architecture;
    }
}
