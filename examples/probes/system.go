package probes

import (
	"fmt"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
	"github.com/assay-dev/assay/sim/kube"
)

const (
	dbID     assay.ID = "db"
	loadID   assay.ID = "clients"
	configID assay.ID = "config"
	name              = "web"
)

// Shop is so many web servers, which may be killed, and a database.
func Shop(pods int) assay.System {
	return assay.System{
		Name:   "probes",
		Actors: append(assay.SpawnN(name, pods, Web{}), assay.Spawn(dbID, Web{})),
		Assume: assay.Assumptions{Crashes: assay.Unlimited},
	}
}

// Starting are so many pods that fetch their settings, over a network that loses messages and delivers them as often as it likes. Each may
// be restarted once.
func Starting(pods int) assay.System {
	return starting(fmt.Sprintf("probes/starting-%d", pods), pods, Starter{Config: configID, Again: true})
}

func starting(called string, pods int, pod Starter) assay.System {
	sys := assay.System{
		Name:   called,
		Actors: append(assay.SpawnN("pod", pods, pod), assay.Spawn(configID, Config{})),
		Assume: assay.Assumptions{Losses: assay.Unlimited, Duplicates: assay.Unlimited, Per: map[assay.ID]assay.Own{}},
		Properties: []assay.Property{
			assay.Sometimes("all are ready", allReady),
			assay.Recovers("a pod gets ready or is restarted", allReady),
		},
	}
	for _, p := range sys.Actors[:pods] {
		sys.Assume.Per[p.ID] = assay.Own{Crashes: assay.AtMost(1)}
	}
	return sys
}

func allReady(v assay.View) bool {
	for _, id := range v.Actors() {
		if id != configID && (!v.Up(id) || !bool(assay.StateOf[Readiness](v, id))) {
			return false
		}
	}
	return true
}

// Pods are the web servers of a shop.
func Pods(n int) (ids []assay.ID) {
	for _, p := range assay.SpawnN(name, n, Web{}) {
		ids = append(ids, p.ID)
	}
	return ids
}

// world is a shop of so many pods for so long, each of which can serve 100 requests a second, and clients that wait for one second and
// ask once.
func world(pods int, length time.Duration, t kube.Template, arrivals sim.Arrivals) sim.World {
	w := sim.World{For: length, Every: time.Second, Faults: sim.Faults{Off: true},
		Servers: map[assay.ID]sim.Server{dbID: {Service: sim.Exactly(time.Millisecond)}},
		Load: []sim.Load{{ID: loadID, Arrivals: arrivals, Timeout: time.Second,
			Request: func(n int) any { return Get{n} },
			Reply: func(msg any) (int, bool) {
				page, ok := msg.(Page)
				return page.N, ok
			}}},
		Platform: []sim.Platform{kube.Deployment{Name: name, Pods: Pods(pods), Replicas: pods, Loads: []assay.ID{loadID}, Template: t, Propagation: kube.None}}}
	for _, id := range Pods(pods) {
		w.Servers[id] = sim.Server{Service: sim.PerSecond(100)}
	}
	return w
}

// KillLoop is three pods that start up in 20 s, so many requests a second from the 60th second on, twice as many from the 120th to the
// 180th, and a liveness probe that waits in the work queue.
func KillLoop(perSecond float64, length time.Duration) sim.World {
	return killLoop(perSecond, length, &kube.Probe{Shared: true})
}

// OwnPath is KillLoop with a liveness probe that does not wait for work.
func OwnPath(perSecond float64, length time.Duration) sim.World {
	return killLoop(perSecond, length, &kube.Probe{})
}

// NoLiveness is KillLoop without a liveness probe.
func NoLiveness(perSecond float64, length time.Duration) sim.World {
	return killLoop(perSecond, length, nil)
}

func killLoop(perSecond float64, length time.Duration, liveness *kube.Probe) sim.World {
	doubled := sim.Poisson(0).From(60*time.Second, perSecond).From(120*time.Second, 2*perSecond).From(180*time.Second, perSecond)
	w := world(3, length, kube.Template{App: kube.App{StartUp: sim.Exactly(20 * time.Second)}, Liveness: liveness, Readiness: &kube.Probe{Period: time.Second}}, doubled)
	w.Warmup = 60 * time.Second
	return w
}

// SharedReadiness is a readiness probe that asks the database, which is slow from the 60th to the 95th second.
func SharedReadiness(pods int) sim.World {
	return readiness(pods, []kube.Ask{{Of: dbID, Service: sim.Exactly(time.Millisecond)}})
}

// OwnReadiness is SharedReadiness with a probe that asks for the pod alone.
func OwnReadiness(pods int) sim.World { return readiness(pods, nil) }

func readiness(pods int, asks []kube.Ask) sim.World {
	w := world(pods, 200*time.Second, kube.Template{Readiness: &kube.Probe{Asks: asks}}, sim.Poisson(0).From(30*time.Second, 40))
	w.Events = []sim.Event{sim.Slow(dbID, 2000, 60*time.Second, 35*time.Second)}
	w.Warmup = 30 * time.Second
	return w
}

// SlowStart is one pod that takes so long to start up, and a liveness probe that does not wait for it.
func SlowStart(takes, length time.Duration) sim.World {
	return world(1, length, kube.Template{App: kube.App{StartUp: sim.Exactly(takes)}, Liveness: &kube.Probe{}}, sim.Poisson(0))
}

// StartupProbe is SlowStart with a startup probe of 30 times 10 seconds.
func StartupProbe(takes, length time.Duration) sim.World {
	return world(1, length, kube.Template{App: kube.App{StartUp: sim.Exactly(takes)}, Liveness: &kube.Probe{}, Startup: &kube.Probe{Failure: 30}}, sim.Poisson(0))
}

// Zombie is three pods, of which web1 does not get through its initialisation the first time it starts. Its readiness probe says so,
// and its liveness probe does not.
func Zombie() sim.World { return zombie(nil) }

// Honest is Zombie with a liveness probe that says so too.
func Honest() sim.World { return zombie(initialised) }

func zombie(alive func(kube.Pod) bool) sim.World {
	w := world(3, 1800*time.Second, kube.Template{Liveness: &kube.Probe{Check: alive}, Readiness: &kube.Probe{Check: initialised}}, sim.Poisson(0).From(60*time.Second, 50))
	w.Warmup = 60 * time.Second
	return w
}

func initialised(p kube.Pod) bool { return p.ID != "web1" || p.Restarts > 0 }
