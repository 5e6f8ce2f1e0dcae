package io.plimsoll.charts8s.kong;

import io.plimsoll.charts8s.upstream.UpstreamChart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a DB-less Kong serves: one route to the upstream, so that {@code /status/ready} says yes.
 */
final class DeclarativeConfig {

    static final String CONFIG_MAP = "kong-kong-custom-dbless-config";
    static final String FILE = "kong.yml";

    private DeclarativeConfig() {}

    static String text() {
        return """
        _format_version: "3.0"
        plugins:
          - name: prometheus
            config:
              latency_metrics: true
              status_code_metrics: true
        services:
          - name: upstream
            url: %s
            routes:
              - name: route1
                paths:
                  - /route1
        """
                .formatted(UpstreamChart.url());
    }

    /**
     * Changes with the text, so that a pod template that carries it rolls out a new configuration.
     */
    static String checksum() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
