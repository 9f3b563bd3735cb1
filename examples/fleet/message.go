package fleet

import "github.com/assay-dev/assay"

// Msg is every message of this system. A command is called by its key, which no two of them share.
type Msg interface{ fleetMsg() }

// The messages, from the operator to the actuator and back.
type (
	Request struct { // the operator has a command for a device
		Device assay.ID
		Key    int
	}
	Command struct{ Key int } // the gateway passes it on
	Do      struct{ Key int } // the device has its actuator do it
	Did     struct{ Key int } // which has
	Ack     struct{ Key int } // the device tells the gateway
	Done    struct{ Key int } // and the gateway the operator
)

func (Request) fleetMsg() {}
func (Command) fleetMsg() {}
func (Do) fleetMsg()      {}
func (Did) fleetMsg()     {}
func (Ack) fleetMsg()     {}
func (Done) fleetMsg()    {}
