package sim

import (
	"math/rand/v2"
	"slices"

	"github.com/assay-dev/assay/flow"
	"github.com/assay-dev/assay/internal/step"
)

// loadRun is a Load as it runs.
type loadRun struct {
	e        *engine
	conf     *Load
	me       int32 // among the loads
	who      int32 // among all participants
	stats    *LoadStats
	arrivals *rand.Rand
	spread   *rand.Rand // jitter, and whom it asks
	targets  []int32
	waiting  []int32 // by participant: tries that it has not answered
	turn     int
	asked    int // requests so far
	taken    int // arrivals so far
	slots    []request
	free     []int32
	byNumber map[int]int32 // made when some reply comes whose cause is unknown
	budget   flow.BudgetState
	gates    gates
}

// request is one request that is not decided.
type request struct {
	n     int
	start int64
	birth uint32 // which request in this slot it is
	tries uint16
	alive bool
	under []sentTry // tries that are awaited, the oldest first; more than one where it was hedged
}

// sentTry is a try that is under way, and what there is to settle of it.
type sentTry struct {
	try    uint16
	to     int32 // whom it asked
	sentAt int64
	ticket flow.Ticket
}

// tryAct is what is due about a try.
type tryAct uint8

const (
	actTimeout tryAct = iota
	actAgain
	actHedge
	actGiveUp
)

// reason is why a try, a letter or a request came to nothing.
type reason uint8

const (
	whyTimeout reason = iota
	whyFull
	whyDropped
	whyExpired
	whyDown
	whyReset
	whyNobody
	whyBudget
	whyBreaker
	whyLimit
	whyRate
	whyShed
	reasons
)

func (r reason) String() string {
	return [...]string{"timed out", "refused, mailbox full", "dropped, mailbox full", "dropped, expired", "nobody there", "connection reset",
		"no endpoints", "no budget for a retry", "breaker open", "too many under way", "over the rate", "shed"}[r]
}

func newLoadRun(e *engine, i int) *loadRun {
	conf := &e.plan.world.Load[i]
	l := &loadRun{e: e, conf: conf, me: int32(i), who: int32(len(e.actors) + i), stats: e.stats.loads[i],
		arrivals: e.chance("arrivals", string(conf.ID)), spread: e.chance("spread", string(conf.ID)), waiting: make([]int32, len(e.actors))}
	for _, id := range conf.To {
		l.targets = append(l.targets, e.plan.index[id])
	}
	if conf.Budget != nil {
		l.budget = conf.Budget.Start()
	}
	l.openGates()
	return l
}

func (l *loadRun) begin() {
	a := &l.conf.Arrivals
	if a.kind != arriveClosed {
		l.schedule()
		return
	}
	for range a.clients {
		l.e.at(l.e.now+a.think.sample(l.arrivals), evRequest, l.me, 0, 0)
	}
}

func (l *loadRun) schedule() {
	if at, n := l.conf.Arrivals.next(l.e.now, l.taken, l.arrivals); n > 0 {
		l.e.at(at, evRequest, l.me, 0, 0)
	}
}

// arrive is the moment of the next requests.
func (l *loadRun) arrive() {
	n := 1
	if a := &l.conf.Arrivals; a.kind != arriveClosed {
		n = max(a.burst, 1)
		l.taken++
		defer l.schedule()
	}
	for range n {
		l.ask()
	}
}

// ask begins a new request.
func (l *loadRun) ask() {
	slot := l.slot()
	r := &l.slots[slot]
	*r = request{n: l.asked, start: l.e.now, birth: r.birth + 1, alive: true, under: r.under[:0]}
	l.asked++
	if l.byNumber != nil {
		l.byNumber[r.n] = slot
	}
	l.stats.offered(l.e.now)
	if l.conf.Budget != nil {
		l.budget, _ = l.conf.Budget.Step(l.budget, flow.Request, l.e.clock())
	}
	if l.conf.Deadline > 0 {
		l.wake(int64(l.conf.Deadline), slot, actGiveUp)
	}
	l.try(slot)
}

func (l *loadRun) slot() int32 {
	if n := len(l.free); n > 0 {
		s := l.free[n-1]
		l.free = l.free[:n-1]
		return s
	}
	l.slots = append(l.slots, request{})
	return int32(len(l.slots) - 1)
}

func (l *loadRun) wake(after int64, slot int32, act tryAct) {
	r := &l.slots[slot]
	l.e.seq++
	l.e.agenda.push(event{at: l.e.now + after, seq: l.e.seq, kind: evTry, act: act, try: r.tries, who: l.me, what: slot, since: r.birth})
}

// try sends a request, for the first time or again.
func (l *loadRun) try(slot int32) {
	r := &l.slots[slot]
	r.tries++
	if l.conf.Hedge > 0 && int(r.tries) < max(l.conf.Tries, 1) {
		l.wake(int64(l.conf.Hedge), slot, actHedge)
	}
	ticket, why, ok := l.admits()
	if !ok {
		l.kept(slot, why)
		return
	}
	l.stats.tried(r.start)
	t := sentTry{try: r.tries, to: l.pick(r.n), sentAt: l.e.now, ticket: ticket}
	if t.to < 0 {
		l.ended(t, flow.Failed, true)
		l.kept(slot, whyNobody)
		return
	}
	r.under = append(r.under, t)
	l.waiting[t.to]++
	l.send(slot, t.to)
}

// kept is a try that was not sent, or had nobody to go to. Where the try that it hedges is awaited, that is all.
func (l *loadRun) kept(slot int32, why reason) {
	l.stats.failedTries[why]++
	if len(l.slots[slot].under) == 0 {
		l.failed(slot, why)
	}
}

// send is the message of a request's newest try.
func (l *loadRun) send(slot, to int32) {
	r := &l.slots[slot]
	e := l.e
	env := e.write()
	x := &e.all[env]
	x.msg, x.from, x.to, x.blocks = l.conf.Request(r.n), l.who, to, -1
	x.cause = cause{load: l.me, slot: slot, birth: r.birth, try: r.tries}
	if l.conf.Timeout > 0 {
		x.deadline = e.now + int64(l.conf.Timeout)
		l.wake(int64(l.conf.Timeout), slot, actTimeout)
	}
	if d := int64(l.conf.Deadline); d > 0 && (x.deadline == 0 || r.start+d < x.deadline) {
		x.deadline = r.start + d
	}
	e.took(step.Timeout, l.who, to)
	if e.record != nil {
		e.record.add(taken{kind: step.Timeout, actor: l.who, timer: askTimer(r.n, int(r.tries) == 1, e.name(to))})
	}
	e.dispatch(env, 0)
}

// pick is whom the next try goes to, or -1.
func (l *loadRun) pick(n int) int32 {
	if len(l.targets) == 0 {
		return -1
	}
	switch l.conf.Balance {
	case AtRandom:
		return l.targets[l.spread.IntN(len(l.targets))]
	case ByKey:
		return l.targets[l.conf.Key(n)%uint64(len(l.targets))]
	case LeastWaiting:
		best := l.targets[0]
		for _, t := range l.targets[1:] {
			if l.waiting[t] < l.waiting[best] {
				best = t
			}
		}
		return best
	}
	l.turn++
	return l.targets[(l.turn-1)%len(l.targets)]
}

// due is something about a try whose time has come.
func (l *loadRun) due(slot int32, birth uint32, act tryAct, try uint16) {
	r := &l.slots[slot]
	if !r.alive || r.birth != birth {
		return
	}
	switch {
	case act == actGiveUp:
		l.giveUp(slot, whyTimeout)
	case act == actAgain && len(r.under) == 0:
		l.try(slot)
	case act == actTimeout:
		l.lost(slot, try, whyTimeout)
	case act == actHedge && len(r.under) > 0 && r.tries == try && l.mayRetry():
		l.stats.hedged++
		l.try(slot) // the earlier tries are still awaited
	}
}

// refused is a letter of this load's that was turned away.
func (l *loadRun) refused(env int32, why reason) {
	c := l.e.all[env].cause
	if c.load != l.me || int(c.slot) >= len(l.slots) {
		return
	}
	l.e.all[env].cause = noCause
	if r := &l.slots[c.slot]; r.alive && r.birth == c.birth {
		l.lost(c.slot, c.try, why)
	}
}

// awaits is where a try stands among those of its request that are under way, or -1.
func (r *request) awaits(try uint16) int {
	return slices.IndexFunc(r.under, func(t sentTry) bool { return t.try == try })
}

// lost is the end of a try that was under way. The others of its request are awaited as before (TestRefusedHedge).
func (l *loadRun) lost(slot int32, try uint16, why reason) {
	r := &l.slots[slot]
	at := r.awaits(try)
	if at < 0 {
		return
	}
	l.settled(r.under[at], outcomeOf(why))
	l.stats.failedTries[why]++
	if r.under = slices.Delete(r.under, at, at+1); len(r.under) == 0 {
		l.failed(slot, why)
	}
}

// failed is the end of the last try that was awaited: there is another one, or the request is given up.
func (l *loadRun) failed(slot int32, why reason) {
	r := &l.slots[slot]
	if int(r.tries) >= max(l.conf.Tries, 1) {
		l.giveUp(slot, why)
		return
	}
	if !l.mayRetry() {
		l.giveUp(slot, whyBudget)
		return
	}
	wait := int64(0)
	if l.conf.Backoff != (flow.Backoff{}) {
		wait = int64(l.conf.Backoff.Wait(int(r.tries)-1, l.spread.Float64()))
	}
	if wait == 0 && why != whyTimeout {
		wait = int64(retryMin) // what is refused at once and tried again at once would never let time pass
	}
	l.wake(wait, slot, actAgain)
}

// retryMin is the least time between a refusal and the next try.
const retryMin = 1000 // ns

func (l *loadRun) mayRetry() bool {
	if l.conf.Budget == nil {
		return true
	}
	var ok bool
	l.budget, ok = l.conf.Budget.Step(l.budget, flow.Retried, l.e.clock())
	return ok
}

// settle is the end of all tries of a request that are under way: each held a place (TestHedgesAreSettled).
func (l *loadRun) settle(r *request, o flow.Outcome) {
	for _, t := range r.under {
		l.settled(t, o)
	}
	r.under = r.under[:0]
}

func (l *loadRun) settled(t sentTry, o flow.Outcome) {
	l.waiting[t.to]--
	l.ended(t, o, true)
}

func (l *loadRun) giveUp(slot int32, why reason) {
	r := &l.slots[slot]
	l.settle(r, outcomeOf(why))
	l.stats.gaveUp(l.e.now, r.start, why)
	l.close(slot)
}

// close ends a request. A client of a closed load thinks, and asks again.
func (l *loadRun) close(slot int32) {
	r := &l.slots[slot]
	r.alive = false
	if l.byNumber != nil {
		delete(l.byNumber, r.n)
	}
	l.free = append(l.free, slot)
	if a := &l.conf.Arrivals; a.kind == arriveClosed {
		l.e.at(l.e.now+max(a.think.sample(l.arrivals), retryMin), evRequest, l.me, 0, 0)
	}
}

// answered is a letter to this load.
func (l *loadRun) answered(env int32) {
	e := l.e
	x := &e.all[env]
	e.took(step.Deliver, l.who, x.from)
	if e.record != nil {
		e.record.add(taken{kind: step.Deliver, actor: l.who, from: x.from, msg: x.msg})
	}
	n, ok := l.conf.Reply(x.msg)
	slot, live := l.whose(n, x.cause)
	e.burn(env)
	if !ok || !live {
		l.stats.late++
		return
	}
	r := &l.slots[slot]
	l.settle(r, flow.Answered)
	l.stats.answered(e.now, r.start)
	l.close(slot)
}

// whose is the request that a reply answers, if it is still awaited. The cause of the reply says so where it is of that request; a
// participant that answers one request while it works on another is asked by number.
func (l *loadRun) whose(n int, c cause) (slot int32, live bool) {
	if c.load == l.me && int(c.slot) < len(l.slots) {
		if r := &l.slots[c.slot]; r.birth == c.birth && r.n == n {
			return c.slot, r.alive && r.awaits(c.try) >= 0
		}
	}
	if l.byNumber == nil {
		l.byNumber = map[int]int32{}
		for i := range l.slots {
			if l.slots[i].alive {
				l.byNumber[l.slots[i].n] = int32(i)
			}
		}
	}
	slot, live = l.byNumber[n]
	return slot, live && l.slots[slot].alive
}
