package conform

import (
	"fmt"
	"io"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/refine"
)

const (
	technique = "conform"
	property  = "linearizable"
)

// none is the result that nobody knows.
var none = refine.None[any]()

func someResult(v any) refine.Option[any] { return refine.Some(v) }

// Option is how a history is judged.
type Option func(*config)

type config struct {
	time     time.Duration
	accepted string
}

// Time bounds the search for an order, which takes exponential time in the worst case: a minute if nothing else is said. What is not
// decided then is Unknown.
func Time(d time.Duration) Option { return func(c *config) { c.time = d } }

// AcceptUnknown lets the test pass though the verdict is Unknown. The reason stands in the record.
func AcceptUnknown(reason string) Option { return func(c *config) { c.accepted = reason } }

// File reads a history and judges it against the specification of the operations that it has: Register or KeyValue.
func File(r io.Reader, name string, format Format, options ...Option) (evidence.Record, error) {
	h, err := Parse(r, name, format)
	if err != nil {
		return evidence.Record{}, err
	}
	if h.own == register {
		return Check(h, Register{}, options...)
	}
	return Check(h, KeyValue{}, options...)
}

// Check says whether a history is linearizable by a specification of what one key holds. An error is about the input, and nothing was
// judged then.
func Check[S any](h History, spec assay.Spec[S], options ...Option) (evidence.Record, error) {
	c := config{time: timeDefault}
	for _, o := range options {
		o(&c)
	}
	if c.time <= 0 {
		return evidence.Record{}, &Problem{Name: h.Name, Text: fmt.Sprintf("the time bound is %v, expected more than 0", c.time)}
	}
	if err := h.check(); err != nil {
		return evidence.Record{}, err
	}
	began := time.Now()
	all, err := objects(&h, *assay.Linearizable(property, spec).History)
	if err != nil {
		return evidence.Record{}, err
	}
	bad, err := search(all, began.Add(c.time))
	if err != nil {
		return evidence.Record{}, &Problem{Name: h.Name, Text: plain(err), Hint: "Apply is pure and total: it answers every operation in every state"}
	}
	r := h.record(&c, all, bad)
	r.Measured = map[string]float64{"seconds": time.Since(began).Seconds()}
	return r, nil
}

// record is what may be claimed of a history.
func (h *History) record(c *config, all []*object, bad *object) evidence.Record {
	r := evidence.Record{
		System: h.Name, Property: property, Technique: technique, Verdict: evidence.Holds,
		Assumptions: []evidence.Entry{{Name: "calls", Value: "noted before they were made"}, {Name: "returns", Value: "noted after they came"}},
		Figures:     map[string]uint64{"operations": uint64(len(h.Operations)), "processes": h.processes()},
		NotCovered:  []string{"what was not recorded: other schedules, operations and failures"},
	}
	if h.own != "" {
		r.Assumptions = append(r.Assumptions, evidence.Entry{Name: "initially", Value: initially(h.own)})
	}
	if len(all) > 1 {
		r.Figures["keys"] = uint64(len(all))
		r.Assumptions = append(r.Assumptions, evidence.Entry{Name: "keys", Value: "objects of their own"})
	}
	if open := h.open(); open > 0 {
		r.Figures["unanswered"] = open
	}
	if bad != nil {
		r.Verdict, r.Why, r.Picture = evidence.Violated, h.said(bad, len(all)), h.picture(bad)
		if others := len(all) - 1; others > 0 {
			r.NotCovered = append(r.NotCovered, "whether the other keys have an order: one that has none decides, and the smallest is shown")
		}
		return r
	}
	h.undecided(&r, c, all)
	return r
}

// undecided makes a record Unknown where some object has neither an order nor none.
func (h *History) undecided(r *evidence.Record, c *config, all []*object) {
	var left []*object
	for _, p := range all {
		if p.verdict != linear.Ordered {
			left = append(left, p)
		}
	}
	if len(left) == 0 {
		return
	}
	r.Verdict, r.Accepted = evidence.Unknown, c.accepted
	r.Why = spent(left[0].verdict, c.time.String())
	if len(all) > 1 {
		r.Why = fmt.Sprintf("%d of %d keys are undecided; of key %s %s", len(left), len(all), show(left[0].key), r.Why)
	}
	r.Why += "\nhint: more time (-time, conform.Time) helps little where many operations overlap or have no answer; a shorter history, or keys, help much"
}

func (h *History) processes() uint64 {
	names := map[string]bool{}
	for _, o := range h.Operations {
		names[o.Process] = true
	}
	return uint64(len(names))
}

// open is how many operations nobody knows the result of.
func (h *History) open() (n uint64) {
	for _, o := range h.Operations {
		if !o.Result.IsSome() {
			n++
		}
	}
	return n
}
