/** From charts to files: cdk8s writes the YAML, and a folder is brought to it. */
@NullMarked
package io.plimsoll.charts8s.output;

import org.jspecify.annotations.NullMarked;
