package io.plimsoll.environment.ec2;

/** Processor architectures that EKS runs Linux nodes on. */
public enum Architecture {
    AMD64("amd64"),
    ARM64("arm64");

    private final String kubernetesName;

    Architecture(String kubernetesName) {
        this.kubernetesName = kubernetesName;
    }

    /** Value of the node label {@code kubernetes.io/arch}. */
    public String kubernetesName() {
        return kubernetesName;
    }
}
