package forall_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/forall"
	"github.com/assay-dev/assay/refine"
)

type lower3 struct{}

var lower3Rule = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (lower3) Rule() refine.Rule[string] { return lower3Rule }
func (lower3) Holds(s string) bool       { return lower3Rule.Holds(s) }

// ID is three lower-case letters, as in the essay.
type ID = refine.Of[string, lower3]

// Light is a closed enumeration.
type Light struct{ v uint8 }

var (
	off = Light{1}
	on1 = Light{2}
)

func (l Light) String() string { return [...]string{"unset", "off", "on"}[l.v] }

func isOn(l Light) error {
	if l != on1 && l != off {
		return errors.New("it is neither")
	}
	return nil
}

func TestAllOfTwo(t *testing.T) {
	s := on(t)
	forall.Check(s, isOn, forall.Enum(off, on1))
	r := s.expect(evidence.Holds, "forall: isOn: all 2 of 2")
	if r.System != "TestStage" || r.Property != "isOn" || r.Technique != "forall" || r.Figures["values"] != 2 || r.Figures["tried"] != 2 {
		t.Errorf("%+v", r)
	}
}

func TestAllIDs(t *testing.T) {
	s := on(t)
	begin := time.Now()
	seen := map[ID]bool{}
	forall.Check(s, func(id ID) error {
		seen[id] = true
		if len(id.Raw()) != 3 || strings.ToLower(id.Raw()) != id.Raw() {
			return errors.New("not three lower-case letters")
		}
		return nil
	})
	s.expect(evidence.Holds, "forall: ID: all 17,576 of 17,576")
	if len(seen) != 17576 {
		t.Errorf("%d were tried", len(seen))
	}
	t.Logf("%v", time.Since(begin))
}

func TestFirstInOrder(t *testing.T) {
	s := on(t)
	forall.Check(s, func(id ID) error {
		if strings.Contains(id.Raw(), "qx") {
			return fmt.Errorf("%s holds qx", id)
		}
		return nil
	})
	s.expect(evidence.Violated, `forall: ID: violated: for id = "aqx": aqx holds qx`)
}

func TestRandomIsShrunk(t *testing.T) {
	s := on(t)
	forall.Check(s, func(n []int) error {
		sum := 0
		for _, x := range n {
			sum += x
		}
		if len(n) > 2 && sum > 1000 {
			return errors.New("too much")
		}
		return nil
	}, forall.Seed(7))
	r := s.expect(evidence.Violated, `for n = []int{0, 0, 1001}: too much`)
	t.Log(r.Why)
}

func TestPairs(t *testing.T) {
	s := on(t)
	forall.Check2(s, func(a int8, b bool) error {
		if a == -5 && b {
			return errors.New("bad")
		}
		return nil
	})
	r := s.expect(evidence.Violated, `for a = -5, b = true: bad`)
	t.Log(r.Why)
}

// TestTriples tries all combinations of three arguments, in order, and hands each over in its place.
func TestTriples(t *testing.T) {
	s := on(t)
	seen := map[string]bool{}
	forall.Check3(s, func(a bool, l Light, b int8) error {
		seen[fmt.Sprint(a, l, b)] = true
		return nil
	}, forall.Enum(off, on1))
	s.expect(evidence.Holds, "forall: (bool, Light, int8): all 1,024 of 1,024")
	if len(seen) != 1024 {
		t.Errorf("%d combinations were seen, expected 2 * 2 * 256", len(seen))
	}

	s = on(t)
	forall.Check3(s, func(a bool, l Light, b int8) error {
		if a && l == on1 && b == -5 {
			return errors.New("bad")
		}
		return nil
	}, forall.Enum(off, on1))
	s.expect(evidence.Violated, "for a = true, l = on, b = -5: bad")
}

func TestRandomExtent(t *testing.T) {
	s := on(t)
	forall.Check2(s, func(a, b ID) error { return nil }, forall.Seed(7))
	r := s.expect(evidence.Holds, "forall: (ID, ID): 1,000 of 308,915,776, seed 7")
	t.Logf("%+v", r)
}
