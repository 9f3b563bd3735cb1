package step

import "slices"

// Quiescent says whether no step is enabled in a state but failures. A budget that was spent, and the horizon of clocks, are bounds and
// make no state quiescent; a delivery that changes nothing at all under unlimited duplicates is no step, and no more is a timeout that
// changes nothing.
func (s *System) Quiescent(st State, react Reactor) bool {
	if s.AtHorizon(st.World) {
		return false
	}
	rich := st // whose budgets are not spent
	rich.Left = slices.Clone(st.Left)
	for i := range rich.Left {
		rich.Left[i] = max(rich.Left[i], 1)
	}
	mode := Full &^ LeaveDead
	if s.Waits() {
		mode |= LeaveIgnored // by assumption
	}
	return !slices.ContainsFunc(s.Steps(rich, mode, react), func(step Step) bool {
		if step.Kind.Failure() {
			return false
		}
		if step.Kind != Deliver || step.Dead() || !s.HasSets() {
			return true
		}
		next, err := s.Do(st, step)
		return err != nil || next.Key() != st.Key()
	})
}
