package page_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim"
	"github.com/assay-dev/assay/sim/page"
)

// An echo server answers each request with its number.
type (
	msg       interface{ isMsg() }
	ask       struct{ N int }
	reply     struct{ N int }
	echo      struct{ Poison int } // the request that it cannot take; 0 is none
	echoState struct{ Served int }
)

func (ask) isMsg()   {}
func (reply) isMsg() {}

func (echo) Start(self assay.ID) (echoState, assay.Effects) { return echoState{}, nil }

//assay:ignore total it may be poisoned on purpose: how a page shows that is what is tested
func (e echo) Receive(self assay.ID, s echoState, from assay.ID, m msg) (echoState, assay.Effects) {
	a, ok := m.(ask)
	if !ok {
		return s, nil
	}
	if e.Poison > 0 && a.N == e.Poison {
		panic("the poisoned request")
	}
	return echoState{s.Served + 1}, assay.Effects{assay.Send(from, reply{a.N})}
}

func system(poison int) assay.System {
	return assay.System{Name: "echo", Actors: []assay.Participant{assay.Spawn("server", echo{poison})}, Assume: assay.Assumptions{Crashes: assay.Unlimited}}
}

func clients(rate float64) sim.Load {
	return sim.Load{ID: "clients", To: []assay.ID{"server"}, Arrivals: sim.Poisson(rate), Timeout: time.Second, Tries: 2,
		Request: func(n int) any { return ask{n} }, Reply: func(m any) (int, bool) { r, ok := m.(reply); return r.N, ok }}
}

// storm is case 2 of package sim: a retry storm on an unbounded queue.
func storm(rate float64, length, every time.Duration) sim.World {
	return sim.World{For: length, Every: every, Load: []sim.Load{clients(rate)}, Faults: sim.Faults{Off: true},
		Servers: map[assay.ID]sim.Server{"server": {Service: sim.PerSecond(300)}},
		Events:  []sim.Event{sim.Outage("server", 20*time.Second, 5*time.Second)}}
}

func runs(t *testing.T, w sim.World, seeds int) []*sim.Result {
	t.Helper()
	results, err := sim.Seeds(t.Context(), system(0), w, sim.FirstSeeds(seeds)...)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// claims are records as sim leaves them, written by hand.
func claims() []evidence.Record {
	return []evidence.Record{
		{System: "echo", Property: "no collapse under the retries of clients", Technique: "sim", Verdict: evidence.Violated,
			Why:         "in 3 of 3 seeds; seed 1: 0.0 % of the requests are answered, at 2.00 tries each\nhint: a retry budget",
			Assumptions: []evidence.Entry{{Name: "losses", Value: "none"}}, Bounds: []evidence.Entry{{Name: "seeds", Value: "3"}},
			NotCovered: []string{"behaviours that no seed happened to have"}, Measured: map[string]float64{"seconds": 1.5}},
		{System: "echo", Property: "p99 < 300 ms & more", Technique: "sim", Verdict: evidence.Unknown, Why: "too few seeds", Accepted: "a small test",
			Assumptions: []evidence.Entry{{Name: "losses", Value: "none"}}, NotCovered: []string{"behaviours that no seed happened to have"}},
	}
}

func small(t *testing.T) page.Page {
	t.Helper()
	w := storm(150, 60*time.Second, 2*time.Second)
	return sim.PageOf("a retry storm", runs(t, w, 3), claims())
}

func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("ASSAY_REWRITE") != "" {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != text {
		t.Errorf("%s is not what is written now\nhint: ASSAY_REWRITE=1 go test ./sim/page writes it anew; read the difference", path)
	}
}

func TestHTML(t *testing.T) {
	text := written(t, small(t).HTML)
	golden(t, "storm.html", text)
	for _, want := range []string{"✗ violated", "no collapse under the retries of clients", "hint: a retry budget", "p99 &lt; 300 ms &amp; more", "accepted: a small test",
		"Not covered: behaviours that no seed", "losses: none", "outage of server · end of the outage of server", "answered (goodput)", "tries sent",
		"what server can serve, 300/s", "nothing was answered", "came when nobody waited", "The pictures as a table"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Count(text, "Not covered:") != 1 {
		t.Error("what two records say alike is said twice")
	}
	wellFormed(t, text)
	offline(t, text)
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	script := regexp.MustCompile(`(?s)<script>.*?</script>`) // JavaScript is no XML
	d := xml.NewDecoder(strings.NewReader(script.ReplaceAllString(text, "")))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	if depth != 0 {
		t.Errorf("%d elements are not closed", depth)
	}
}

func offline(t *testing.T, text string) {
	t.Helper()
	for _, load := range []string{"http://", "https://", "//cdn", "src=", "<link", "@import", "url(", "NaN", "Inf"} {
		if strings.Contains(text, load) {
			t.Errorf("the page holds %q", load)
		}
	}
}

func TestSpark(t *testing.T) {
	p := small(t)
	text := written(t, func(w io.Writer) error { return p.Spark(w, 100) })
	golden(t, "storm.spark", text)
	for _, width := range []int{60, 80, 200} {
		text := written(t, func(w io.Writer) error { return p.Spark(w, width) })
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(lines) > 12 {
			t.Errorf("%d lines", len(lines))
		}
		for _, line := range lines {
			if n := len([]rune(line)); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
	}
}

func TestDeterministic(t *testing.T) {
	write := func() string {
		p := small(t)
		return written(t, p.HTML) + written(t, p.JSON) + written(t, p.CSV)
	}
	many := write()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if write() != many {
		t.Error("one core gives another page than many")
	}
}

// A picture in which nothing is but zeros is a line of words, and the script goes without it.
func TestEmptyPanel(t *testing.T) {
	w := storm(10, 10*time.Second, time.Second)
	w.Servers["server"], w.Events = sim.Server{}, nil
	text := written(t, sim.PageOf("idle", runs(t, w, 1), nil).HTML)
	wellFormed(t, text)
	for _, want := range []string{"and so not drawn: clients: latency of what was answered; server: queue.", `"track":4,"panel":1`} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(text, `"panel":2`) || strings.Contains(text, "Dashed upright lines") {
		t.Error("the page draws or explains what is not there")
	}
}

// A World without loads and servers has nothing to count, and what happened all the same.
func TestNothingCounted(t *testing.T) {
	p := sim.PageOf("bare", runs(t, sim.World{For: time.Minute, Events: []sim.Event{sim.CrashAt("server", 30*time.Second, 0)}}, 1), nil)
	text := written(t, p.HTML)
	wellFormed(t, text)
	for _, want := range []string{"nothing is counted", "crash of server", "What happened when"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if lines := written(t, func(w io.Writer) error { return p.Spark(w, 60) }); !strings.Contains(lines, "what happened  ····") {
		t.Error(lines)
	}
}

func TestNothing(t *testing.T) {
	p := sim.PageOf("nothing", nil, nil)
	wellFormed(t, written(t, p.HTML))
	if text := written(t, p.JSON) + written(t, p.CSV) + written(t, func(w io.Writer) error { return p.Spark(w, 80) }); !strings.Contains(text, "no runs") {
		t.Error(text)
	}
}

// deaths is a server that is killed for its memory, comes back, and crashes by chance as well, so often that labels would overlap.
func deaths(length time.Duration) sim.World {
	w := storm(250, length, 0)
	w.Load = append(w.Load, clients(20))
	w.Load[1].ID = "others"
	w.Load[1].Timeout = 0
	w.Servers["server"] = sim.Server{Service: sim.PerSecond(300), Queue: sim.Queue{Max: 1500, Full: sim.Reject}, Restarts: true, Restart: sim.Exactly(2 * time.Second),
		Memory: sim.Memory{Limit: 2 << 20, Base: 1 << 20, Message: 1 << 10}}
	w.Faults = sim.Faults{Steady: true, Crash: 10 * time.Second, Down: sim.Exactly(time.Second)}
	return w
}

// However much happens, there are as many labels as find room, and each says what it stands for.
func TestManyMarks(t *testing.T) {
	results := runs(t, deaths(300*time.Second), 2)
	text := written(t, sim.PageOf("deaths", results, nil).HTML)
	wellFormed(t, text)
	offline(t, text)
	drawing := regexp.MustCompile(`(?s)<g id="marks0" class="mark">(.*?)</g>`).FindStringSubmatch(text)[1]
	labels := regexp.MustCompile(`<text x="([0-9.]+)" y="16">([^<]*)</text>`).FindAllStringSubmatch(drawing, -1)
	if len(results[0].Marks) < 20 || len(labels) == 0 || len(labels) > 12 {
		t.Fatalf("%d marks have the labels %q", len(results[0].Marks), labels)
	}
	last := 0.
	for _, l := range labels {
		x, _ := strconv.ParseFloat(l[1], 64)
		if x < last {
			t.Errorf("%q begins at %g, in another label", l[2], x)
		}
		last = x + 6*float64(len([]rune(l[2])))
	}
	if last > 800 {
		t.Errorf("the last label ends at %g, outside", last)
	}
	for _, want := range []string{"memory", "the limit, 2 MiB", "restarts", "room for 1,500", "others: requests", "died"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// ASSAY_PAGES=/tmp/x go test -run Look writes the pages to look at, of case 2 of package sim.
func TestLook(t *testing.T) {
	dir := os.Getenv("ASSAY_PAGES")
	if dir == "" {
		t.Skip("it writes pages for people: ASSAY_PAGES names where")
	}
	if err := os.WriteFile(filepath.Join(dir, "deaths.html"), []byte(written(t, sim.PageOf("deaths", runs(t, deaths(300*time.Second), 5), nil).HTML)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, rate := range []float64{145, 150} {
		w := storm(rate, 1200*time.Second, time.Second)
		w.Events = []sim.Event{sim.Outage("server", 60*time.Second, 10*time.Second)}
		p := sim.PageOf("a retry storm, "+strconv.Itoa(int(rate))+" requests a second", runs(t, w, 5), claims())
		if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(int(rate))+".html"), []byte(written(t, p.HTML)), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Log("\n" + written(t, func(w io.Writer) error { return p.Spark(w, 100) }))
	}
}
