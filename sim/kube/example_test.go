package kube_test

import (
	"fmt"
	"log"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
	"github.com/assay-dev/assay/sim/kube"
)

type (
	ask    struct{ N int }
	answer struct{ N int }
	msg    interface{ isMsg() }
	page   struct{}
	none   struct{}
)

func (ask) isMsg()    {}
func (answer) isMsg() {}

func (page) Start(assay.ID) (none, assay.Effects) { return none{}, nil }
func (page) Receive(_ assay.ID, s none, from assay.ID, m msg) (none, assay.Effects) {
	if a, ok := m.(ask); ok {
		return s, assay.Effects{assay.Send(from, answer{a.N})}
	}
	return s, nil
}

const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: web
        image: shop/web:1.4.2
        livenessProbe: {httpGet: {path: /healthz, port: 8080}}
        readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 1}
`

// A manifest, and a minute of twice the load. The probe is answered by the threads that do the work, and so it kills all pods just when
// each of them is needed. On a path of its own it kills none.
func Example() {
	m, err := kube.Parse([]byte(manifest))
	if err != nil {
		log.Fatal(err)
	}
	for _, shared := range []bool{true, false} {
		d, err := m.Deployment("web")
		if err != nil {
			log.Fatal(err)
		}
		d.Loads, d.Template.App.StartUp = []assay.ID{"clients"}, sim.Exactly(20*time.Second)
		d.Template.Liveness.Shared = shared

		world := sim.World{For: 12 * time.Minute, Platform: []sim.Platform{d}, Faults: sim.Faults{Off: true}, Servers: map[assay.ID]sim.Server{},
			Load: []sim.Load{{ID: "clients", Timeout: time.Second, Arrivals: sim.Poisson(0).From(time.Minute, 240).From(2*time.Minute, 480).From(3*time.Minute, 240),
				Request: func(n int) any { return ask{n} }, Reply: func(m any) (int, bool) { a, ok := m.(answer); return a.N, ok }}}}
		for _, id := range d.Pods {
			world.Servers[id] = sim.Server{Service: sim.PerSecond(100)}
		}
		shop := assay.System{Name: "shop", Actors: assay.SpawnN("web", len(d.Pods), page{}), Assume: assay.Assumptions{Crashes: assay.Unlimited}}
		run, err := sim.Run(shop, world, 1)
		if err != nil {
			log.Fatal(err)
		}
		goodput := run.Load("clients").Goodput(8*time.Minute, 12*time.Minute)
		fmt.Printf("shared %v: %.2f of the requests are answered\n", shared, goodput)
		for _, pod := range kube.Of(run, "web").Pods() {
			fmt.Println(" ", pod)
		}
	}
	// Output:
	// shared true: 0.02 of the requests are answered
	//   web0 CrashLoopBackOff, 6 restarts, last liveness probe (143)
	//   web1 CrashLoopBackOff, 6 restarts, last liveness probe (143)
	//   web2 CrashLoopBackOff, 6 restarts, last liveness probe (143)
	// shared false: 1.00 of the requests are answered
	//   web0 Ready, 0 restarts
	//   web1 Ready, 0 restarts
	//   web2 Ready, 0 restarts
}
