package people

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// Stage is one stage of a Rollout: nodes that are told to run a version, side by side; or a Barrier.
type Stage struct {
	Version string
	Nodes   []assay.ID
	Barrier bool
}

// Barrier is a point of no return: once a Rollout has promoted beyond it, it never goes back.
func Barrier() Stage { return Stage{Barrier: true} }

// String is "v2 on n1, n2".
func (s Stage) String() string {
	if s.Barrier {
		return "barrier"
	}
	return s.Version + " on " + listed(s.Nodes)
}

// Rollout is a rollout controller: it installs versions stage by stage. After each stage whose nodes all say that they run what they were
// told to, it is decided whether to promote or to roll back, until a Barrier is behind it. To roll back is to put the nodes of each stage
// back to what they ran before it, the last stage first; that ends the rollout. Where a node says that it is not ready, nothing is
// promoted. To pause is to leave the decision open, which every behaviour may do for as long as it likes. All nodes of a stage have come up
// before anything is decided: one that is told two things at once could hear them in either order.
type Rollout struct {
	From   string // the version that all nodes run at first
	Stages []Stage
}

// RolloutState is how far a Rollout is.
type RolloutState struct {
	Stage   int        // that it is at, from 1; barriers do not count
	Back    bool       // it is rolling back, or has rolled back
	From    int        // the stage that it went back from; 0 is none
	Waiting []assay.ID // which have not said that they run what they were told to
	Unready bool       // one of the stage has said that it is not ready
}

// Spawn makes a participant called id.
func (r Rollout) Spawn(id assay.ID) assay.Participant {
	p := assay.Spawn[RolloutState, Report](id, rollout{r})
	if len(r.stages()) == 0 {
		p.Behaviour.Err = fmt.Errorf("people: the rollout %s has no stages, expected at least one\nhint: Stages: []people.Stage{{Version: \"v2\", Nodes: []assay.ID{\"n1\"}}}", id)
	}
	return p
}

// Open is the same rollout without its barriers: it may go back from every stage.
func (r Rollout) Open() Rollout {
	r.Stages = r.stages()
	return r
}

// Rollbacks are properties that say of each stage of a rollout whether holds is kept where it went back from there. In a System of r.Open()
// their verdicts say where rolling back stops being possible, and so where the Barrier belongs: before the first stage whose property is
// violated. A stage that no behaviour went back from is vacuous.
func (r Rollout) Rollbacks(id assay.ID, holds func(assay.View) error) []assay.Property {
	var all []assay.Property
	for i, stage := range r.stages() {
		name := fmt.Sprintf("rolled back from stage %d, %s", i+1, stage)
		from := func(v assay.View) bool { return v.Up(id) && assay.StateOf[RolloutState](v, id).From == i+1 }
		all = append(all, assay.AlwaysIf(name, from, Naming(holds)))
	}
	return all
}

func (r Rollout) stages() []Stage {
	return slices.DeleteFunc(slices.Clone(r.Stages), func(s Stage) bool { return s.Barrier })
}

// mayReturn says whether no barrier stands before the stage after so many.
func (r Rollout) mayReturn(stage int) bool {
	passed := 0
	for _, s := range r.Stages {
		switch {
		case s.Barrier:
			return false
		case passed == stage-1:
			return true
		}
		passed++
	}
	return true
}

// before is the version that a node ran before a stage.
func (r Rollout) before(stage int, node assay.ID) string {
	version := r.From
	for i, s := range r.stages() {
		if i+1 < stage && slices.Contains(s.Nodes, node) {
			version = s.Version
		}
	}
	return version
}

// at is a stage by its number; there is nothing to do in one that there is not.
func (r Rollout) at(stage int) Stage {
	stages := r.stages()
	if stage < 1 || stage > len(stages) {
		return Stage{}
	}
	return stages[stage-1]
}

// rollout is a Rollout as an actor.
type rollout struct{ Rollout }

const (
	promote  = "promote"
	rollBack = "roll back"
)

// keyRollout is where a controller keeps how far it is: one that forgot would begin again, on the wrong side of a barrier.
const keyRollout = "rollout"

func (r rollout) Start(assay.ID) (RolloutState, assay.Effects) {
	return r.begin(RolloutState{Stage: 1})
}

// Recover goes on where it was: it tells again whom it waits for, or asks again what is decided.
func (r rollout) Recover(self assay.ID, disk assay.Disk) (RolloutState, assay.Effects) {
	s, known := assay.Load[RolloutState](disk, keyRollout).Get()
	switch {
	case !known:
		return r.Start(self)
	case len(s.Waiting) > 0:
		return s, r.tell(s)
	case s.Back:
		return s, nil
	}
	return s, r.ask(s)
}

// kept is a state with what makes it outlive a crash.
func kept(s RolloutState, effects ...assay.Effect) (RolloutState, assay.Effects) {
	return s, append(assay.Effects{assay.Persist(keyRollout, s), assay.Sync()}, effects...)
}

// begin tells the nodes of a stage what to run.
func (r rollout) begin(s RolloutState) (RolloutState, assay.Effects) {
	s.Waiting, s.Unready = slices.Clone(r.at(s.Stage).Nodes), false
	return kept(s, r.tell(s)...)
}

func (r rollout) tell(s RolloutState) (effects assay.Effects) {
	for _, node := range s.Waiting {
		effects = append(effects, assay.Send(node, Install{r.wants(s, node)}))
	}
	return effects
}

// wants is the version that a node was told to run.
func (r rollout) wants(s RolloutState, node assay.ID) string {
	if s.Back {
		return r.before(s.Stage, node)
	}
	return r.at(s.Stage).Version
}

func (r rollout) Receive(_ assay.ID, s RolloutState, from assay.ID, m Report) (RolloutState, assay.Effects) {
	at := slices.Index(s.Waiting, from)
	if at < 0 || m.Version != r.wants(s, from) {
		return s, nil
	}
	s.Waiting, s.Unready = slices.Delete(slices.Clone(s.Waiting), at, at+1), s.Unready || !m.Ready
	switch {
	case len(s.Waiting) > 0:
		return kept(s)
	case !s.Back:
		return kept(s, r.ask(s)...)
	case s.Stage == 1:
		s.Stage = 0
		return kept(s)
	}
	s.Stage--
	return r.begin(s)
}

// ask has it decided what comes after a stage, if there is anything to decide.
func (r rollout) ask(s RolloutState) assay.Effects {
	options := []any{}
	if s.Stage < len(r.stages()) && !s.Unready {
		options = append(options, promote)
	}
	if r.mayReturn(s.Stage) {
		options = append(options, rollBack)
	}
	if len(options) == 0 {
		return nil
	}
	return assay.Effects{assay.Choose(fmt.Sprintf("after stage %d", s.Stage), options...)}
}

func (r rollout) Chosen(_ assay.ID, s RolloutState, c assay.Choice) (RolloutState, assay.Effects) {
	if c.Option == rollBack {
		s.Back, s.From = true, s.Stage
		return r.begin(s)
	}
	s.Stage++
	return r.begin(s)
}
