package io.plimsoll.charts8s.kong;

import io.plimsoll.charts8s.upstream.UpstreamChart;
import io.plimsoll.environment.FileText;
import io.plimsoll.environment.KongConfig;

/**
 * What a DB-less Kong serves: what the environment says, or one route to the upstream, so that
 * {@code /status/ready} says yes.
 */
final class DeclarativeConfig {

    static final String CONFIG_MAP = "kong-kong-custom-dbless-config";
    static final String FILE = "kong.yml";

    private DeclarativeConfig() {}

    static String text(KongConfig kong) {
        return kong.configuration().config().map(FileText::text).orElseGet(DeclarativeConfig::own);
    }

    private static String own() {
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
}
