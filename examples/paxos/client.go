package paxos

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Operations on the register, and the result of a Put. The result of a Get is the value, empty where nothing was put.
type (
	Put     struct{ Value string }
	Get     struct{}
	PutDone struct{}
)

// Register is what clients should see: one register, empty at first.
type Register struct{}

// Init is the empty register.
func (Register) Init() string { return "" }

// Apply is one operation.
func (Register) Apply(value string, op any) (string, any) {
	if put, ok := op.(Put); ok {
		return put.Value, PutDone{}
	}
	return value, value
}

// client puts value at the server that is the n-th, and then reads at the one after it.
func client(servers []assay.ID, n int, value string) assay.Client[Msg] {
	return assay.Client[Msg]{
		Servers: servers,
		Script:  []any{Put{Value: value}, Get{}},
		Request: request,
		Reply:   reply,
		To:      func(op int, _ assay.ID) assay.ID { return servers[(n+op)%len(servers)] },
	}
}

func request(op any, id assay.RequestID) Msg {
	if put, ok := op.(Put); ok {
		return PutRequest{ID: id, Value: put.Value}
	}
	return GetRequest{ID: id}
}

func reply(msg Msg) (assay.RequestID, refine.Option[any], bool) {
	switch m := msg.(type) {
	case PutOk:
		return m.ID, refine.Some[any](PutDone{}), true
	case GetOk:
		return m.ID, refine.Some[any](m.Value), true
	}
	return assay.RequestID{}, refine.None[any](), false
}
