/** The autoscaler as a process of its own, against a real API server and an emulated AWS. */
@NullMarked
package io.plimsoll.autoscaler.app.real;

import org.jspecify.annotations.NullMarked;
