package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

func TestFollows(t *testing.T) {
	w := queueWorld(8, 10, 1, 20*time.Second)
	w.Load[0].Timeout, w.Load[0].Tries = 100*ms, 3
	if err := Follows(echoSystem(), w, 1, 200); err != nil {
		t.Error(err)
	}
	many := assay.System{Name: "many", Actors: assay.SpawnN("server", followMax+1, echo{})}
	if err := Follows(many, World{}, 1, 1); err == nil || !strings.Contains(err.Error(), "129 participants") {
		t.Errorf("%v, expected that 129 participants are refused", err)
	}
}

// A load that asks for what the caller of the shared semantics cannot ask for is no behaviour of the System: the helper can fail.
func TestFollowsFails(t *testing.T) {
	w, asked := queueWorld(8, 10, 1, 20*time.Second), 0
	w.Load[0].Request = func(n int) any { asked++; return ask{asked} }
	if err := Follows(echoSystem(), w, 1, 200); err == nil || !strings.Contains(err.Error(), "not enabled") {
		t.Errorf("%v, expected a step that is not enabled", err)
	}
}
