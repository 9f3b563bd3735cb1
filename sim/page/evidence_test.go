package page_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/assay-dev/assay/sim/page"
)

// TestEvidenceOfRuns: at each point stand the least, the median and the greatest, in few enough points, and the marks of the run that failed.
func TestEvidenceOfRuns(t *testing.T) {
	const points = 1000
	run := func(height float64, failed bool) page.Run {
		values := make([]float64, points)
		values[points/2] = height
		return page.Run{Ended: points * time.Second, Failed: failed, Marks: []page.Mark{{At: time.Minute, What: fmt.Sprint("outage ", height)}},
			Series: []page.Series{{Owner: "server", Name: "server: longest queue", Kind: page.Queue, Unit: "messages", Values: values}}}
	}
	s := page.Of(page.Data{Title: "storm", Length: points * time.Second, Width: time.Second, Owners: []string{"server"},
		Runs: []page.Run{run(3, false), run(9, true), run(5, false)}}).Evidence()
	if s.System != "storm" || s.Runs != 3 || len(s.Lines) != 1 || s.Lines[0].Panel != "server: queue" || len(s.Lines[0].Middle) > 120 {
		t.Fatalf("%+v", s)
	}
	line, at := s.Lines[0], int(points/2/float64(s.Seconds))
	if line.Low[at] != 3 || line.Middle[at] != 5 || line.High[at] != 9 {
		t.Errorf("at %d from %v to %v, in the middle %v; expected 3, 9 and 5", at, line.Low[at], line.High[at], line.Middle[at])
	}
	if len(s.Marks) != 1 || s.Marks[0].What != "outage 9" {
		t.Errorf("marks %v, expected those of the run that failed", s.Marks)
	}
	if empty := page.Of(page.Data{Title: "none"}).Evidence(); len(empty.Lines) > 0 {
		t.Errorf("%+v of no run", empty)
	}
}
