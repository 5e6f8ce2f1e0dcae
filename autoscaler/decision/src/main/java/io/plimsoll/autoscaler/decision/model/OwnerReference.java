package io.plimsoll.autoscaler.decision.model;

/** The controller that owns a pod. */
public record OwnerReference(String apiVersion, String kind, String name, String uid) {}
