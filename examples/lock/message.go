package lock

// Msg is every message of this system.
type Msg interface{ lockMsg() }

type (
	Acquire struct{} // a client asks for the lock
	Granted struct{} // it has it
	Release struct{} // and gives it back
)

func (Acquire) lockMsg() {}
func (Granted) lockMsg() {}
func (Release) lockMsg() {}
