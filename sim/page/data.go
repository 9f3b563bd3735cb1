package page

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/assay-dev/assay/evidence"
)

// value is a number, and null in JSON where there is nothing to say.
type value float64

func (v value) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(v), 'g', -1, 64), nil
}

type pageData struct {
	Title        string            `json:"title"`
	Records      []evidence.Record `json:"records,omitempty"`
	SecondsPoint float64           `json:"secondsPerPoint"`
	Series       []seriesData      `json:"series"`
	Runs         []runData         `json:"runs"`
}

type seriesData struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
}

type runData struct {
	Seed         uint64    `json:"seed"`
	Digest       string    `json:"digest"`
	SecondsEnded float64   `json:"secondsEnded"`
	Faults       []string  `json:"faults,omitempty"`
	Marks        []Mark    `json:"marks,omitempty"`
	Values       [][]value `json:"values"` // by series, then by point
}

// JSON writes all points of all runs, the records without what was measured of this machine, and what happened when, as one object.
func (p Page) JSON(w io.Writer) error {
	d := pageData{Title: p.data.Title, SecondsPoint: p.width.Seconds(), Series: []seriesData{}, Runs: []runData{}}
	for _, r := range p.data.Records {
		d.Records = append(d.Records, evidence.Comparable(r))
	}
	for _, t := range p.tracks {
		d.Series = append(d.Series, seriesData{t.Name, t.Unit})
	}
	for i, r := range p.data.Runs {
		run := runData{Seed: r.Seed, Digest: r.Digest, SecondsEnded: r.Ended.Seconds(), Faults: r.Faults, Marks: r.Marks, Values: [][]value{}}
		for _, t := range p.tracks {
			values := make([]value, len(p.times))
			for at := range values {
				values[at] = value(t.runs[i][at])
			}
			run.Values = append(run.Values, values)
		}
		d.Runs = append(d.Runs, run)
	}
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("page: the runs do not fit into JSON: %w", err)
	}
	return written(w, append(text, '\n'))
}

// CSV writes one row for each point of time of each run, and one column for each series, named with its unit. An empty cell is nothing
// to say: no request came, none was answered, or the run had ended.
func (p Page) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	header := []string{"seed", "time (s)"}
	for _, t := range p.tracks {
		header = append(header, t.Name+" ("+t.Unit+")")
	}
	rows := [][]string{header}
	for i, r := range p.data.Runs {
		for at, begin := range p.times {
			row := []string{fmt.Sprint(r.Seed), seconds(begin)}
			for _, t := range p.tracks {
				row = append(row, cell(t.runs[i][at]))
			}
			rows = append(rows, row)
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("page: the table could not be written: %w", err)
	}
	return nil
}

func cell(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'g', -1, 64) }

func written(w io.Writer, text []byte) error {
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("page: it could not be written: %w", err)
	}
	return nil
}
