/** The templates that the CDK wrote, and the groups that they would bring about. */
@NullMarked
package io.plimsoll.autoscaler.aws.assembly;

import org.jspecify.annotations.NullMarked;
