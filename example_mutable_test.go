package assay_test

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// meter is existing code: its methods change it, and one of its fields is a method value.
type meter struct {
	total   int
	reads   int // a statistic, and no state
	onPulse func(int)
	recent  window
	log     fmt.Stringer
}

// window is a ring buffer of the last readings.
type window struct {
	next, n int
	ring    [3]int
}

func newMeter() *meter {
	m := &meter{}
	m.onPulse = m.count
	return m
}

func (m *meter) count(n int) {
	m.total += n
	m.reads++
}

type pulse struct{ N int }

// metering puts a meter into a system.
type metering struct{}

func (metering) Start(self assay.ID) (*meter, assay.Effects) { return newMeter(), nil }

func (metering) Receive(self assay.ID, m *meter, from assay.ID, p pulse) assay.Effects {
	m.onPulse(p.N)
	return assay.Effects{assay.Send(from, m.total)}
}

func ExampleMutable() {
	p := assay.Mutable("meter", metering{},
		assay.NotState("assay_test.meter.reads"),
		assay.Shared("assay_test.meter.log"),
		assay.Seen(func(w *window) any { return [2]int{w.n, w.ring[0] + w.ring[1] + w.ring[2]} }))
	state, _ := p.Behaviour.Start("meter")
	_, effects := p.Behaviour.Receive("meter", state, "grid", pulse{5})
	fmt.Println(effects[0].(assay.SendEffect).Message, p.Behaviour.Mutable.NotState)
	// Output: 5 [assay_test.meter.reads]
}
