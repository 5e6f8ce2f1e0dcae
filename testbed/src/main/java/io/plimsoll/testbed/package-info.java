/** The real servers that profile {@code real} tests against: a control plane, an emulated AWS. */
@NullMarked
package io.plimsoll.testbed;

import org.jspecify.annotations.NullMarked;
