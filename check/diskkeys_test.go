package check

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// mistyper writes one key and reads others on recovery: what is asked for and written is to be told from what is not.
type mistyper struct{ key string }

func (mistyper) Start(assay.ID) (int8, assay.Effects) {
	return 0, assay.Effects{assay.Persist("shelf", int8(1)), assay.Persist("rest", int8(1)), assay.Erase("gone")}
}

func (mistyper) Receive(_ assay.ID, n int8, _ assay.ID, _ countMsg) (int8, assay.Effects) {
	return n, nil
}

func (m mistyper) Recover(_ assay.ID, disk assay.Disk) (int8, assay.Effects) {
	return assay.Load[int8](disk, "shelf").Or(0) + assay.Load[int8](disk, m.key).Or(0), nil
}

func mistyped(key string, assume assay.Assumptions, more ...assay.Property) assay.System {
	return assay.System{Name: "mistyped", Assume: assume, Actors: []assay.Participant{assay.Spawn("a", mistyper{key}), assay.Spawn("b", mistyper{"shelf"})},
		Properties: append(more, assay.Always("small", func(v assay.View) error { _ = assay.LastStateOf[int8](v, "a"); return nil }))}
}

// TestNeverWritten: a key that is asked for and never written is said not to be covered, once every behaviour is known and not before.
func TestNeverWritten(t *testing.T) {
	asks := assay.Always("asks", func(v assay.View) error {
		if v.Up("b") {
			_ = assay.Load[int8](v.Disk("b"), "restt")
		}
		return nil
	})
	crash := assay.Assumptions{Crashes: assay.AtMost(1)}
	const ofA = `"shelve" on the disk of a: it is asked for, and no behaviour writes it (written: "rest", "shelf")`
	for _, c := range []struct {
		name    string
		sys     assay.System
		options []Option
		want    string
	}{
		{"mistyped", mistyped("shelve", crash), nil, ofA},
		{"right", mistyped("rest", crash), nil, ""},
		{"erased alone", mistyped("gone", crash), nil, strings.Replace(ofA, "shelve", "gone", 1)},
		{"nobody recovers", mistyped("shelve", assay.Assumptions{}), nil, ""},
		{"a property", mistyped("shelf", assay.Assumptions{}, asks), nil, `"restt" on the disk of b: it is asked for, and no behaviour writes it (written: "rest", "shelf")`},
		{"not all is known", mistyped("shelve", crash), []Option{Depth(2)}, "states deeper than 2"},
	} {
		for _, workers := range []int{1, 3} {
			result, err := Run(t.Context(), c.sys, append(c.options, Workers(workers))...)
			if err != nil {
				t.Fatal(err)
			}
			for _, record := range result.Records {
				got := strings.Join(record.NotCovered, "; ")
				if got != c.want && !(len(c.options) > 0 && strings.HasPrefix(got, c.want)) {
					t.Errorf("%s, %s: not covered is %q, expected %q", c.name, record.Property, got, c.want)
				}
			}
		}
	}
	s := swept(t, mistyped("shelve", crash))
	if at := s.Points[0]; !at.Ran {
		t.Fatalf("%+v: the sweep did not run where it begins", at)
	}
	_, least, err := runSweep(t.Context(), mistyped("shelve", crash), nil)
	if err != nil || len(least.Records) == 0 || strings.Join(least.Records[0].NotCovered, "") != ofA {
		t.Errorf("%v: a sweep, whose points share what handlers answered, says %+v, expected %s", err, least.Records, ofA)
	}
}

// TestWrongDiskType: a disk that is read as another type is a finding where the actor reads it, and not inside of Load.
func TestWrongDiskType(t *testing.T) {
	sys := mistyped("shelf", assay.Assumptions{Crashes: assay.AtMost(1)})
	sys.Actors[0] = assay.Spawn("a", misreader{})
	result, err := Run(t.Context(), sys)
	if err != nil || len(result.Findings()) != 1 {
		t.Fatalf("%v, %+v, expected one finding", err, result.Records)
	}
	if f := result.Findings()[0]; f.Finding != "total" || f.Verdict != evidence.Violated || !strings.Contains(f.Why, `disk entry "shelf" holds a int8, and Load asked for a string (diskkeys_test.go:`) {
		t.Errorf("%s: %s", f.Finding, f.Why)
	}
}

type misreader struct{ mistyper }

func (misreader) Recover(_ assay.ID, disk assay.Disk) (int8, assay.Effects) {
	return int8(len(assay.Load[string](disk, "shelf").Or(""))), nil
}
