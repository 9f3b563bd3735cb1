package flow

import "time"

// windowSteps is in how many steps a window slides. A call is forgotten after nine to ten tenths of the window.
const windowSteps = 10

// window counts calls that ended over a sliding time. Buckets lie at multiples of a tenth of it since the origin of time, so that the zero
// window needs no beginning.
type window struct {
	head    uint64 // the bucket of the newest call
	buckets [windowSteps]tally
}

type tally struct{ ended, bad uint32 }

// add counts a call that ended now. Time that runs backwards counts into the newest bucket.
func (w window) add(failed bool, length, now time.Duration) window {
	head := uint64(max(0, now) / max(1, length/windowSteps))
	if head > w.head {
		for i := range min(windowSteps, head-w.head) {
			w.buckets[(head-i)%windowSteps] = tally{}
		}
		w.head = head
	}
	b := &w.buckets[w.head%windowSteps]
	b.ended++
	if failed {
		b.bad++
	}
	return w
}

// sum is all calls in the window, and those that failed. It is as of the last call.
func (w window) sum() (ended, bad int) {
	for _, b := range w.buckets {
		ended, bad = ended+int(b.ended), bad+int(b.bad)
	}
	return ended, bad
}
