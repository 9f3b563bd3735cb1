package doe_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/sim/doe"
)

// reports are the analyses whose text and page are golden.
func reports(t *testing.T) map[string]doe.Analysis {
	t.Helper()
	four := must[doe.Design](t)(doe.Full([]doe.Factor{{Name: "temperature", Low: 24, High: 35, Unit: "°C"}, {Name: "pressure", Low: 10, High: 15, Unit: "psig"},
		{Name: "concentration", Low: 2, High: 4, Unit: "%"}, {Name: "stirring", Low: 15, High: 30, Unit: "rpm"}}))
	seven := []doe.Factor{{Name: "workers", Low: 2, High: 8}, {Name: "timeout", Low: 50, High: 400, Unit: "ms"}, {Name: "retries", Levels: []string{"at most 2", "no limit"}},
		{Name: "queue <limit>", Low: 100, High: 1000}, {Name: "breaker", Levels: []string{"off", "on"}}, {Name: "losses", Levels: []string{"none", "1%"}}, {Name: "batch", Low: 1, High: 16}}
	folded := must[doe.Design](t)(must[doe.Design](t)(doe.MinimumAberration(seven, 8)).Foldover())
	surface := must[doe.Design](t)(doe.CentralComposite([]doe.Factor{{Name: "workers", Low: 4, High: 12}, {Name: "queue", Low: 40, High: 120}, {Name: "batch", Low: 4, High: 12}}, doe.FaceCentered, 3))
	x := func(p doe.Point, i int) float64 { return p.Coded[i] }
	return map[string]doe.Analysis{
		"filtration": must[doe.Analysis](t)(measured(four, filtration).Analyze(doe.Question{Response: "filtration rate", Unit: "gal/h", Goal: doe.Maximize})),
		"screening": ask(t, folded, 3, doe.Question{Response: "p99 latency", Unit: "ms", Goal: doe.Minimize}, planted(func(p doe.Point) float64 {
			return 120 - 25*x(p, 0) + 14*x(p, 2) - 9*x(p, 1)*x(p, 2)*1.2 - 6*x(p, 1)
		}, 12, 3)),
		"surface": ask(t, surface, 4, doe.Question{Response: "throughput", Unit: "1/s", Goal: doe.Maximize}, planted(func(p doe.Point) float64 {
			return 900 + 60*x(p, 0) + 20*x(p, 1) - 70*x(p, 0)*x(p, 0) - 40*x(p, 1)*x(p, 1) + 25*x(p, 0)*x(p, 1)
		}, 20, 8)),
	}
}

// With ASSAY_REWRITE=1 the golden files are written anew: read the difference.
func TestReportsAreGolden(t *testing.T) {
	for name, a := range reports(t) {
		for ending, write := range map[string]func(io.Writer) error{".txt": a.Text, ".html": a.HTML} {
			var have bytes.Buffer
			if err := write(&have); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+ending)
			if os.Getenv("ASSAY_REWRITE") != "" {
				if err := os.WriteFile(golden, have.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || !bytes.Equal(have.Bytes(), want) {
				t.Errorf("%s differs (%v)\nhint: run with ASSAY_REWRITE=1 if the change is meant", golden, err)
			}
		}
	}
}

// A page asks nobody for anything, and its pictures are well formed.
func TestPageIsOffline(t *testing.T) {
	for name, a := range reports(t) {
		var b bytes.Buffer
		if err := a.HTML(&b); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		for _, asks := range []string{"src=", "href=", "@import", "url(", "<script", "<link", "<limit>", "NaN", "Inf"} {
			if strings.Contains(page, asks) {
				t.Errorf("%s: the page has %s", name, asks)
			}
		}
		pictures := 0
		for rest := page; ; pictures++ {
			at := strings.Index(rest, "<svg")
			if at < 0 {
				break
			}
			end := strings.Index(rest, "</svg>") + len("</svg>")
			for decoder := xml.NewDecoder(strings.NewReader(rest[at:end])); ; {
				if _, err := decoder.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: picture %d: %v", name, pictures, err)
				}
			}
			rest = rest[end:]
		}
		if want := map[bool]int{true: 3, false: 4}[name == "surface"]; pictures != want {
			t.Errorf("%s: %d pictures, expected %d", name, pictures, want)
		}
	}
}

func TestDataComeBack(t *testing.T) {
	a := reports(t)["screening"]
	var b bytes.Buffer
	if err := a.JSON(&b); err != nil {
		t.Fatal(err)
	}
	var back struct {
		Experiment doe.Experiment
		Effects    []doe.Effect
	}
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	again := must[doe.Analysis](t)(back.Experiment.Analyze(a.Question))
	var first, second bytes.Buffer
	if a.Text(&first) != nil || again.Text(&second) != nil || first.String() != second.String() || len(back.Effects) != 15 {
		t.Error("the analysis of what JSON holds is another one")
	}
	b.Reset()
	if err := a.Experiment.CSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(lines) != 1+16*3 || strings.Join(lines[0], ",") != "run,seed,workers,timeout,retries,queue <limit>,breaker,losses,batch,response" || lines[4][4] != "at most 2" {
		t.Errorf("%v %q", err, lines[:5])
	}
	b.Reset()
	if err := a.CSV(&b); err != nil || strings.Count(b.String(), "\n") != 16 {
		t.Errorf("%v %s", err, b.String())
	}
}
