/** Kubernetes objects out of files that people give: dumps, manifests, folders of them. */
@NullMarked
package io.plimsoll.autoscaler.kubernetes.file;

import org.jspecify.annotations.NullMarked;
