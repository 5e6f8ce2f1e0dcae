/** What EC2 instances offer and cost, and what is left of one for pods once EKS runs on it. */
@NullMarked
package io.plimsoll.environment.ec2;

import org.jspecify.annotations.NullMarked;
