/**
 * Words of the review itself that are six characters or longer and could also be somebody's password. A secret that
 * is part of them is hidden in its own place only: a review in which every `production` is blacked out tells nothing.
 * Rule texts and headings come on top, from those who write them.
 */
export const ownWording: readonly string[] = [
  'routine needs-approval needs approval blocked verdict approval approve digest stacks release review findings finding',
  'critical medium severity waived waiver policy expired remedy reason reasons because complete incomplete partial',
  'create update delete replace forget import imported moved destroyed replaced created deleted changed unchanged',
  'rolling recreate stopped scaled rollout forecast impact outage reduced errors-possible unknown expected conditions',
  'available running terminating replicas container image service deployment namespace secret secrets password token',
  'before after absent hidden masked unknown until apply (known after apply) cannot see assumptions blind spots',
  'outside Terraform undone adopted unrelated drifted drift likely owner production staging development default',
  'kubernetes docker registry provider resource output outputs variable workload workloads readiness liveness startup',
  'Deployment StatefulSet DaemonSet ReplicaSet CronJob Service Ingress ConfigMap Secret PersistentVolumeClaim',
];
