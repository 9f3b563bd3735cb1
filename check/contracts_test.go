//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// A shop charges a card through a payment service that it does not own, and the service is somebody else's system, which is held to
// the same text.

type paymentMsg interface{ paymentMsg() }

type (
	bill    struct{ Order int }
	settled struct{ Order int }
	refused struct{ Order int }
)

func (bill) paymentMsg()    {}
func (settled) paymentMsg() {}
func (refused) paymentMsg() {}

// payments is the contract: an order is settled once, or refused; what was settled is answered so again; it may also be silent.
type payments struct{ Silent bool }

type paymentsState struct{ Charged, Refused int } // sets, by bit

func (payments) Init() paymentsState { return paymentsState{} }

func (c payments) Allowed(s paymentsState, from assay.ID, m paymentMsg) []assay.Reaction[paymentsState] {
	order, ok := m.(bill)
	if !ok {
		return nil
	}
	bit := 1 << order.Order
	yes := assay.Reaction[paymentsState]{To: paymentsState{s.Charged | bit, s.Refused}, Sends: assay.Effects{assay.Send(from, settled(order))}}
	no := assay.Reaction[paymentsState]{To: paymentsState{s.Charged, s.Refused | bit}, Sends: assay.Effects{assay.Send(from, refused(order))}}
	all := []assay.Reaction[paymentsState]{yes, no}
	if s.Charged&bit != 0 {
		all = all[:1]
	}
	if s.Refused&bit != 0 {
		all = all[1:]
	}
	if c.Silent {
		all = append(all, assay.Reaction[paymentsState]{To: s})
	}
	return all
}

// shop asks once, and once more where it was refused.
type shop struct{ Trusting bool }

type shopState struct{ Asked, Paid int }

func (shop) Start(assay.ID) (shopState, assay.Effects) {
	return shopState{Asked: 1}, assay.Effects{assay.Send("pay", bill{1})}
}

func (c shop) Receive(_ assay.ID, s shopState, from assay.ID, m paymentMsg) (shopState, assay.Effects) {
	switch m.(type) {
	case settled:
		s.Paid++
	case refused:
		if s.Asked < 2 {
			s.Asked++
			return s, assay.Effects{assay.Send(from, bill{s.Asked})}
		}
	case bill: // the payments'
	}
	return s, nil
}

func shopSystem(c payments) assay.System {
	return assay.System{
		Name:   "shop",
		Actors: []assay.Participant{assay.Spawn("shop", shop{}), assay.Assumed("pay", c)},
		Properties: []assay.Property{
			assay.Always("paid once", func(v assay.View) error {
				if s := assay.StateOf[shopState](v, "shop"); s.Paid > 1 {
					return fmt.Errorf("paid %d times", s.Paid)
				}
				return nil
			}),
			assay.Sometimes("paid", func(v assay.View) bool { return assay.StateOf[shopState](v, "shop").Paid == 1 }),
			assay.Sometimes("asked twice", func(v assay.View) bool { return assay.StateOf[shopState](v, "shop").Asked == 2 }),
			assay.Recovers("paid or refused twice", func(v assay.View) bool {
				return assay.StateOf[shopState](v, "shop").Paid == 1 || assay.StateOf[paymentsState](v, "pay").Refused == 1<<1|1<<2
			}),
		},
	}
}

// Start: deliver is settled or refused; refused leads to a second order, which is settled or refused: 1 + 2 + (1 paid, 1 asked again) +
// 2 + 2 ends = 8 states.
func TestAssumed(t *testing.T) {
	r, err := check.Run(t.Context(), shopSystem(payments{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range r.Records {
		if record.Verdict != evidence.Holds {
			t.Errorf("%s%s: %s, expected it to hold: %s", record.Property, record.Finding, record.Verdict, record.Why)
		}
		if want := (evidence.Entry{Name: "contract of pay", Value: "payments{Silent: false} of github.com/assay-dev/assay/check_test"}); !slices.Contains(record.Assumptions, want) {
			t.Errorf("the assumptions are %v, expected %v among them", record.Assumptions, want)
		}
	}
	if r.States != 8 {
		t.Errorf("%d states, expected 8", r.States)
	}
}

// A contract that allows silence promises nothing.
func TestAssumedMayBeSilent(t *testing.T) {
	r, err := check.Run(t.Context(), shopSystem(payments{Silent: true}))
	if err != nil {
		t.Fatal(err)
	}
	record, _ := r.Record("paid or refused twice")
	if record.Verdict != evidence.Violated || record.Trace == nil {
		t.Fatalf("%s: %s", record.Verdict, record.Why)
	}
	if last := record.Trace.Steps[len(record.Trace.Steps)-1]; last.What != "bill{Order: 1} => silence, {}" && !strings.Contains(last.What, "=> silence") {
		t.Errorf("the last step is %q", last.What)
	}
}

// cashier is our own payment service. A forgetful one charges after a crash what it has refused.
type cashier struct{ Forgetful, Late bool }

type cashierState struct{ Charged, Refused, Waiting int }

func (cashier) Start(assay.ID) (cashierState, assay.Effects) { return cashierState{}, nil }

func (c cashier) Receive(_ assay.ID, s cashierState, from assay.ID, m paymentMsg) (cashierState, assay.Effects) {
	order, ok := m.(bill)
	if !ok {
		return s, nil
	}
	bit := 1 << order.Order
	if s.Charged == 0 && s.Refused&bit == 0 || s.Charged&bit != 0 {
		s.Charged |= bit
		return s, assay.Effects{assay.Persist("state", s), assay.Send(from, settled(order))}
	}
	s.Refused |= bit
	return s, assay.Effects{assay.Persist("state", s), assay.Send(from, refused(order))}
}

func (c cashier) Recover(_ assay.ID, disk assay.Disk) (cashierState, assay.Effects) {
	if c.Forgetful {
		return cashierState{}, nil
	}
	return assay.Load[cashierState](disk, "state").Or(cashierState{}), nil
}

// customer sends order 1, order 2, and order 2 again.
type customer struct{}

func (customer) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send("pay", bill{1}), assay.Send("pay", bill{2}), assay.Send("pay", bill{2})}
}
func (customer) Receive(_ assay.ID, s int, _ assay.ID, _ paymentMsg) (int, assay.Effects) {
	return s, nil
}

func cashierSystem(c cashier) assay.System {
	return assay.System{
		Name:       "cashier",
		Actors:     []assay.Participant{assay.Spawn("customer", customer{}), assay.Spawn("pay", c)},
		Assume:     assay.Assumptions{Crashes: assay.AtMost(1)},
		Properties: []assay.Property{assay.Guarantees[paymentsState, paymentMsg]("keeps its contract", "pay", payments{})},
	}
}

func TestGuarantees(t *testing.T) {
	r, err := check.Run(t.Context(), cashierSystem(cashier{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range r.Records {
		if record.Verdict != evidence.Holds {
			t.Errorf("%s%s: %s, expected it to hold: %s", record.Property, record.Finding, record.Verdict, record.Why)
		}
	}
}

// 1 is settled and 2 refused, the cashier forgets, and 2 is settled.
func TestGuaranteesBroken(t *testing.T) {
	r, err := check.Run(t.Context(), cashierSystem(cashier{Forgetful: true}))
	if err != nil {
		t.Fatal(err)
	}
	record, _ := r.Record("keeps its contract")
	want := "pay answers bill{Order: 2} from customer with settled{Order: 2} -> customer; its contract stands at {Charged: 2, Refused: 4} and allows refused{Order: 2} -> customer"
	if record.Verdict != evidence.Violated || record.Why != want || len(record.Trace.Steps) != 5 {
		t.Fatalf("%s: %s\n%v", record.Verdict, record.Why, record.Trace)
	}
}

// valve is a Machine: it opens unprompted and takes a drop only when it is open.
type valve struct{ Both bool }

func (m valve) Init() []bool {
	if m.Both {
		return []bool{false, true}
	}
	return []bool{false}
}

func (valve) Next(open bool) []assay.Move[bool] {
	if open {
		return []assay.Move[bool]{{Name: "drop", To: false}}
	}
	return []assay.Move[bool]{{Name: "open", To: true}}
}

func valveBoundary(_ bool, m assay.Move[bool]) assay.Crossing[paymentMsg] {
	if m.Name == "drop" {
		return assay.Crossing[paymentMsg]{Takes: func(_ assay.ID, m paymentMsg) bool { _, ok := m.(bill); return ok }}
	}
	return assay.Crossing[paymentMsg]{Sends: assay.Effects{assay.Send("shop", refused{})}}
}

// tap sends a drop for each time that the valve opens: it is allowed. An eager one begins with a drop, which is not.
type tap struct{ Eager bool }

func (c tap) Start(assay.ID) (int, assay.Effects) {
	if c.Eager {
		return 0, assay.Effects{assay.Send("valve", bill{})}
	}
	return 0, nil
}

func (c tap) Receive(_ assay.ID, s int, from assay.ID, m paymentMsg) (int, assay.Effects) {
	if s == 2 {
		return s, nil
	}
	return s + 1, assay.Effects{assay.Send(from, bill{s})}
}

func TestStub(t *testing.T) {
	system := func(c tap, m valve) assay.System {
		return assay.System{
			Name:       "valve",
			Actors:     []assay.Participant{assay.Spawn("shop", c), assay.Assumed("valve", assay.Stub(m, valveBoundary))},
			Properties: []assay.Property{assay.Sometimes("twice", func(v assay.View) bool { return assay.StateOf[int](v, "shop") == 2 })},
			Within:     func(v assay.View) bool { return len(assay.InFlight[refused](v, "shop")) < 2 },
		}
	}
	for _, c := range []struct {
		tap  tap
		both bool
		want string
	}{{tap{}, false, ""}, {tap{true}, false, "handled"}, {tap{true}, true, "handled"}, {tap{}, true, ""}} {
		r, err := check.Run(t.Context(), system(c.tap, valve{c.both}))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, record := range r.Records {
			got += record.Finding
			if record.Finding != "" && record.Why != "shop sent valve a check_test.bill where its contract (Stub of valve) allows no reaction to it" {
				t.Error(record.Why)
			}
		}
		if got != c.want {
			t.Errorf("%+v: %q, expected %q", c, got, c.want)
		}
	}
}

// shopping is the contract of a customer of payments: an order is sent at most so many times in all, unprompted or on any answer.
type shopping struct{ Most int }

func (shopping) Init() int { return 0 }

func (c shopping) Allowed(s int, from assay.ID, _ paymentMsg) []assay.Reaction[int] {
	all := []assay.Reaction[int]{{To: s}}
	if s < c.Most {
		all = append(all, assay.Reaction[int]{To: s + 1, Sends: assay.Effects{assay.Send(from, bill{s + 1})}})
	}
	return all
}

func (c shopping) Unprompted(s int) []assay.Reaction[int] {
	if s == c.Most {
		return nil
	}
	return []assay.Reaction[int]{{To: s + 1, Sends: assay.Effects{assay.Send("pay", bill{s + 1})}}}
}

// TestEachAssumesTheOther has two owners who assume each other's contract, each in a system of its own: what both show holds of the two
// together, since it breaks first on one side.
func TestEachAssumesTheOther(t *testing.T) {
	mine := shopSystem(payments{})
	mine.Properties = append(mine.Properties, assay.Guarantees("keeps shopping", "shop", shopping{2}))
	theirs := assay.System{
		Name:       "pay",
		Actors:     []assay.Participant{assay.Assumed("shop", shopping{2}), assay.Spawn("pay", cashier{})},
		Properties: []assay.Property{assay.Guarantees("keeps payments", "pay", payments{})},
	}
	together := shopSystem(payments{})
	together.Name, together.Actors[1] = "together", assay.Spawn("pay", cashier{})
	together.Properties = together.Properties[:2]
	var all []evidence.Record
	for _, sys := range []assay.System{mine, theirs, together} {
		r, err := check.Run(t.Context(), sys)
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range r.Records {
			if record.Verdict != evidence.Holds {
				t.Errorf("%s %s%s: %s, expected it to hold: %s", record.System, record.Property, record.Finding, record.Verdict, record.Why)
			}
		}
		all = append(all, r.Records...)
	}
	for _, c := range evidence.Contracts(all) {
		if len(c.AssumedBy) != 1 || len(c.KeptBy) != 1 || c.KeptBy[0] == c.AssumedBy[0] {
			t.Errorf("%+v, expected the one to assume what the other keeps", c)
		}
	}
	progress := all[slices.IndexFunc(all, func(r evidence.Record) bool { return r.Property == "paid or refused twice" })]
	if last := progress.Assumptions[len(progress.Assumptions)-1]; last.Name != "progress of pay" {
		t.Errorf("%v, expected that progress is assumed beside the contract", last)
	}
}
