package sim

import (
	"math"
	"math/bits"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim/page"
)

// stats are what one run counts. Time is cut into points of equal width, the last one perhaps shorter.
type stats struct {
	plan    *plan
	width   int64
	points  int
	servers []*ServerStats // by participant; nil where it is no server
	loads   []*LoadStats
	marks   []Mark
	lost    uint64
	closed  int64
}

// Mark is something that happened, for the time axis.
type Mark = page.Mark

// marksMax is how many marks a run keeps.
const marksMax = 2000

func newStats(p *plan) *stats {
	s := &stats{plan: p, width: int64(p.width), servers: make([]*ServerStats, len(p.sys.Actors))}
	s.points = int((int64(p.world.For) + s.width - 1) / s.width)
	for i := range p.sys.Actors {
		if p.servers[i] != nil {
			s.servers[i] = &ServerStats{ID: p.sys.Actors[i].ID, all: s, QueueMax: make([]float64, s.points), MemoryMax: make([]float64, s.points),
				Restarts: make([]float64, s.points), since: -1}
		}
	}
	for i := range p.world.Load {
		s.loads = append(s.loads, newLoadStats(s, p.world.Load[i].ID))
	}
	return s
}

func (s *stats) point(at int64) int { return min(int(at/s.width), s.points-1) }

func (s *stats) note(at int64, what string) {
	if len(s.marks) < marksMax {
		s.marks = append(s.marks, Mark{At: time.Duration(at), What: what})
	}
}

func (s *stats) close(e *engine) {
	s.closed = e.now
	for _, x := range s.servers {
		if x != nil {
			x.until(e.now)
		}
	}
}

// ServerStats is what one participant's mailbox and lanes saw in one run. The series have one number for each point of time.
type ServerStats struct {
	ID        assay.ID
	QueueMax  []float64 // the most that waited
	MemoryMax []float64 // the most bytes it had
	Restarts  []float64 // crashes and kills

	all         *stats
	served      uint64
	waited      uint64
	dropped     [reasons]uint64
	kills       map[string]int
	memoryNow   int
	since       int64 // since when the numbers below stand; -1 before the warm-up's end
	queue, busy int
	area        float64 // of those that wait, over time
	inService   float64
	busyAll     float64
	busySince   int64
	waits       float64
	waitCount   uint64
	waitedAtAll uint64
}

// taken is a letter that is taken up after a wait.
func (s *ServerStats) taken(e *engine, wait int64) {
	if e.now < int64(e.plan.world.Warmup) {
		return
	}
	s.waits += float64(wait)
	s.waitCount++
	if wait > 0 {
		s.waitedAtAll++
	}
}

// length notes how many wait, and how many lanes are busy.
func (s *ServerStats) length(e *engine, queue, busy int) {
	s.until(e.now)
	s.queue, s.busy = queue, busy
	if p := s.all.point(e.now); float64(queue) > s.QueueMax[p] {
		s.QueueMax[p] = float64(queue)
	}
}

func (s *ServerStats) until(now int64) {
	s.busyAll += float64(now-s.busySince) * float64(s.busy)
	if was, is := s.all.point(s.busySince), s.all.point(now); is > was {
		for p := was + 1; p <= is; p++ { // what stands since then stood in these points too
			s.QueueMax[p] = max(s.QueueMax[p], float64(s.queue))
			s.MemoryMax[p] = max(s.MemoryMax[p], float64(s.memoryNow))
		}
	}
	s.busySince = now
	warm := int64(s.all.plan.world.Warmup)
	if now <= warm {
		return
	}
	from := max(s.since, warm)
	s.area += float64(now-from) * float64(s.queue)
	s.inService += float64(now-from) * float64(s.busy)
	s.since = now
}

func (s *ServerStats) busyUntil(now int64) int64 {
	return int64(s.busyAll + float64(now-s.busySince)*float64(s.busy))
}

// memory notes how much there is from now on. Until now there was what was noted last (TestMemoryIsOfItsTime).
func (s *ServerStats) memory(now int64, bytes int) {
	s.until(now)
	s.memoryNow = bytes
	if p := s.all.point(now); float64(bytes) > s.MemoryMax[p] {
		s.MemoryMax[p] = float64(bytes)
	}
}

func (s *ServerStats) crashed(e *engine, why string) {
	if s.kills == nil {
		s.kills = map[string]int{}
	}
	s.kills[why]++
	s.Restarts[s.all.point(e.now)]++
	s.memoryNow = 0
}

// MeanWait is how long a message waited before it was taken up, on average.
func (s *ServerStats) MeanWait() time.Duration {
	if s.waitCount == 0 {
		return 0
	}
	return time.Duration(s.waits / float64(s.waitCount))
}

// Waiting is the share of messages that had to wait at all.
func (s *ServerStats) Waiting() float64 { return float64(s.waitedAtAll) / float64(s.waitCount) }

// MeanQueue and MeanBusy are averages over time: of the messages that wait, and of the lanes that serve one.
func (s *ServerStats) MeanQueue() float64 { return s.area / s.measured() }

// MeanBusy is how many lanes are busy on average.
func (s *ServerStats) MeanBusy() float64 { return s.inService / s.measured() }

func (s *ServerStats) measured() float64 {
	return float64(s.all.closed - int64(s.all.plan.world.Warmup))
}

// Served is how many messages were served.
func (s *ServerStats) Served() uint64 { return s.served }

// Turned is how many messages left without being served, and Kills how often the process died, by reason.
func (s *ServerStats) Turned() (n uint64) {
	for _, d := range s.dropped {
		n += d
	}
	return n
}

// Kills is how often the process died: of "memory", of "crash", or of what a platform or a planned event says; "" is all.
func (s *ServerStats) Kills(why string) (n int) {
	for w, count := range s.kills {
		if why == "" || w == why {
			n += count
		}
	}
	return n
}

// LoadStats is what became of one load's requests in one run. The series have one number for each point of time: those under a
// request's name go by when it came, Good and Failed by when it was decided.
type LoadStats struct {
	ID      assay.ID
	Offered []float64 // requests that came
	Kept    []float64 // of these, those that were answered in the end
	Broken  []float64 // of these, those that were given up
	Tried   []float64 // tries that were made of these
	Good    []float64 // answers in this point
	Failed  []float64 // given up in this point

	all         *stats
	latency     []*histogram // by point, of the requests that came in it and were answered
	gaveUpFor   [reasons]uint64
	failedTries [reasons]uint64
	late        uint64
	hedged      uint64
	sojourn     float64
	counted     uint64
}

func newLoadStats(s *stats, id assay.ID) *LoadStats {
	l := &LoadStats{ID: id, all: s, latency: make([]*histogram, s.points)}
	for _, series := range []*[]float64{&l.Offered, &l.Kept, &l.Broken, &l.Tried, &l.Good, &l.Failed} {
		*series = make([]float64, s.points)
	}
	return l
}

func (l *LoadStats) offered(now int64) { l.Offered[l.all.point(now)]++ }

func (l *LoadStats) tried(start int64) { l.Tried[l.all.point(start)]++ }

func (l *LoadStats) answered(now, start int64) {
	p := l.all.point(start)
	l.Kept[p]++
	l.Good[l.all.point(now)]++
	if l.latency[p] == nil {
		l.latency[p] = &histogram{}
	}
	l.latency[p].add(now - start)
	if start >= int64(l.all.plan.world.Warmup) {
		l.sojourn += float64(now - start)
		l.counted++
	}
}

func (l *LoadStats) gaveUp(now, start int64, why reason) {
	l.Broken[l.all.point(start)]++
	l.Failed[l.all.point(now)]++
	l.gaveUpFor[why]++
}

// Requests is how many came from one moment to another. What that covers, of this figure and the next ones, Result.Covers says.
func (l *LoadStats) Requests(from, to time.Duration) float64 { return l.sum(l.Offered, from, to) }

// Goodput is the share of the requests that came from one moment to another and were decided which were answered.
func (l *LoadStats) Goodput(from, to time.Duration) float64 {
	kept, broken := l.sum(l.Kept, from, to), l.sum(l.Broken, from, to)
	return kept / (kept + broken)
}

// TriesPerRequest is how often a request that came from one moment to another was sent.
func (l *LoadStats) TriesPerRequest(from, to time.Duration) float64 {
	return l.sum(l.Tried, from, to) / l.sum(l.Offered, from, to)
}

// Refused is the share of tries that were turned away at a full mailbox.
func (l *LoadStats) Refused() float64 {
	return float64(l.failedTries[whyFull]) / l.sum(l.Tried, 0, l.all.plan.world.For)
}

// MeanLatency is from a request to its answer, of those that came after the warm-up.
func (l *LoadStats) MeanLatency() time.Duration { return time.Duration(l.sojourn / float64(l.counted)) }

// Latency is the duration that a share q of the requests, those that were given up included, took no longer than; of those given up it
// is for ever. It is at most 3 % too high.
func (l *LoadStats) Latency(q float64, from, to time.Duration) time.Duration {
	var sum histogram
	for p, end := l.all.window(from, to); p < end; p++ {
		if h := l.latency[p]; h != nil {
			sum.merge(h)
		}
	}
	broken := uint64(l.sum(l.Broken, from, to))
	return sum.quantile(q, broken)
}

func (l *LoadStats) sum(series []float64, from, to time.Duration) float64 {
	return sum(l.all.between(series, from, to))
}

func sum(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

// tail is what 99 of 100 requests took at most, in seconds: NaN where none came, and infinite where more than the rest were given up.
func (l *LoadStats) tail(from, to time.Duration) float64 {
	if l.Requests(from, to) == 0 {
		return math.NaN()
	}
	if took := l.Latency(.99, from, to); took < forEver {
		return took.Seconds()
	}
	return math.Inf(1)
}

// histogram counts durations in buckets whose width is a 32nd of their power of two. It keeps those from the lowest power of two that it
// has seen to the highest: durations of one moment are alike, so that this is little, and a count is found without a search.
type histogram struct {
	first  uint16 // the bucket of counts[0]
	counts []uint32
	n      uint64
}

const bucketsABit = 5

func (h *histogram) add(d int64) { h.count(bucketOf(d), 1) }

func (h *histogram) count(b uint16, n uint32) {
	at := int(b) - int(h.first)
	if at < 0 || at >= len(h.counts) {
		at = h.stretch(b)
	}
	h.counts[at] += n
	h.n += uint64(n)
}

// stretch makes room for a bucket, and answers where it is.
func (h *histogram) stretch(b uint16) int {
	from := b &^ (1<<bucketsABit - 1)
	to := from + 1<<bucketsABit
	if len(h.counts) > 0 {
		from, to = min(from, h.first), max(to, h.first+uint16(len(h.counts)))
	}
	counts := make([]uint32, to-from)
	copy(counts[max(h.first, from)-from:], h.counts)
	h.first, h.counts = from, counts
	return int(b - from)
}

func bucketOf(d int64) uint16 {
	high := bits.Len64(uint64(d))
	if high <= bucketsABit {
		return uint16(d)
	}
	shift := high - bucketsABit - 1
	return uint16((shift+1)<<bucketsABit + int(d>>shift) - 1<<bucketsABit)
}

// top is the longest duration of a bucket.
func top(bucket uint16) int64 {
	if bucket < 1<<bucketsABit {
		return int64(bucket)
	}
	shift := int(bucket>>bucketsABit) - 1
	return (int64(bucket&(1<<bucketsABit-1))+1<<bucketsABit+1)<<shift - 1
}

func (h *histogram) merge(o *histogram) {
	for at, n := range o.counts {
		if n > 0 {
			h.count(o.first+uint16(at), n)
		}
	}
}

// quantile counts what never ended as longer than anything.
func (h *histogram) quantile(q float64, never uint64) time.Duration {
	rank := uint64(math.Ceil(q*float64(h.n+never) - 1e-9)) // .07 of 100 is 7, and a little more as floating point goes
	if rank > h.n {
		return forEver
	}
	seen := uint64(0)
	for at, n := range h.counts {
		if seen += uint64(n); seen >= max(rank, 1) {
			return time.Duration(top(h.first + uint16(at)))
		}
	}
	return 0
}

// forEver is the latency of what was never answered.
const forEver = time.Duration(math.MaxInt64)
