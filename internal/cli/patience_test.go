package cli

import (
	"strings"
	"testing"
	"time"
)

// TestPatience: a line is said where two seconds pass and nothing happens, and no line where something did.
func TestPatience(t *testing.T) {
	var said strings.Builder
	var waiting []func()
	p := &patience{w: &said, after: func(d time.Duration, say func()) {
		if d != 2*time.Second {
			t.Errorf("it waits for %v", d)
		}
		waiting = append(waiting, say)
	}}
	p.busy(building([]string{"./lock"}))
	p.idle()
	p.busy(building([]string{"./lock"})) // the same text again: what waits for the first must not say it early
	waiting[0]()
	if said.String() != "" {
		t.Errorf("said is %q, and it was idle", said.String())
	}
	waiting[1]()
	if want := "assay: building the tests of ./lock (the first time takes longest: it compiles the checker too)\n"; said.String() != want {
		t.Errorf("said is %q, expected %q", said.String(), want)
	}
	quiet := &command{env: []string{"ASSAY_QUIET=1"}}
	newPatience(quiet).busy("nothing")
	newPatience(quiet).idle()
	if newPatience(&command{}) == nil {
		t.Error("it is quiet, and nobody asked for that")
	}
}
