package evidence

import (
	"encoding/json"
	"math"
	"strconv"
)

// Series is what simulated runs of one System counted over time, in as few points as a picture needs. It is left where somebody
// asks for it (SeriesVariable), since most do not look at it.
type Series struct {
	Package string       `json:"package,omitempty"`
	System  string       `json:"system"`
	Test    string       `json:"test,omitempty"`
	Runs    int          `json:"runs"`            // seeds
	Seconds Number       `json:"seconds"`         // of virtual time between two points
	Lines   []SeriesLine `json:"lines"`           // those of one Panel stand together
	Marks   []SeriesMark `json:"marks,omitempty"` // of the first run that failed, or else of the first
}

// SeriesLine is one number over time in all runs: at each point the least, the median and the greatest of them.
type SeriesLine struct {
	Name   string   `json:"name"`
	Unit   string   `json:"unit"`
	Panel  string   `json:"panel"` // "server: queue"
	Low    []Number `json:"low,omitempty"`
	Middle []Number `json:"middle"`
	High   []Number `json:"high,omitempty"`
}

// SeriesMark is something that happened: an outage, a restart.
type SeriesMark struct {
	Seconds Number `json:"seconds"`
	What    string `json:"what"`
}

// SeriesVariable has the tests of simulations leave their series, where it is set in their environment.
const SeriesVariable = "ASSAY_SERIES"

// Number is a number of four digits, or NaN where there is nothing to say, which is null in JSON.
type Number float64

// numberDigits are as many as a picture can show.
const numberDigits = 4

// MarshalJSON writes four digits, and null for what is no number.
func (n Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(n), 'g', numberDigits, 64), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}
