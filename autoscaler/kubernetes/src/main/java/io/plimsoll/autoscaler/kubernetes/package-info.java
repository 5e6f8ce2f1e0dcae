/**
 * The Kubernetes API as the engine's ports: caches fed by watches, taints, evictions, events, the
 * status ConfigMap and the leader's Lease.
 *
 * <p>Rights that this package uses; each but that to the brakes, which are read where a flag names
 * them, is among those that Cluster Autoscaler's own example and Helm chart grant (namespaces: the
 * autoscaler's own is {@code kube-system} there):
 *
 * <pre>{@code
 * ClusterRole
 *   ""                 namespaces, pods, replicationcontrollers,
 *                      persistentvolumeclaims, persistentvolumes      list watch
 *   ""                 nodes                                         get list watch update
 *   ""                 pods/eviction                                 create
 *   ""                 events                                        create
 *   apps               daemonsets, replicasets, statefulsets         list watch
 *   batch              jobs                                          list watch
 *   policy             poddisruptionbudgets                          list watch
 *   storage.k8s.io     csidrivers, csinodes,
 *                      csistoragecapacities, storageclasses          list watch
 * Role in the autoscaler's namespace
 *   ""                 configmaps                                    create
 *   ""                 configmaps  cluster-autoscaler-status         get update
 *   ""                 configmaps  cluster-autoscaler-brakes         list watch
 *   coordination.k8s.io leases                                       create
 *   coordination.k8s.io leases  cluster-autoscaler                   get update
 * }</pre>
 */
@NullMarked
package io.plimsoll.autoscaler.kubernetes;

import org.jspecify.annotations.NullMarked;
