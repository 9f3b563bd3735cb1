package forall

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
)

// TestProgress is told to the command that listens, five times a second, and to nobody else.
func TestProgress(t *testing.T) {
	dir, err := side.Create()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dir.Remove() })
	t.Setenv(side.EnvDir, "")
	nobody := newProgress("TestLaw")
	nobody.last = time.Time{}
	nobody.at(1, 2) // and nothing happens
	t.Setenv(side.EnvDir, dir.Env("", 1)[0][len(side.EnvDir+"="):])
	p := newProgress("TestLaw")
	p.at(1, 100) // too soon
	for done := range uint64(2) {
		p.last = p.last.Add(-progressMS * time.Millisecond)
		p.at(done+7, 100)
		p.at(done+8, 100)
	}
	got := dir.ReadProgress()
	for i := range got {
		got[i].Seconds = 0
	}
	want := []evidence.Progress{{System: "TestLaw", Tried: 7, TriedOf: 100}, {System: "TestLaw", Tried: 8, TriedOf: 100}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("told %+v, expected %+v", got, want)
	}
}
