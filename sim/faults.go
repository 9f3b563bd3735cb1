package sim

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// faults are the failures of one run: those of the System's assumptions that this seed switched on.
type faults struct {
	chance    *rand.Rand
	crashes   *rand.Rand
	options   *rand.Rand
	loss      float64
	duplicate float64
	crash     time.Duration
	cut       time.Duration
	mistake   float64
	malice    float64
	left      []int // of each limited budget
	armed     map[int32]bool
	names     []string // what is switched on
}

// startFaults draws which failures this seed has (swarm testing), and how often they come.
func (e *engine) startFaults() {
	f, conf := &e.faults, e.plan.faults
	f.chance, f.crashes = e.chance("faults"), e.chance("crashes")
	f.left = slices.Clone(e.plan.budgets)
	f.armed = map[int32]bool{}
	swarm := e.chance("swarm")
	on := func(name string, rate float64) float64 {
		factor := [...]float64{.1, 1, 10}[swarm.IntN(3)]
		coin := swarm.IntN(2) == 0
		switch {
		case conf.Off || rate == 0:
			return 0
		case conf.Steady:
			factor = 1
		case coin:
			return 0
		}
		f.names = append(f.names, name)
		return rate * factor
	}
	may := e.plan.may
	f.loss = min(on("losses", conf.Loss*may.losses), .5)
	f.duplicate = min(on("duplicates", conf.Duplicate*may.duplicates), .5)
	f.crash = gapOf(on("crashes", may.crashes/conf.Crash.Seconds()))
	f.cut = gapOf(on("cuts", may.cuts/conf.Cut.Seconds()))
	f.mistake = min(on("mistakes", conf.Mistake*may.mistakes), .5)
	f.malice = min(on("malice", conf.Mistake*may.malice), .5)
	for i := range e.actors {
		if f.crash > 0 && e.plan.crashes[i] != never {
			e.nextCrash(int32(i))
		}
	}
	if f.cut > 0 && (len(e.plan.names) > 1 || len(e.plan.sys.Assume.CutSets) > 0) { // there is something to cut off
		e.nextCut()
	}
}

func gapOf(perSecond float64) time.Duration {
	if perSecond == 0 {
		return 0
	}
	return time.Duration(float64(time.Second) / perSecond)
}

func (f *faults) choice(e *engine) *rand.Rand {
	if f.options == nil {
		f.options = e.chance("choices")
	}
	return f.options
}

// option is what a participant chooses: any option that is right, or with the chance of its sort, and within its budget, one that is a
// mistake or malicious.
func (f *faults) option(e *engine, who int32, options []any) (any, step.Kind) {
	chance := f.choice(e)
	for _, sort := range []struct {
		kind   step.Kind
		chance float64
		budget int
	}{{step.Mistake, f.mistake, e.plan.mistakes[who]}, {step.Malice, f.malice, e.plan.malice[who]}} {
		if sort.chance == 0 {
			continue
		}
		if n := countOf(options, sort.kind); n > 0 && chance.Float64() < sort.chance && f.spend(sort.budget) {
			return nthOf(options, sort.kind, chance.IntN(n)), sort.kind
		}
	}
	return nthOf(options, step.Choose, chance.IntN(countOf(options, step.Choose))), step.Choose
}

// countOf is how many options are of a sort.
func countOf(options []any, sort step.Kind) (n int) {
	for _, option := range options {
		if step.ChoiceKind(reflect.TypeOf(option)) == sort {
			n++
		}
	}
	return n
}

// nthOf is the option number n of those of a sort.
func nthOf(options []any, sort step.Kind, n int) any {
	for _, option := range options {
		if step.ChoiceKind(reflect.TypeOf(option)) != sort {
			continue
		}
		if n == 0 {
			return option
		}
		n--
	}
	panic(fmt.Sprintf("sim: there is no option %d of the sort %v among %d", n, sort, len(options)))
}

// spend takes one of a budget, if there is one left.
func (f *faults) spend(budget int) bool {
	switch {
	case budget == never:
		return false
	case budget == unlimited:
		return true
	case f.left[budget] == 0:
		return false
	}
	f.left[budget]--
	return true
}

func (f *faults) loses(e *engine, r *linkRule) bool {
	return f.loss > 0 && f.chance.Float64() < f.loss && f.spend(r.losses)
}

func (f *faults) duplicates(e *engine, r *linkRule) bool {
	return f.duplicate > 0 && f.chance.Float64() < f.duplicate && f.spend(r.duplicates)
}

func (e *engine) mayFire(who int32) bool { return e.faults.spend(e.plan.firings[who]) }

// nextCrash schedules a crash: between two steps, or where the disk may be torn in the middle of the next one.
func (e *engine) nextCrash(who int32) {
	f := &e.faults
	e.callAt(e.now+int64(f.crashes.ExpFloat64()*float64(f.crash)), func() {
		switch {
		case !e.actors[who].up:
		case e.plan.torn[who] && f.crashes.IntN(2) == 0:
			f.armed[who] = true
		case f.spend(e.plan.crashes[who]):
			e.kill(who, "crash")
			e.comeBack(who)
		}
		e.nextCrash(who)
	})
}

func (e *engine) comeBack(who int32) {
	if a := &e.actors[who]; a.server != nil && a.server.conf.Restarts || e.plan.heldBack[who] {
		return // that is seen to
	}
	e.callAt(e.now+e.plan.faults.Down.sample(e.faults.crashes), func() { e.restart(who) })
}

func (e *engine) restart(who int32) {
	if a := &e.actors[who]; a.stopped {
		a.stopped = false
		e.startUp(who, step.Deploy)
		return
	}
	if e.actors[who].up || !e.faults.spend(e.plan.recoveries[who]) {
		return
	}
	e.startUp(who, step.Recover)
}

// killFor crashes a participant for a reason that is none of this seed's own. The System must assume that it may crash.
func (e *engine) killFor(who int32, why string) {
	if !e.faults.spend(e.plan.crashes[who]) {
		e.misuse(e.plan.wrong("%s is killed (%s), and the System assumes no crash of it\nhint: Assume: assay.Assumptions{Crashes: assay.Unlimited}", e.name(who), why))
		return
	}
	e.kill(who, why)
}

// kill is a crash between two steps. Of what was persisted since the last Sync the first writes stay, by chance how many.
func (e *engine) kill(who int32, why string) {
	t := taken{kind: step.Crash, actor: who}
	if t.kept, t.pending = e.keeps(who); t.kept < t.pending {
		t.kind = step.Unsync
	}
	e.took(t.kind, who, int32(t.kept))
	if e.record != nil {
		e.record.add(t)
	}
	e.fall(who, t.kept, why)
}

// keeps draws how many of the writes that are pending a crash leaves.
func (e *engine) keeps(who int32) (kept, pending int) {
	if pending = e.actors[who].disk.pending(); pending > 0 {
		kept = e.faults.chance.IntN(pending + 1)
	}
	return kept, pending
}

// fall is what a crash does, so many of the writes that were not synced being kept.
func (e *engine) fall(who int32, kept int, why string) {
	a := &e.actors[who]
	if a.disk != nil {
		a.disk.fail(kept)
	}
	if e.plan.wiped[who] && !a.stopped {
		a.disk = nil
	}
	a.up, a.reading, a.choices = false, false, nil
	a.life++
	for i := range a.timers {
		if a.timers[i].set&1 == 1 {
			a.timers[i].set++
		}
	}
	e.judge.crashed(who)
	e.disconnect(who)
	if a.server != nil {
		a.server.empty(e)
		a.server.stats.crashed(e, why)
		if c := a.server.conf; c.Restarts && !e.plan.heldBack[who] {
			e.callAt(max(e.now+c.Restart.sample(a.server.chance), a.server.began+restartMin), func() { e.restart(who) })
		}
	}
	e.stats.note(e.now, why+": "+string(e.name(who)))
	e.judge.touched(who)
	if e.onDown != nil {
		e.onDown(e.name(who), why)
	}
}

// disconnect loses what is in flight on the FIFO links of a participant that goes down, both ways.
func (e *engine) disconnect(who int32) {
	if !e.plan.anyFIFO {
		return
	}
	for i := range e.all {
		l := &e.all[i]
		if l.msg != nil && (l.from == who || l.to == who) && e.plan.rule(l.from, l.to).fifo {
			l.gone = true
		}
	}
}

// tears says whether a participant dies in the middle of a step, and after which of its effects.
func (e *engine) tears(who int32, effects assay.Effects) (after int, dies bool) {
	f := &e.faults
	if len(f.armed) == 0 || !f.armed[who] || len(effects) < 2 || !f.spend(e.plan.crashes[who]) {
		return 0, false
	}
	delete(f.armed, who)
	return 1 + f.crashes.IntN(len(effects)-1), true
}

// tear is a crash after some effect of a step, which was recorded as a whole one.
func (e *engine) tear(who int32, after int) {
	kept, pending := e.keeps(who)
	e.took(step.Tear, who, int32(after))
	if e.record != nil {
		last := &e.record.steps[len(e.record.steps)-1]
		last.during, last.kind, last.after, last.kept, last.pending = last.kind, step.Tear, after, kept, pending
	}
	e.fall(who, kept, "crash")
	e.comeBack(who)
}

// nextCut schedules a partition, which heals after a while.
func (e *engine) nextCut() {
	f := &e.faults
	e.callAt(e.now+int64(f.chance.ExpFloat64()*float64(f.cut)), func() {
		if len(e.links.cut) == 0 && f.spend(e.plan.cuts) {
			e.partition(e.plan.drawCut(f.chance))
			e.callAt(e.now+e.plan.faults.Heal.sample(f.chance), func() { e.healed() })
		}
		e.nextCut()
	})
}

func (e *engine) partition(pairs []cutPair) {
	e.links.cut = pairs
	e.took(step.Cut, int32(len(pairs)), 0)
	if e.record != nil {
		e.record.add(taken{kind: step.Cut, actor: -1, pairs: pairs})
	}
	e.stats.note(e.now, "partition")
}

func (e *engine) healed() {
	if len(e.links.cut) == 0 {
		return
	}
	e.took(step.Heal, 0, 0)
	if e.record != nil {
		e.record.add(taken{kind: step.Heal, actor: -1})
	}
	e.heal()
}

// clocks are the clocks that a System assumes. They go in its ticks, as check has them.
type clocks struct {
	on    bool
	at    []int // by participant, in milliseconds
	drift *rand.Rand
	bias  []int
}

// setClocks sets all clocks to zero, before anybody starts.
func (e *engine) setClocks() {
	if e.plan.sys.Assume.Clocks.TickMS == 0 {
		return
	}
	e.clocks = clocks{on: true, at: make([]int, len(e.actors)), drift: e.chance("drift")}
	for range e.actors {
		e.clocks.bias = append(e.clocks.bias, e.clocks.drift.IntN(3)-1)
	}
}

func (e *engine) startClocks() {
	c := e.plan.sys.Assume.Clocks
	if c.TickMS == 0 {
		return
	}
	e.callAt(int64(c.TickMS)*int64(time.Millisecond), e.tick)
}

// tick moves every clock on, each by a tick, or by the drift more or less: most often as it tends to.
func (e *engine) tick() {
	c := e.plan.sys.Assume.Clocks
	if e.now/int64(time.Millisecond) > int64(c.HorizonMS) {
		return // time has ended
	}
	moved := make([]int, len(e.actors))
	for i := range e.actors {
		if !e.plan.ticking[i] {
			continue
		}
		way := e.clocks.bias[i]
		if e.clocks.drift.IntN(4) == 0 {
			way = e.clocks.drift.IntN(3) - 1
		}
		if e.plan.faults.Off {
			way = 0
		}
		moved[i] = c.TickMS + way*c.DriftMS
		e.clocks.at[i] += moved[i]
	}
	e.took(step.Tick, 0, 0)
	if e.record != nil {
		e.record.add(taken{kind: step.Tick, actor: -1, moved: moved})
	}
	for i := range e.actors {
		for t := range e.actors[i].timers {
			if timer := &e.actors[i].timers[t]; timer.set&1 == 1 && timer.due <= e.clocks.at[i] {
				e.at(e.now, evTimer, int32(i), int32(t), timer.set)
			}
		}
	}
	e.callAt(e.now+int64(c.TickMS)*int64(time.Millisecond), e.tick)
}
