package register

import "github.com/assay-dev/assay"

// Copy keeps the value by itself. Its state is the value.
type Copy struct{}

// Start is the empty register.
func (Copy) Start(self assay.ID) (string, assay.Effects) { return "", nil }

// Receive puts or gets.
func (Copy) Receive(self assay.ID, value string, from assay.ID, msg Msg) (string, assay.Effects) {
	switch m := msg.(type) {
	case PutRequest:
		return m.Value, assay.Effects{assay.Send(from, PutOk{ID: m.ID})}
	case GetRequest:
		return value, assay.Effects{assay.Send(from, GetOk{ID: m.ID, Value: value})}
	case PutOk, GetOk: // a client's
	case Query, AckQuery, Record, AckRecord: // of the replicas of another register
	}
	return value, nil
}
