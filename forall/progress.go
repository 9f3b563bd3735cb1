package forall

import (
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
)

// progressMS is how long a law waits between two words about how far it is.
const progressMS = 200

// progress tells the command that runs the test, if one does, how far a law is.
type progress struct {
	channel     *side.Channel // nil where no command listens
	test        string
	began, last time.Time
}

func newProgress(test string) progress {
	now := time.Now()
	return progress{channel: side.Open(), test: test, began: now, last: now}
}

// at says that so many of so many cases are done.
func (p *progress) at(done, of uint64) {
	if p.channel == nil || time.Since(p.last) < progressMS*time.Millisecond {
		return
	}
	p.last = time.Now()
	p.channel.Progress(evidence.Progress{System: p.test, Tried: done, TriedOf: of, Seconds: p.last.Sub(p.began).Seconds()})
}
