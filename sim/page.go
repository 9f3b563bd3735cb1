package sim

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim/page"
)

// PageOf is what there is to see of runs of one World, and of what was claimed about them: its HTML is a page, its JSON and CSV are the
// same as data, and its Spark is for a terminal.
func PageOf(title string, results []*Result, records []evidence.Record) page.Page {
	d := page.Data{Title: title, Records: records}
	if len(results) > 0 {
		p := results[0].engine.plan
		d.Length, d.Width, d.Warmup = p.world.For, p.width, p.world.Warmup
		d.Rulers = p.rulers()
		d.Rows, d.Totals = rowsOf(results), totalsOf(results)
		for _, l := range results[0].Loads() {
			d.Owners = append(d.Owners, string(l.ID))
		}
		for _, s := range results[0].Servers() {
			d.Owners = append(d.Owners, string(s.ID))
		}
	}
	for _, r := range results {
		d.Runs = append(d.Runs, page.Run{Seed: r.Seed, Digest: r.Digest, Ended: r.Ended(), Failed: r.Finding != nil || len(r.Violated) > 0,
			Faults: r.Faults, Marks: r.Marks, Series: r.Series()})
	}
	return page.Of(d)
}

// rowsOf are runs in a few numbers: what came, what became of it, and what it took.
func rowsOf(results []*Result) (rows []page.Row) {
	for i, l := range results[0].Loads() {
		load := func(run int) *LoadStats { return results[run].engine.stats.loads[i] }
		row := func(name string, show page.Show, of func(l *LoadStats, from, to time.Duration) float64) {
			rows = append(rows, page.Row{Name: string(l.ID) + ": " + name, Show: show, Of: func(run int, from, to time.Duration) float64 { return of(load(run), from, to) }})
		}
		row("requests that came", page.Rate, func(l *LoadStats, from, to time.Duration) float64 {
			first, end := l.all.covers(from, to)
			return l.Requests(from, to) / (end - first).Seconds()
		})
		row("answered, of those", page.Share, (*LoadStats).Goodput)
		row("tries of a request", page.Count, (*LoadStats).TriesPerRequest)
		row("99 of 100 answered within", page.Seconds, (*LoadStats).tail)
	}
	for i, s := range results[0].Servers() {
		row := func(name string, show page.Show, of func(s *ServerStats, from, to time.Duration) float64) {
			rows = append(rows, page.Row{Name: string(s.ID) + ": " + name, Show: show, Of: func(run int, from, to time.Duration) float64 {
				return of(results[run].Servers()[i], from, to)
			}})
		}
		row("longest queue", page.Messages, func(s *ServerStats, from, to time.Duration) float64 { return most(s.all.between(s.QueueMax, from, to)) })
		row("most memory", page.Bytes, func(s *ServerStats, from, to time.Duration) float64 {
			return most(s.all.between(s.MemoryMax, from, to))
		})
		row("deaths", page.Count, func(s *ServerStats, from, to time.Duration) float64 { return sum(s.all.between(s.Restarts, from, to)) })
	}
	return rows
}

func totalsOf(results []*Result) (all []page.Total) {
	for i, l := range results[0].Loads() {
		t := page.Total{Sentence: strings.ReplaceAll(string(l.ID), "%", "%%") + ": in a whole run %s answers came when nobody waited for them any more."}
		for _, r := range results {
			t.Values = append(t.Values, float64(r.engine.stats.loads[i].late))
		}
		all = append(all, t)
	}
	return all
}

// pagesVariable names a directory into which tests write their pages: assay sim -pages sets it.
const pagesVariable = "ASSAY_PAGES"

// draw writes the page of a test, and its data beside it, where that is asked for, and shows it on the terminal where that is.
func (c *config) draw(system string, results []*Result, records []evidence.Record) error {
	dir := os.Getenv(pagesVariable)
	if c.show == nil && dir == "" {
		return nil
	}
	p := PageOf(system, results, records)
	if c.show != nil {
		c.show(p)
	}
	if dir == "" || c.name == "" {
		return nil
	}
	return writePages(p, filepath.Join(dir, strings.NewReplacer("/", "_", " ", "_").Replace(system+"."+c.name)))
}

// leaveSeries has what is drawn leave the test as evidence too, where that is asked for.
func (c *config) leaveSeries(t *testing.T) {
	if os.Getenv(evidence.SeriesVariable) == "" {
		return
	}
	show := c.show
	c.show = func(p page.Page) {
		if show != nil {
			show(p)
		}
		if s := p.Evidence(); len(s.Lines) > 0 {
			s.Test = t.Name()
			evidence.Leave(t, evidence.Message{Series: &s})
		}
	}
}

// writePages writes a page and its data under names that begin alike.
func writePages(p page.Page, base string) error {
	if err := os.MkdirAll(filepath.Dir(base), 0o755); err != nil {
		return err
	}
	for suffix, write := range map[string]func(io.Writer) error{".html": p.HTML, ".csv": p.CSV, ".json": p.JSON} {
		file, err := os.Create(base + suffix)
		if err != nil {
			return err
		}
		if err := errors.Join(write(file), file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// sketchWidth is how many columns a page takes on a terminal.
const sketchWidth = 110

// sketch is a page in a few lines.
func sketch(p page.Page) string {
	var b strings.Builder
	if err := p.Spark(&b, sketchWidth); err != nil {
		return err.Error()
	}
	return b.String()
}
