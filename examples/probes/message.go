package probes

// Msg is every message of these systems.
type Msg interface{ probesMsg() }

type (
	Get      struct{ N int } // somebody asks for a page
	Page     struct{ N int } // which is this
	Fetch    struct{}        // a pod that starts needs its settings
	Settings struct{}        // which are these
)

func (Get) probesMsg()      {}
func (Page) probesMsg()     {}
func (Fetch) probesMsg()    {}
func (Settings) probesMsg() {}
