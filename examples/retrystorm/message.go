package retrystorm

// Msg is every message of these systems.
type Msg interface{ stormMsg() }

// A call and its answer, which have a number that the caller gives.
type (
	Request struct{ N int }
	Answer  struct{ N int }
)

func (Request) stormMsg() {}
func (Answer) stormMsg()  {}
