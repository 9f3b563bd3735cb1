// Package probes is a shop in Kubernetes whose probes do harm, and how they would not: four outages that no test of one pod shows.
//
// Shop is so many web servers and a database. What runs them is a Deployment of package sim/kube, with Kubernetes' default probes: every
// 10 seconds, with a second for an answer, and three failures in a row. Each outage is a World, and so is its cure.
//
//   - KillLoop: the liveness probe waits in the work queue. When the load is doubled for a minute, pods are killed because they are busy,
//     the others get busier, and the loop may go on when the load is as before. OwnPath gives the probe a path of its own, and
//     NoLiveness leaves it out.
//   - SharedReadiness: the readiness probe asks the database. When that is slow for 35 s, every pod leaves the endpoints although
//     each could serve. OwnReadiness asks nobody.
//   - SlowStart: the liveness probe begins when the container does. A pod that needs 20 s to start is never killed, one that needs 30 s
//     never starts. StartupProbe holds the liveness probe back.
//   - Zombie: the initialisation of one pod fails, its process lives on, and its liveness probe passes. It is Running, never Ready,
//     and nothing restarts it. What finds it is "Ready or restarted within X"; what mends it is a liveness probe that fails too (Honest).
//
// Starting is the last one as actors, so that check can explore it: a pod that fetches its settings when it starts, over a network
// that loses messages. AsksOnce is broken: the pod is a zombie in some behaviour, whatever else happens.
//
// Each System here is data for both, and TestFollows holds what is simulated to what is explored.
package probes
