package io.plimsoll.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.plimsoll.checks.CheckReport;
import io.plimsoll.checks.Finding;
import io.plimsoll.checks.change.Change;
import java.util.List;

/**
 * What {@code synth -o json} prints.
 *
 * @param folder where the templates are
 * @param changes to what the folder held before
 */
@JsonPropertyOrder({"apiVersion", "kind"})
record SynthDocument(
        String apiVersion,
        String kind,
        String folder,
        List<String> stacks,
        List<Chosen> environments,
        List<Change> changes) {

    /**
     * @param name empty where the file has one environment alone
     */
    record Chosen(
            String name,
            List<DeploymentSummary.GroupCost> nodeGroups,
            boolean passed,
            List<Finding> findings,
            List<CheckReport.Accepted> accepted) {

        static Chosen of(String name, DeploymentSummary summary, CheckReport report) {
            return new Chosen(
                    name, summary.groups(), report.passed(), report.findings(), report.accepted());
        }
    }

    static SynthDocument of(
            String folder, List<String> stacks, List<Chosen> environments, List<Change> changes) {
        return new SynthDocument(
                "plimsoll.io/v1", "Synthesis", folder, stacks, environments, changes);
    }
}
