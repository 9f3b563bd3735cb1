package register

import (
	"cmp"

	"github.com/assay-dev/assay"
)

// Msg is every message of these systems.
type Msg interface{ registerMsg() }

// What clients and servers say to each other.
type (
	PutRequest struct {
		ID    assay.RequestID
		Value string
	}
	PutOk      struct{ ID assay.RequestID }
	GetRequest struct{ ID assay.RequestID }
	GetOk      struct {
		ID    assay.RequestID
		Value string
	}
)

// What servers of ABD say to each other, each for one request of a client.
type (
	// Query asks for the newest version that is known.
	Query struct{ ID assay.RequestID }
	// AckQuery answers it.
	AckQuery struct {
		ID      assay.RequestID
		Version Version
	}
	// Record tells of a version.
	Record struct {
		ID      assay.RequestID
		Version Version
	}
	// AckRecord says that its sender knows that version or a newer one.
	AckRecord struct{ ID assay.RequestID }
)

func (PutRequest) registerMsg() {}
func (PutOk) registerMsg()      {}
func (GetRequest) registerMsg() {}
func (GetOk) registerMsg()      {}
func (Query) registerMsg()      {}
func (AckQuery) registerMsg()   {}
func (Record) registerMsg()     {}
func (AckRecord) registerMsg()  {}

// Version is a value and when it was put: by clock, and among equals by the server that put it.
type Version struct {
	Clock  int
	Writer assay.ID
	Value  string
}

// Newer says whether v was put after other.
func (v Version) Newer(other Version) bool {
	return cmp.Or(cmp.Compare(v.Clock, other.Clock), cmp.Compare(v.Writer, other.Writer)) > 0
}
