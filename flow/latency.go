package flow

import (
	"math/bits"
	"time"
)

// Latency remembers how long calls took, well enough to say which time a share of them stayed under.
//
// It is a histogram whose buckets grow with what they hold, eight to each doubling, so that a quantile is never too short and at most
// an eighth too long; that is how HdrHistogram counts (G. Tene). When Memory calls were counted all counts are halved, so that what
// is old weighs less and less.
//
// Does not do: tell times under a microsecond apart, nor those over an hour.
type Latency struct {
	Quantile float64 // in (0, 1): .95 asks for the time that 95 of 100 calls took at most
	Memory   int     // calls, at most 65535
	Least    int     // calls that must have been seen before there is an answer
}

const (
	latencyBitLow     = 10 // 2^10 ns is about a microsecond
	latencyOctaves    = 32 // up to 2^42 ns, 73 minutes
	latencyParts      = 8  // to each octave
	latencyBuckets    = latencyOctaves * latencyParts
	latencyMemoryMax  = 65_535
	latencyPartBits   = 3
	latencyLastBucket = latencyBuckets - 1
)

// LatencyState is what was seen.
type LatencyState struct {
	seen   int
	counts [latencyBuckets]uint16
}

// Valid says what is wrong with the settings, or nil.
func (l Latency) Valid() error {
	switch {
	case !(l.Quantile > 0 && l.Quantile < 1):
		return invalid("Latency.Quantile", l.Quantile, "a number between 0 and 1", ".95 hedges five of a hundred calls")
	case l.Memory < 2 || l.Memory > latencyMemoryMax:
		return invalid("Latency.Memory", l.Memory, "from 2 to 65535", "1000 calls tell a 99th percentile")
	case l.Least < 1 || l.Least > l.Memory/2:
		return invalid("Latency.Least", l.Least, "from 1 to half of Memory", "Memory is halved each time that it is full")
	}
	return nil
}

// Start has seen nothing.
//
//assay:pure
func (l Latency) Start() LatencyState { return LatencyState{} }

// Step has seen a call that took so long.
//
//assay:pure
func (l Latency) Step(s LatencyState, took time.Duration) LatencyState {
	s.counts[latencyBucket(took)%latencyBuckets]++
	s.seen++
	if s.seen < min(max(2, l.Memory), latencyMemoryMax) {
		return s
	}
	return s.halved()
}

// halved rounds sums, not counts: each call that is alone in its bucket would be lost, the slow ones that a quantile is about before all
// others (TestLatencyKeepsTheTail). Half a call goes up to the next bucket that has one, so that no quantile comes out too short.
func (s LatencyState) halved() LatencyState {
	half := uint16(0)
	s.seen = 0
	for i, count := range s.counts {
		s.counts[i] = count/2 + (count%2+half)/2
		half = (count%2 + half) % 2
		s.seen += int(s.counts[i])
	}
	return s
}

// At is the time that a share Quantile of the calls took at most, or Never before Least were seen.
//
//assay:pure
func (l Latency) At(s LatencyState) time.Duration {
	if s.seen < max(1, l.Least) {
		return Never
	}
	upTo := 0
	for i, count := range s.counts {
		// Divided, as 100 times the float .07 is more than 7.
		if upTo += int(count); float64(upTo)/float64(s.seen) >= l.Quantile {
			return latencyTop(i)
		}
	}
	return latencyTop(latencyLastBucket)
}

// latencyBucket is the bucket of a time: its highest bit and the three bits below.
func latencyBucket(d time.Duration) uint {
	if d < 1<<latencyBitLow {
		return 0
	}
	octave := uint(bits.Len64(uint64(d)>>latencyBitLow)) - 1
	part := uint(d>>(octave+latencyBitLow-latencyPartBits)) % latencyParts
	return min(latencyLastBucket, octave*latencyParts+part)
}

// latencyTop is the longest time in a bucket.
func latencyTop(i int) time.Duration {
	octave, part := uint(i)/latencyParts, i%latencyParts
	return time.Duration(latencyParts+part+1)<<(octave+latencyBitLow-latencyPartBits) - 1
}
