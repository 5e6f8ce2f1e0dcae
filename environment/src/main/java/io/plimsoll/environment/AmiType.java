package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plimsoll.environment.ec2.Accelerator;
import io.plimsoll.environment.ec2.Architecture;
import java.util.Optional;
import java.util.regex.Pattern;

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

    private static final Pattern SETTINGS = Pattern.compile("(?m)^\\s*\\[?settings[.\\]]");
    private static final Pattern NODE_CONFIG =
            Pattern.compile("(?m)^apiVersion:\\s*['\"]?node\\.eks\\.aws/");

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

    /**
     * What kind of user data a text is that the image takes beside EKS's own, as a MIME type; empty
     * for a text that it does not take.
     */
    public Optional<String> userDataType(String text) {
        if (isBottlerocket()) {
            return SETTINGS.matcher(text).find() ? Optional.of("text/plain") : Optional.empty();
        }
        if (text.startsWith("#!")) {
            return Optional.of("text/x-shellscript");
        }
        if (text.startsWith("#cloud-config")) {
            return Optional.of("text/cloud-config");
        }
        return NODE_CONFIG.matcher(text).find()
                ? Optional.of("application/node.eks.aws")
                : Optional.empty();
    }

    public Architecture architecture() {
        return architecture;
    }
}
