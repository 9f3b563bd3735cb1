package assay

// System is a whole: who takes part, what the world may do, and what must hold. It is data; check.Test explores it.
type System struct {
	// Name is unique in a package, and a path where a system has variants: "lock", "lock/forgetful".
	Name       string
	Actors     []Participant
	Assume     Assumptions
	Properties []Property
	// Symmetric are groups of participants whose members may be exchanged without changing anything that matters.
	Symmetric [][]ID
	// Within is a declared bound: behaviours are not followed beyond it. Nil is no bound.
	Within func(View) bool
}
