/** What is checked, out of files: templates, manifests and node groups as checks look at them. */
@NullMarked
package io.plimsoll.cli.subject;

import org.jspecify.annotations.NullMarked;
