/** Manifests as the checks look at them: workloads, how many pods they have, and their budgets. */
@NullMarked
package io.plimsoll.checks.manifest;

import org.jspecify.annotations.NullMarked;
