package step

import "github.com/assay-dev/assay"

// Unlimited is the failure whose budget a step would have spent, had it not been unlimited. again says of a delivery that the message
// was delivered before, which on a set is a duplicate. Recoveries are none: there are no more of them than of crashes.
func (s *System) Unlimited(step *Step, again bool) (assay.Failure, bool) {
	var budget int
	var f assay.Failure
	switch step.Kind {
	case Timeout:
		budget, f = s.rules.actors[step.Actor].firings, assay.Firings
	case Deliver, Redeliver:
		rule := s.link(s.sender(step.Envelope), step.Actor)
		if step.Kind == Deliver && !(again && rule.set()) {
			return 0, false
		}
		budget, f = rule.duplicates, assay.Duplicates
	case Lose:
		budget, f = s.link(s.sender(step.Envelope), step.Actor).losses, assay.Losses
	case Crash, Unsync, Tear:
		budget, f = s.rules.actors[step.Actor].crashes, assay.Crashes
	case Cut:
		budget, f = s.rules.cuts, assay.Cuts
	case Lie:
		budget, f = s.rules.actors[step.Actor].lies, assay.Lies
	case Mistake:
		budget, f = s.rules.actors[step.Actor].mistakes, assay.Mistakes
	case Malice:
		budget, f = s.rules.actors[step.Actor].malice, assay.Malice
	default:
		return 0, false
	}
	return f, budget == unlimited
}

// UnlimitedBudgets are the failures without a limit, those that asynchrony covers apart: by themselves they make no new state.
func (s *System) UnlimitedBudgets() []assay.Failure {
	has := map[assay.Failure]bool{assay.Cuts: s.rules.cuts == unlimited && !s.FreeCuts()}
	for i, rule := range s.rules.actors {
		has[assay.Crashes] = has[assay.Crashes] || rule.crashes == unlimited
		has[assay.Firings] = has[assay.Firings] || rule.firings == unlimited && s.Actors[i].Behaviour.Timeout != nil
		has[assay.Lies] = has[assay.Lies] || rule.lies == unlimited
		has[assay.Mistakes] = has[assay.Mistakes] || rule.mistakes == unlimited
		has[assay.Malice] = has[assay.Malice] || rule.malice == unlimited
	}
	for _, rule := range s.rules.links {
		has[assay.Duplicates] = has[assay.Duplicates] || rule.duplicates == unlimited
		has[assay.Losses] = has[assay.Losses] || rule.losses == unlimited && (rule.fifo || rule.buffered() || s.clocks())
	}
	var all []assay.Failure
	for f := assay.Losses; f <= assay.Malice; f++ {
		if has[f] {
			all = append(all, f)
		}
	}
	return all
}
