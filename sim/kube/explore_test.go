package kube

import (
	"fmt"
	"os"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

func TestExplore(t *testing.T) {
	for _, mode := range []string{"redraw", "ticker"} {
		os.Setenv("PHASE", mode)
		for _, lambda := range []float64{190, 200, 210, 220} {
			line := ""
			bad, rs, n := 0, 0, 0
			for seed := uint64(1); seed <= 20; seed++ {
				d := Deployment{Name: "web", Pods: ids(3), Replicas: 3, Loads: []assay.ID{"clients"}, Template: Template{
					App: App{StartUp: sim.Exactly(20 * s)}, Liveness: &Probe{Shared: true}, Readiness: &Probe{Period: s}}}
				l := clients(sim.Poisson(0).From(60*s, lambda).From(120*s, 2*lambda).From(180*s, lambda))
				w := world(d, 3720*s, sim.Server{Service: sim.PerSecond(100)}, l)
				r, c := run(t, w, seed)
				k := when(c, "", "liveness probe failed")
				g := r.Load("clients").Goodput(1920*s, 3720*s)
				if g < .5 {
					bad++
					rs += c.Series()[len(c.Series())-1].Restarts
					n++
				}
				line += fmt.Sprintf(" %.0f/%d/%.4f", k[0].Seconds(), len(k), g)
			}
			t.Logf("%s λ=%v: %d collapse, restarts %.1f; %s", mode, lambda, bad, float64(rs)/float64(max(n, 1)), line)
		}
	}
}
