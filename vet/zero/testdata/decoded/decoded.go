// Package decoded decodes into types that hold refined values, and into wire forms.
package decoded

import (
	"bytes"
	"database/sql"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/zero/testdata/flows"
)

type Order struct {
	Ports map[string][]flows.Port
}

type Wire struct {
	Ports refine.Field[map[string]string]
	Note  string
}

type own struct{ port refine.Option[flows.Port] }

func (o *own) UnmarshalJSON([]byte) error { o.port = refine.None[flows.Port](); return nil }

func Decode(data []byte, row *sql.Row) (err error) {
	var order Order
	err = json.Unmarshal(data, &order)                          // want `^Unmarshal into Order, which holds .*: what is missing would stay at zero: decode into a wire form of refine.Field, and ParseAll`
	err = json.NewDecoder(bytes.NewReader(data)).Decode(&order) // want `^Decode into Order`
	err = xml.Unmarshal(data, &order)                           // want `^Unmarshal into Order`
	err = gob.NewDecoder(bytes.NewReader(data)).Decode(&order)  // want `^Decode into Order`
	err = json.Unmarshal(data, new(flows.Server))               // want `^Unmarshal into flows.Server`
	err = json.Unmarshal(data, &Order{Ports: nil})              // want `^Unmarshal into Order`
	var server flows.Server
	err = json.Unmarshal(data, &server) // want `^Unmarshal into flows.Server`
	var port flows.Port
	err = row.Scan(&port) // want `^Scan into`
	var wire Wire
	err = json.Unmarshal(data, &wire)
	var mine own
	err = json.Unmarshal(data, &mine)
	var text string
	err = row.Scan(&text)
	return err
}

// Elsewhere makes zero values of another package's types.
func Elsewhere() []any {
	var s flows.Server                       // want `^var s may be read before s.Port has a value, and the zero .* is none: flows.port.Holds refuses it`
	return []any{s, flows.Server{Name: "x"}} // want `^flows.Server{...} leaves Port at zero`
}
