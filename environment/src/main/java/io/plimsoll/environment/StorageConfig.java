package io.plimsoll.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.OptionalInt;

/** The root volume of a group's nodes; it is always encrypted. */
public record StorageConfig(
        @JsonProperty(defaultValue = "20Gi") @JsonPropertyDescription("Size of the root volume.")
                Quantity disk,
        @JsonPropertyDescription("Kind of the root volume: gp3 with its baseline if left out.")
                Volume volume) {

    /** What EBS is asked for beside the size. */
    public record Volume(
            @JsonProperty(defaultValue = "gp3") @JsonPropertyDescription("EBS's volume type.")
                    VolumeType type,
            @JsonPropertyDescription("I/O operations a second; io1 and io2 need them.")
                    @Min(100)
                    @Max(256_000)
                    OptionalInt iops,
            @JsonPropertyDescription("MiB a second, of gp3 alone.") @Min(125) @Max(2_000)
                    OptionalInt throughput,
            @JsonPropertyDescription(
                            "ARN of the KMS key, whose policy lets the service-linked role of Auto Scaling use it; the account's default key of EBS if left out.")
                    Optional<
                                    @Pattern(regexp = Syntax.KMS_KEY, message = Syntax.KMS_KEY_RULE)
                                    String>
                            encryptionKey) {}

    /** Volume types that a node can boot from. */
    public enum VolumeType {
        @JsonProperty("gp3")
        GP3("gp3"),
        @JsonProperty("gp2")
        GP2("gp2"),
        @JsonProperty("io1")
        IO1("io1"),
        @JsonProperty("io2")
        IO2("io2");

        private final String ebsName;

        VolumeType(String ebsName) {
            this.ebsName = ebsName;
        }

        /** As EC2 and CloudFormation write it. */
        public String ebsName() {
            return ebsName;
        }
    }
}
