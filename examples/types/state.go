package types

// State is On or Off, and nothing else: no type of another package has its method.
type State interface{ state() }

// The two states.
type (
	On  struct{}
	Off struct{}
)

func (On) state()  {}
func (Off) state() {}

// IsOn maps On to true and Off to false.
//
//assay:pure
func IsOn(s State) bool {
	switch s.(type) {
	case On:
		return true
	case Off:
	}
	return false
}
