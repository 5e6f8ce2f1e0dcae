package io.plimsoll.stacks.identity;

/**
 * Who vouches for a cluster's service accounts.
 *
 * @param issuerUrl with {@code https://}; may be a token
 * @param providerArn of the IAM OIDC provider; may be a token
 */
public record OidcIdentity(String issuerUrl, String providerArn) {}
