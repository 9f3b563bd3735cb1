package assay_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// able is a behaviour in place with all powers.
type able struct{ metering }

func (able) Timeout(self assay.ID, m *meter, timer string) assay.Effects { m.total += 10; return nil }
func (able) Chosen(self assay.ID, m *meter, c assay.Choice) assay.Effects {
	m.total += c.Option.(int)
	return nil
}
func (able) Clock(self assay.ID, m *meter, now time.Time) assay.Effects {
	m.total += now.Year()
	return nil
}
func (able) Recover(self assay.ID, disk assay.Disk) (*meter, assay.Effects) {
	return &meter{total: 7}, nil
}

// answering has a Timeout as an Actor has it, and not as a Mutable.
type answering struct{ metering }

func (answering) Timeout(self assay.ID, m meter, timer string) (meter, assay.Effects) { return m, nil }

// absent begins in no state.
type absent struct{ metering }

func (absent) Start(self assay.ID) (*meter, assay.Effects) { return nil, nil }

func TestMutablePowers(t *testing.T) {
	b := assay.Mutable("m", able{}).Behaviour
	if b.Err != nil || b.State != reflect.TypeFor[meter]() || b.Message != reflect.TypeFor[pulse]() {
		t.Fatalf("%+v", b)
	}
	m := &meter{}
	for name, call := range map[string]func() (any, assay.Effects){
		"Timeout": func() (any, assay.Effects) { return b.Timeout("m", m, "t") },
		"Chosen":  func() (any, assay.Effects) { return b.Chosen("m", m, assay.Choice{Option: 3}) },
		"Clock": func() (any, assay.Effects) {
			return b.Clock("m", m, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
		},
	} {
		if state, _ := call(); state != any(m) {
			t.Errorf("%s answers with another state than it was given", name)
		}
	}
	if m.total != 2013 {
		t.Errorf("the calls counted %d, expected 10, 3 and 2000", m.total)
	}
	if state, _ := b.Recover("m", assay.Disk{}); state.(*meter).total != 7 {
		t.Errorf("recovered as %v", state)
	}
	b = assay.Mutable("m", metering{}).Behaviour
	if b.Err != nil || b.Timeout != nil || b.Recover != nil || b.Chosen != nil || b.Clock != nil {
		t.Errorf("a behaviour without powers has some, or an error: %+v", b)
	}
}

func TestMutableRefused(t *testing.T) {
	err := assay.Mutable("m", answering{}).Behaviour.Err
	if err == nil || !strings.Contains(err.Error(), "expected func(assay.ID, *assay_test.meter, string) assay.Effects") {
		t.Errorf("a Timeout that answers with a state: %v", err)
	}
	if err := assay.Mutable[meter, pulse]("m", nil).Behaviour.Err; err == nil || !strings.Contains(err.Error(), "hint: ") {
		t.Errorf("no actor: %v", err)
	}
	defer func() {
		if p := recover(); p == nil || !strings.Contains(p.(string), "a nil *assay_test.meter") {
			t.Errorf("a nil state: %v", p)
		}
	}()
	assay.Mutable("m", absent{}).Behaviour.Start("m")
}
