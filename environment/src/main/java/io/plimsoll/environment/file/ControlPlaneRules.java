package io.plimsoll.environment.file;

import io.plimsoll.environment.KongConfig;

/** A mode needs its control plane's block and refuses the others'. */
final class ControlPlaneRules {

    private static final String NEEDS = "needs its controlPlane, telemetry and certificateSecret";

    private ControlPlaneRules() {}

    static void check(KongConfig kong, Problems problems) {
        switch (kong.mode()) {
            case KONNECT -> {
                needs("konnect", kong.konnect().isPresent(), problems);
                refuses("konnect", "hybrid", kong.hybrid().isPresent(), problems);
            }
            case HYBRID -> {
                needs("hybrid", kong.hybrid().isPresent(), problems);
                refuses("hybrid", "konnect", kong.konnect().isPresent(), problems);
            }
            case DBLESS -> {
                refuses("dbless", "konnect", kong.konnect().isPresent(), problems);
                refuses("dbless", "hybrid", kong.hybrid().isPresent(), problems);
            }
        }
    }

    private static void needs(String mode, boolean present, Problems problems) {
        if (!present) {
            problems.add("kong." + mode, "is missing; mode " + mode + " " + NEEDS);
        }
    }

    private static void refuses(String mode, String block, boolean present, Problems problems) {
        if (present) {
            problems.add(
                    "kong." + block,
                    "must be left out in mode " + mode + ", or set mode: " + block);
        }
    }
}
