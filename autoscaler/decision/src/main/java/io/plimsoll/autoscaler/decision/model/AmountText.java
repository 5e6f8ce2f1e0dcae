package io.plimsoll.autoscaler.decision.model;

import java.math.BigDecimal;

/** Amounts of resources as Kubernetes writes them, for messages to people. */
public final class AmountText {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private AmountText() {}

    /** How a part that is no whole unit is rounded. */
    public enum Rounding {
        /** What there is: never more than that. */
        DOWN,
        /** What is asked: never less than that. */
        UP
    }

    /**
     * @param resource its name, such as {@code cpu} (thousandths), {@code memory} (bytes) or {@code
     *     nvidia.com/gpu} (units)
     */
    public static String of(String resource, long amount, Rounding rounding) {
        if (resource.equals("cpu")) {
            return cpu(amount);
        }
        boolean bytes =
                resource.equals("memory")
                        || resource.equals("ephemeral-storage")
                        || resource.startsWith("hugepages-");
        return bytes ? bytes(amount, rounding) : Long.toString(amount);
    }

    /** CPUs, such as {@code 0.25} or {@code 1.93}. */
    public static String cpu(long milli) {
        return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
    }

    /** Such as {@code 20Gi} or {@code 7479Mi}. */
    public static String bytes(long amount, Rounding rounding) {
        if (amount != 0 && amount % GIB == 0) {
            return amount / GIB + "Gi";
        }
        if (Math.abs(amount) < MIB) {
            return Long.toString(amount);
        }
        return switch (rounding) {
                    case DOWN -> Math.floorDiv(amount, MIB);
                    case UP -> Math.ceilDiv(amount, MIB);
                }
                + "Mi";
    }
}
