package sim

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// receive runs the handler for a message, and carries out what it wants.
func (e *engine) receive(who, env int32) {
	a, l := &e.actors[who], &e.all[env]
	e.cause = l.cause
	if e.cause.load >= 0 {
		e.links.deadline = l.deadline
	}
	from := e.name(l.from)
	e.doing = call{step.Deliver, who, env, "", true}
	if e.plan.sampler != nil {
		e.sample(who, env)
	}
	state, effects := a.behaviour.Receive(e.plan.sys.Actors[who].ID, a.state, from, e.plan.handed(who, l.msg))
	e.doing.on = false
	e.took(step.Deliver, who, l.from)
	if e.record != nil {
		e.record.add(taken{kind: step.Deliver, actor: who, from: l.from, msg: l.msg})
	}
	a.state = state
	e.carryOut(who, effects)
	e.cause, e.links.deadline = noCause, 0
}

// fire runs the handler for a timer that is due.
func (e *engine) fire(who, which int32, set uint32) {
	a := &e.actors[who]
	if !a.up || int(which) >= len(a.timers) || a.timers[which].set != set || !e.mayFire(who) {
		return
	}
	t := &a.timers[which]
	t.set++
	e.doing = call{step.Timeout, who, -1, t.name, true}
	if e.plan.sampler != nil {
		e.sample(who, -1)
	}
	name := t.name
	state, effects := a.behaviour.Timeout(e.plan.sys.Actors[who].ID, a.state, name)
	e.doing.on = false
	e.took(step.Timeout, who, which)
	if e.record != nil {
		e.record.add(taken{kind: step.Timeout, actor: who, timer: name})
	}
	a.state = state
	e.carryOut(who, effects)
}

// startUp runs Start, or Recover where there is a disk to recover from: after a crash, or as a deploy.
func (e *engine) startUp(who int32, kind step.Kind) {
	a, id := &e.actors[who], e.plan.sys.Actors[who].ID
	a.up = true
	e.doing = call{kind, who, -1, "", true}
	var effects assay.Effects
	if kind != step.Start && a.behaviour.Recover != nil {
		a.state, effects = a.behaviour.Recover(id, a.disk.read())
	} else {
		a.state, effects = a.behaviour.Start(id)
	}
	e.doing.on = false
	if kind != step.Start {
		e.took(kind, who, 0)
		if e.record != nil {
			e.record.add(taken{kind: kind, actor: who})
		}
	}
	e.carryOut(who, effects)
	if a.server != nil {
		a.server.begin(e, who)
	}
	waiting := a.waiting
	a.waiting = nil
	for _, env := range waiting {
		e.ready = append(e.ready, pending{evArrive, who, env})
	}
}

// carryOut does what a handler wants done, in order.
func (e *engine) carryOut(who int32, effects assay.Effects) {
	a := &e.actors[who]
	late := int64(0)
	after, dies := e.tears(who, effects)
	if dies {
		effects = effects[:after]
	}
	for i, effect := range e.plan.detached(who, effects) {
		switch f := effect.(type) {
		case assay.SendEffect:
			for _, to := range f.To {
				e.send(who, to, f.Message, late)
			}
		case assay.TimerEffect:
			e.setTimer(who, f)
		case assay.DiskEffect:
			e.persist(who, f)
		case assay.SyncEffect:
			late += a.sync()
		case assay.ChooseEffect:
			e.ask(who, f)
		case assay.ClockEffect:
			e.askTime(who)
		case assay.RestartEffect:
			if e.mayRestart(who, effects[i+1:]) {
				e.goDown(who)
			}
			return
		case assay.InvokeEffect:
			e.judge.invoke(who, f.Op)
		case assay.ReturnEffect:
			e.judge.giveBack(who, f)
		default:
			e.blame("handled", who, "answers with an effect that is none of those that package assay makes")
		}
	}
	if dies {
		e.tear(who, after)
		return
	}
	if a.server != nil {
		a.server.after(e, who, late)
	}
	e.judge.touched(who)
}

func (e *engine) setTimer(who int32, f assay.TimerEffect) {
	a := &e.actors[who]
	i := slices.IndexFunc(a.timers, func(t timer) bool { return t.name == f.Name })
	if f.Stop {
		if i >= 0 && a.timers[i].set&1 == 1 {
			a.timers[i].set++
		}
		return
	}
	if a.behaviour.Timeout == nil {
		e.blame("handled", who, "sets the timer "+f.Name+", and has no Timeout method to fire it")
		return
	}
	if i < 0 {
		a.timers, i = append(a.timers, timer{name: f.Name}), len(a.timers)
	}
	t := &a.timers[i]
	t.set = (t.set + 2) | 1
	if e.clocks.on {
		t.due = e.clocks.at[who] + int((f.After+time.Millisecond-1)/time.Millisecond)
		if t.due <= e.clocks.at[who] {
			e.at(e.now, evTimer, who, int32(i), t.set)
		}
		return
	}
	e.at(e.now+max(int64(f.After), 0), evTimer, who, int32(i), t.set)
}

// ask makes a choice pending. Chance makes it, at once: it is a step of its own.
func (e *engine) ask(who int32, f assay.ChooseEffect) {
	a := &e.actors[who]
	if a.behaviour.Chosen == nil {
		e.blame("handled", who, "chooses "+f.Key+", and has no Chosen method to go on")
		return
	}
	if len(f.Options) == 0 {
		e.blame("handled", who, "chooses "+f.Key+" of no options")
		return
	}
	if countOf(f.Options, step.Choose) == 0 {
		e.blame("handled", who, "chooses "+f.Key+" among mistakes alone, and has no right option")
		return
	}
	a.choices = slices.DeleteFunc(a.choices, func(c assay.ChooseEffect) bool { return c.Key == f.Key })
	a.choices = append(a.choices, f)
	life := a.life
	e.callAt(e.now, func() {
		a := &e.actors[who]
		i := slices.IndexFunc(a.choices, func(c assay.ChooseEffect) bool { return c.Key == f.Key })
		if a.up && a.life == life && i >= 0 {
			e.choose(who, i)
		}
	})
}

func (e *engine) choose(who int32, i int) {
	a := &e.actors[who]
	c := a.choices[i]
	a.choices = slices.Delete(a.choices, i, i+1)
	option, kind := e.faults.option(e, who, c.Options)
	e.doing = call{step.Choose, who, -1, c.Key, true}
	state, effects := a.behaviour.Chosen(e.plan.sys.Actors[who].ID, a.state, assay.Choice{Key: c.Key, Option: option})
	e.doing.on = false
	e.took(kind, who, 0)
	if e.record != nil {
		e.record.add(taken{kind: kind, actor: who, timer: c.Key, msg: option})
	}
	a.state = state
	e.carryOut(who, effects)
}

func (e *engine) askTime(who int32) {
	a := &e.actors[who]
	switch {
	case !e.clocks.on:
		e.blame("handled", who, "reads the clock, and the system assumes no clocks")
	case a.behaviour.Clock == nil:
		e.blame("handled", who, "reads the clock, and has no Clock method to be answered")
	default:
		a.reading = true
		life := a.life
		e.callAt(e.now, func() { e.tellTime(who, life) })
	}
}

func (e *engine) tellTime(who int32, life uint32) {
	a := &e.actors[who]
	if !a.up || a.life != life || !a.reading {
		return
	}
	a.reading = false
	e.doing = call{step.Read, who, -1, "", true}
	now := time.UnixMilli(int64(e.clocks.at[who])).UTC()
	state, effects := a.behaviour.Clock(e.plan.sys.Actors[who].ID, a.state, now)
	e.doing.on = false
	e.took(step.Read, who, 0)
	if e.record != nil {
		e.record.add(taken{kind: step.Read, actor: who})
	}
	a.state = state
	e.carryOut(who, effects)
}
