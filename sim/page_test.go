package sim

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
)

// stormRuns are a few short runs that collapse.
func stormRuns(t *testing.T) ([]*Result, []evidence.Record) {
	t.Helper()
	w := retryStorm(150, 10*time.Second)
	w.For, w.Every = 200*time.Second, 2*time.Second
	c := config{seeds: FirstSeeds(5), verdicts: []Verdict{NoCollapse("clients")}}
	records, err := c.records(t.Context(), echoSystem(), w, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	for i := range records {
		records[i].Measured = nil
	}
	return seedsOf(t, w, 5), records
}

func TestPage(t *testing.T) {
	results, records := stormRuns(t)
	var page, again bytes.Buffer
	for _, w := range []io.Writer{&page, &again} {
		if err := WritePage(w, "a retry storm", results, records); err != nil {
			t.Fatal(err)
		}
	}
	if page.String() != again.String() {
		t.Error("the same runs gave two pages")
	}
	text := page.String()
	for _, want := range []string{"no collapse under the retries of clients", "violated", "outage of server", "answered within", "longest queue", "What was not covered", "tries"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, load := range []string{"http://", "https://", "<script", "<link", "NaN"} {
		if strings.Contains(text, load) {
			t.Errorf("the page holds %q", load)
		}
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
	}
	if path := os.Getenv("ASSAY_PAGE"); path != "" {
		_ = os.WriteFile(path, page.Bytes(), 0o644)
	}
}

// What is written as data reads back as the numbers of the runs.
func TestData(t *testing.T) {
	results, _ := stormRuns(t)
	var table, object, lines bytes.Buffer
	if err := errors.Join(WriteCSV(&table, results), WriteJSON(&object, results), Spark(&lines, results, 40)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(rows) != 1+5*100 || rows[0][2] != "clients: came (1/s)" {
		t.Fatalf("%d rows, %v: %v", len(rows), rows[0], err)
	}
	came := results[0].Series()[0].Values
	if have, _ := strconv.ParseFloat(rows[11][2], 64); have < came[10]-.01 || have > came[10]+.01 {
		t.Errorf("the table has %g where the run had %g", have, came[10])
	}
	var runs []struct {
		Seed   uint64
		Series []struct {
			Name   string
			Values []*float64
		}
	}
	if err := json.Unmarshal(object.Bytes(), &runs); err != nil || len(runs) != 5 || *runs[0].Series[0].Values[10] != came[10] {
		t.Errorf("%d runs: %v", len(runs), err)
	}
	if text := lines.String(); !strings.Contains(text, "clients: answered (1/s)") || !strings.Contains(text, "█") {
		t.Errorf("%s", text)
	}
	t.Log("\n" + lines.String())
}
