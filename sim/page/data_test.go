package page_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim"
)

// What is written as data reads back as the numbers of the runs.
func TestData(t *testing.T) {
	results := runs(t, storm(150, 60*time.Second, 2*time.Second), 3)
	p := sim.PageOf("a retry storm", results, claims())
	rows, err := csv.NewReader(strings.NewReader(written(t, p.CSV))).ReadAll()
	if err != nil || len(rows) != 1+3*30 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	var d struct {
		SecondsPerPoint float64
		Records         []evidence.Record
		Series          []struct{ Name, Unit string }
		Runs            []struct {
			Seed   uint64
			Digest string
			Marks  []sim.Mark
			Values [][]*float64
		}
	}
	text := written(t, p.JSON)
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	if d.SecondsPerPoint != 2 || len(d.Records) != 2 || len(d.Runs) != 3 || d.Runs[2].Digest != results[2].Digest || len(d.Runs[0].Marks) != 2 || strings.Contains(text, "measured") {
		t.Errorf("the JSON says %+v", d)
	}
	for i, run := range d.Runs {
		series := map[string][]float64{}
		for _, s := range results[i].Series() {
			series[s.Name] = s.Values
		}
		for s, values := range run.Values {
			if rows[0][s+2] != d.Series[s].Name+" ("+d.Series[s].Unit+")" {
				t.Errorf("column %q, series %+v", rows[0][s+2], d.Series[s])
			}
			for at, v := range values {
				cell := rows[1+i*30+at][s+2]
				if v == nil && cell == "" {
					continue
				}
				number, err := strconv.ParseFloat(cell, 64)
				if err != nil || v == nil || number != *v {
					t.Fatalf("%s at %d: the table has %q", d.Series[s].Name, at, cell)
				}
				if of, known := series[d.Series[s].Name]; known && of[at] != *v {
					t.Fatalf("%s at %d: %g, expected %g", d.Series[s].Name, at, *v, of[at])
				}
			}
		}
	}
}

// At the end of a run the retries of what came last are still to be made. What is drawn ends before, and does not go down.
func TestUndecided(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(written(t, small(t).CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range rows[0] {
		if name != "clients: tries of a request (per request)" {
			continue
		}
		if last, before := rows[30][i], rows[29][i]; last != "" || before != "2" {
			t.Errorf("the last tries are %q and %q, expected 2 and nothing", before, last)
		}
		return
	}
	t.Errorf("no tries in %q", rows[0])
}

// By default a point is a 300th of the run, rounded down, so that a last one of some nanoseconds is left.
func TestNarrowPoint(t *testing.T) {
	w := storm(150, 20*time.Second, 0)
	w.Events = nil
	rows, err := csv.NewReader(strings.NewReader(written(t, sim.PageOf("", runs(t, w, 1), nil).CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if came, _ := strconv.ParseFloat(rows[len(rows)-1][2], 64); len(rows) != 301 || came < 30 {
		t.Errorf("%d rows, and the last has %g requests a second", len(rows), came)
	}
	w.Every = 3 * time.Second
	rows, err = csv.NewReader(strings.NewReader(written(t, sim.PageOf("", runs(t, w, 1), nil).CSV))).ReadAll()
	if came, _ := strconv.ParseFloat(rows[len(rows)-1][2], 64); err != nil || len(rows) != 8 || math.Abs(came-150) > 40 {
		t.Errorf("%d rows, and the last has %g requests a second: %v", len(rows), came, err)
	}
}

// A run that a finding ended has nothing to say from then on: no zeros that look like an outage.
func TestEndedRun(t *testing.T) {
	w := storm(400, 60*time.Second, 2*time.Second)
	results, err := sim.Seeds(t.Context(), system(7777), w, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := sim.PageOf("", results, nil)
	if results[0].Finding == nil {
		t.Fatal("the poisoned request did nothing")
	}
	rows, err := csv.NewReader(strings.NewReader(written(t, p.CSV))).ReadAll()
	if err != nil || rows[30][2] != "" || rows[5][2] == "" {
		t.Errorf("the last row is %q: %v", rows[30], err)
	}
	text := written(t, p.HTML)
	wellFormed(t, text)
	offline(t, text)
	if !strings.Contains(text, "Seed 1 ended at ") {
		t.Error("the page does not say that a finding ended the run")
	}
}
