// Package kube does one thing: it is the container platform as a participant of a simulation: probes, restarts with back-off, kills for
// memory, endpoints, deployments and an autoscaler, read from real Deployment YAML.
//
// A Deployment stands in World.Platform. Its pods are participants of the System, which it starts, probes, kills and starts again; the
// loads that ask it are told whom to ask. Rollouts and scaling are acts within a run, through Of.
//
// What it assumes, beside what a Deployment says (Assumptions lists both):
//
//   - Each probe has a phase that is drawn with its pod, uniform within its period. It keeps time from then on, whatever becomes of
//     containers, as the kubelet's worker does.
//   - While a container starts up it runs, and nothing answers at its port: a probe fails at once.
//   - Whatever becomes of a probe that timed out, it stays in the work queue and costs service.
//   - A control loop sees a change at once; only endpoints (Propagation) and the autoscaler (Every) are late.
//   - The utilization that an autoscaler reads is how busy a pod's lanes are, and is there from the moment the pod is ready.
//   - A crash that a World plans is a container's end: the platform starts the next one, so that its down time is to be 0.
//   - A pod that replaces another one has its ID, and finds its disk, as with a volume that is kept.
//
// Does not find: what nodes, schedulers, quotas, network policies and disruption budgets do.
package kube
