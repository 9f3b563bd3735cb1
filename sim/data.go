package sim

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// WriteCSV writes runs of one World as a table: one row for each seed and point of time, one column for each series, named with its
// unit. An empty cell is nothing to say.
func WriteCSV(w io.Writer, results []*Result) error {
	out := csv.NewWriter(w)
	for i, r := range results {
		series := r.Series()
		if i == 0 {
			header := []string{"seed", "time (s)"}
			for _, s := range series {
				header = append(header, s.named())
			}
			if err := out.Write(header); err != nil {
				return err
			}
		}
		for p := range r.engine.stats.points {
			row := []string{fmt.Sprint(r.Seed), number((time.Duration(p) * r.Width()).Seconds())}
			for _, s := range series {
				row = append(row, number(s.Values[p]))
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (s Series) named() string {
	if s.Unit == "" {
		return s.Name
	}
	return s.Name + " (" + s.Unit + ")"
}

func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

// runData is one run as JSON.
type runData struct {
	Seed    uint64       `json:"seed"`
	Seconds float64      `json:"secondsAPoint"`
	Faults  []string     `json:"faults,omitempty"`
	Marks   []Mark       `json:"marks,omitempty"`
	Series  []seriesData `json:"series"`
}

type seriesData struct {
	Series
	Points []*float64 `json:"values"` // null is nothing to say
}

// WriteJSON writes runs as one JSON array, a run after the other.
func WriteJSON(w io.Writer, results []*Result) error {
	all := []runData{}
	for _, r := range results {
		d := runData{Seed: r.Seed, Seconds: r.Width().Seconds(), Faults: r.Faults, Marks: r.Marks}
		for _, s := range r.Series() {
			points := make([]*float64, len(s.Values))
			for i, v := range s.Values {
				if !math.IsNaN(v) && !math.IsInf(v, 0) {
					points[i] = &v
				}
			}
			d.Series = append(d.Series, seriesData{s, points})
		}
		all = append(all, d)
	}
	return json.NewEncoder(w).Encode(all)
}

// Spark writes one line for each series of the middle seed, in characters of eight heights, with its least and greatest value.
func Spark(w io.Writer, results []*Result, width int) error {
	for _, b := range bands(results) {
		line, low, high := sparkLine(b.middle, width)
		if _, err := fmt.Fprintf(w, "%-40s %s  %s to %s\n", b.named(), line, short(low), short(high)); err != nil {
			return err
		}
	}
	return nil
}

// sparkLine draws values in so many columns, from 0 (or the least value below it) up.
func sparkLine(values []float64, width int) (line string, low, high float64) {
	const heights = "▁▂▃▄▅▆▇█"
	marks := []rune(heights)
	columns := make([]float64, min(width, len(values)))
	low, high = math.Inf(1), math.Inf(-1)
	for i := range columns {
		sum, n := 0., 0
		for _, v := range values[i*len(values)/len(columns) : (i+1)*len(values)/len(columns)] {
			if !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
		columns[i] = sum / float64(n)
		if n > 0 {
			low, high = min(low, columns[i]), max(high, columns[i])
		}
	}
	if math.IsInf(low, 1) {
		return strings.Repeat(" ", len(columns)), 0, 0
	}
	floor := min(low, 0)
	var text strings.Builder
	for _, c := range columns {
		switch {
		case math.IsNaN(c):
			text.WriteByte(' ')
		case high == floor:
			text.WriteRune(marks[0])
		default:
			text.WriteRune(marks[min(len(marks)-1, int((c-floor)/(high-floor)*float64(len(marks))))])
		}
	}
	return text.String(), low, high
}

func short(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
