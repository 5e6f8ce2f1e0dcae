package io.plimsoll.checks.infrastructure;

import java.util.List;

/** An IAM role and its trust policy. */
public record Role(String name, List<Trust> trusts) {

    public Role {
        trusts = List.copyOf(trusts);
    }

    public boolean trusts(Trust.Request request) {
        return trusts.stream().anyMatch(trust -> trust.allows(request));
    }
}
