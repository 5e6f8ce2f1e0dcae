@NullMarked
package io.plimsoll.charts8s.kong;

import org.jspecify.annotations.NullMarked;
