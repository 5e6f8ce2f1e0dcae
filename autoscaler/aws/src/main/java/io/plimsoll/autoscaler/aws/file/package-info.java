/** Node groups from files that the AWS command line wrote, for plans without an account. */
@NullMarked
package io.plimsoll.autoscaler.aws.file;

import org.jspecify.annotations.NullMarked;
