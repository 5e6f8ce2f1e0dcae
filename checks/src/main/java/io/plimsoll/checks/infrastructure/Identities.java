package io.plimsoll.checks.infrastructure;

import java.util.List;
import java.util.Optional;

/**
 * IAM roles, and how service accounts come by them.
 *
 * @param roles those with a name of their own
 * @param associations of EKS Pod Identity
 */
public record Identities(List<Role> roles, List<Association> associations) {

    public Identities {
        roles = List.copyOf(roles);
        associations = List.copyOf(associations);
    }

    /** EKS Pod Identity's line from a service account to the name of a role. */
    public record Association(String namespace, String serviceAccount, String role) {}

    public Optional<Role> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    public Optional<Association> association(String namespace, String serviceAccount) {
        return associations.stream()
                .filter(association ->
                        association.namespace().equals(namespace)
                                && association.serviceAccount().equals(serviceAccount))
                .findFirst();
    }
}
