package workqueue

import "github.com/assay-dev/assay"

// Msg is every message of these systems.
type Msg interface{ queueMsg() }

// From a producer to the store by way of a worker, and back.
type (
	Job struct{ N int } // a producer has a job
	Do  struct {        // a worker has taken it up
		N   int
		For assay.ID
	}
	Ack struct{ N int } // it was processed
)

// Around a log.
type (
	Append struct { // a writer has a record
		N    int
		Body string
	}
	Appended struct{ N int }
	Poll     struct{} // a consumer asks for the head of the log
	Record   struct { // which is this
		Offset int
		Body   string
	}
	Put struct { // it is to be kept
		Offset int
		Body   string
	}
	Kept   struct{ Offset int } // which was done
	Commit struct{ Offset int } // so that the log may go on
)

func (Job) queueMsg()      {}
func (Do) queueMsg()       {}
func (Ack) queueMsg()      {}
func (Append) queueMsg()   {}
func (Appended) queueMsg() {}
func (Poll) queueMsg()     {}
func (Record) queueMsg()   {}
func (Put) queueMsg()      {}
func (Kept) queueMsg()     {}
func (Commit) queueMsg()   {}
