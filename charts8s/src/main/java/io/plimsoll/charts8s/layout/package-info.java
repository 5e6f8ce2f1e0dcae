/** How the charts' files lie in a folder, and what a GitOps controller needs beside them. */
@NullMarked
package io.plimsoll.charts8s.layout;

import org.jspecify.annotations.NullMarked;
