package explore_test

import (
	"bufio"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
	"github.com/assay-dev/assay/internal/tool"
)

// served is the address that assay explore prints for a package, which is named from the module's root.
func served(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(tool.Path(t), append([]string{"explore"}, args...)...)
	cmd.Dir, cmd.Stderr = "..", os.Stderr
	cmd.Env = append(os.Environ(), "GITHUB_ACTIONS=")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGINT)
		if err := cmd.Wait(); err != nil {
			t.Errorf("assay explore ended with %v, expected exit status 0", err)
		}
	})
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20) // the address ends in the name of a behaviour
	if !lines.Scan() {
		t.Fatalf("assay explore %s printed no address", strings.Join(args, " "))
	}
	return lines.Text()
}

var wide = browser.Look{Width: 1280, Height: 900}

// What the tests ask the page.
const (
	ready  = `window.assayPage?.hunted && assayPage.diagrams[0]`
	at     = `assayPage.branches[assayPage.active].at`
	steps  = `assayPage.branches[assayPage.active].length`
	name   = `assayPage.branches[assayPage.active].behaviour.name`
	spoken = `document.querySelector("#first .ad-live").textContent`
	listed = `[...document.querySelectorAll(".xp-steps [data-number]")].map((b) => b.querySelector(".xp-what").textContent)`
)

func opened(t *testing.T, b *browser.Browser, address string, look browser.Look) *browser.Page {
	t.Helper()
	p := b.Open(t, address, look)
	p.Wait(ready)
	browser.Eval[any](p, `assayPage.drawn`)
	return p
}

// choose chooses a system by its place in the list.
func choose(p *browser.Page, system int) {
	browser.Eval[any](p, fmt.Sprintf(`(assayPage.hunted = false, document.querySelector("#system").value = %d, document.querySelector("#system").dispatchEvent(new Event("change")))`, system))
}

func expect[T comparable](t *testing.T, p *browser.Page, expression string, want T) {
	t.Helper()
	if have := browser.Eval[T](p, expression); have != want {
		t.Errorf("%s = %v, expected %v", expression, have, want)
	}
}

// TestPages opens pages in one browser.
func TestPages(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	b := browser.Start(t)
	t.Run("lock", func(t *testing.T) { wholePage(t, b) })
	t.Run("odd", func(t *testing.T) {
		address := served(t, "./explore/testdata/odd", "long:"+strings.TrimSuffix(strings.Repeat("0.", 2000), "."))
		t.Run("long", func(t *testing.T) { longIsFast(t, b, address) })
		t.Run("hostile", func(t *testing.T) { hostileIsText(t, b, address) })
	})
}

// wholePage goes through all that the page does: what is violated, steps, branches, search, and the address.
func wholePage(t *testing.T, b *browser.Browser) {
	address := served(t, "./examples/lock", "lock/forgetful")
	p := opened(t, b, address, wide)
	t.Run("violation", func(t *testing.T) { violationIsShown(t, p) })
	t.Run("keys", func(t *testing.T) { keysWalk(t, p) })
	t.Run("branch", func(t *testing.T) { stepsBranch(t, p) })
	t.Run("beside", func(t *testing.T) { branchesStandSideBySide(t, p) })
	t.Run("search", func(t *testing.T) { searchFinds(t, p) })
	t.Run("address", func(t *testing.T) { addressOpensAgain(t, b, p) })
	t.Run("filter", func(t *testing.T) { filterHides(t, p) })
	t.Run("accessible", func(t *testing.T) {
		for _, look := range []browser.Look{wide, {Width: 400, Height: 900, Dark: true}} {
			p := opened(t, b, address, look)
			if wrong := p.Inaccessible(); len(wrong) > 0 {
				t.Errorf("%+v: %s", look, strings.Join(wrong, "\n"))
			}
			if look.Dark {
				p.Shot("explore-narrow")
			}
		}
	})
}

func violationIsShown(t *testing.T, p *browser.Page) {
	expect(t, p, at, 6)
	expect(t, p, steps, 6)
	expect(t, p, `document.querySelector("#first .ad-says .ad-bad").textContent.trim()`, "✗")
	expect(t, p, `document.querySelector("#first .ad-why").textContent`, "client0 and client1 hold the lock")
	expect(t, p, `document.querySelectorAll("#first .ad-row.ad-violated.ad-now").length`, 1)
	expect(t, p, `document.querySelectorAll("#first .ad-arrow").length`, 4)
	expect(t, p, `document.querySelector("#verdicts").textContent.includes("mutual exclusion: violated")`, true)
	if said := browser.Eval[string](p, spoken); !strings.Contains(said, "Step 6 of 6: deliver lock -> client1 Granted. mutual exclusion is violated") {
		t.Errorf("a screen reader says %q", said)
	}
	p.Shot("explore-violation")
}

func keysWalk(t *testing.T, p *browser.Page) {
	for _, c := range []struct {
		key  string
		want int
	}{{"b", 5}, {"k", 4}, {"n", 5}, {"j", 6}, {"j", 6}} {
		p.Press(c.key)
		expect(t, p, at, c.want)
	}
	browser.Eval[any](p, `assayPage.diagrams[0].go(0)`)
	expect(t, p, at, 0)
	p.Press("v")
	expect(t, p, at, 6)
	browser.Eval[any](p, `document.querySelector('#first [data-at="3"]').dispatchEvent(new MouseEvent("click", { bubbles: true }))`)
	expect(t, p, at, 3)
	expect(t, p, `document.querySelector("#first .ad-box.ad-changed h3").firstChild.textContent`, "lock")
	p.Shot("explore-crash")
}

// stepsBranch takes a step that is not the next one of the behaviour, by its digit.
func stepsBranch(t *testing.T, p *browser.Page) {
	browser.Eval[any](p, `assayPage.drawn`)
	options := browser.Eval[[]string](p, listed)
	if len(options) < 2 || options[0] != `timeout client0 "work done"` {
		t.Fatalf("after the crash there are %q", options)
	}
	taken := browser.Eval[string](p, `document.querySelector(".xp-taken .xp-what").textContent`)
	if !strings.HasPrefix(taken, "recover lock") {
		t.Errorf("taken is %q", taken)
	}
	p.Press("1")
	p.Wait(`assayPage.branches.length === 2 && assayPage.active === 1`)
	expect(t, p, at, 4)
	expect(t, p, steps, 4)
	expect(t, p, `assayPage.branches[0].length`, 6)
	expect(t, p, `document.querySelectorAll("#branches button").length`, 2)
	p.Press("[")
	expect(t, p, `assayPage.active`, 0)
	browser.Eval[any](p, `assayPage.diagrams[0].go(3)`)
	browser.Eval[any](p, `assayPage.drawn`)
	browser.Eval[any](p, `document.querySelector(".xp-taken").click()`)
	expect(t, p, `assayPage.branches.length`, 2) // the step of the behaviour itself is no branch
	expect(t, p, at, 4)
}

func branchesStandSideBySide(t *testing.T, p *browser.Page) {
	p.Press("s")
	expect(t, p, `document.querySelectorAll("#second .ad-row").length`, 5)
	p.Press("b")
	expect(t, p, `assayPage.diagrams[1].at`, 3)
	p.Shot("explore-branches")
	p.Press("s")
	expect(t, p, `document.querySelector("#second").hidden`, true)
}

// searchFinds looks for a state from the start on, and shows the way to it as a branch.
func searchFinds(t *testing.T, p *browser.Page) {
	browser.Eval[any](p, `(assayPage.diagrams[0].go(0), document.querySelector("#search").open = true, document.querySelector("#condition").value = "2 of holding", document.querySelector("#search form").requestSubmit())`)
	p.Wait(`assayPage.searching.textContent.startsWith("found")`)
	expect(t, p, steps, 6)
	expect(t, p, `document.querySelectorAll("#first .ad-row.ad-violated").length`, 1)
	browser.Eval[any](p, `(assayPage.diagrams[0].go(0), document.querySelector("#condition").value = "3 of holding", document.querySelector("#search form").requestSubmit())`)
	p.Wait(`assayPage.searching.textContent.startsWith("there is none")`)
	browser.Eval[any](p, `(document.querySelector("#condition").value = "reached nothing", document.querySelector("#search form").requestSubmit())`)
	p.Wait(`assayPage.searching.textContent.includes("no property is called")`)
}

// addressOpensAgain copies the address, whose end is what assay replay takes, and opens it in another tab.
func addressOpensAgain(t *testing.T, b *browser.Browser, p *browser.Page) {
	browser.Eval[any](p, `assayPage.diagrams[0].go(2)`)
	p.Wait(`location.search === "?at=2"`)
	address, behaviour := browser.Eval[string](p, `location.href`), browser.Eval[string](p, name)
	if parsed, err := url.Parse(address); err != nil || parsed.Fragment != behaviour {
		t.Errorf("the address ends in %q, and the behaviour is %q", parsed.Fragment, behaviour)
	}
	again := opened(t, b, address, wide)
	expect(t, again, name, behaviour)
	expect(t, again, at, 2)
	replay := exec.Command(tool.Path(t), "replay", "./examples/lock", behaviour)
	replay.Dir = ".."
	if out, _ := replay.CombinedOutput(); !strings.Contains(string(out), "replay: assay replay ./examples/lock "+behaviour) {
		t.Errorf("assay replay says\n%s", out)
	}
	away := opened(t, b, strings.Replace(address, behaviour, "lock@nope:0.1", 1), wide)
	expect(t, away, `document.querySelector("#notice").textContent.includes("the system is now")`, true)
}

func filterHides(t *testing.T, p *browser.Page) {
	browser.Eval[any](p, `(assayPage.diagrams[0].go("violation"), document.querySelector("#first .ad-filter").open = true)`)
	p.Wait(`document.querySelector("#first .ad-filter-panel")`)
	rows := browser.Eval[int](p, `assayPage.diagrams[0].sheet.rows.length`)
	browser.Eval[any](p, `[...document.querySelectorAll("#first .ad-boxes label")].find((l) => l.textContent.includes("deliver Acquire")).click()`)
	if fewer := browser.Eval[int](p, `assayPage.diagrams[0].sheet.rows.length`); fewer != rows-2 {
		t.Errorf("without Acquire there are %d rows, expected %d", fewer, rows-2)
	}
	browser.Eval[any](p, `[...document.querySelectorAll("#first .ad-boxes label")].find((l) => l.textContent.trim() === "client1").click()`)
	expect(t, p, `document.querySelectorAll("#first .ad-name").length`, 2)
	expect(t, p, `document.querySelector("#first .ad-filter summary").textContent.startsWith("Filter: ")`, true)
}

// hostileIsText: what is in a message is shown as text, whatever it is, and what ends the process ends no more than that.
func hostileIsText(t *testing.T, b *browser.Browser, address string) {
	page, _, _ := strings.Cut(address, "#")
	p := opened(t, b, page+"#hostile:0.0.0", wide)
	systems := browser.Eval[[]string](p, `assayPage.about.systems.map((s) => s.name)`)
	expect(t, p, at, 3)
	expect(t, p, `window.harmed === undefined && document.querySelectorAll("img, body b[onclick], #first i").length === 0`, true)
	text := browser.Eval[string](p, `document.body.innerText`)
	for _, want := range []string{`<i>never</i> three`, `<b/onclick="window.harmed=3">&amp;</b>`, `</script><script>window.harmed=1</script>`, `\u{202e}`} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not show %q as text", want)
		}
	}
	if strings.ContainsAny(text, "\u202e\u2066\u200b\x00\x1b") {
		t.Error("a character that turns the text about is shown as it is")
	}
	if n := len(text); n > 20_000 {
		t.Errorf("the page has %d bytes of text: the long message is not clipped", n)
	}
	before := browser.Eval[int](p, `document.querySelector("#first .ad-side").innerText.length`)
	browser.Eval[any](p, `[...document.querySelectorAll("#first .ad-all")].find((b) => b.textContent.startsWith("show all")).click()`)
	if after := browser.Eval[int](p, `document.querySelector("#first .ad-side").innerText.length`); after <= before {
		t.Errorf("after \"show all\" there are %d characters, before %d", after, before)
	}
	browser.Eval[any](p, `document.querySelectorAll("details").forEach((d) => (d.open = true))`)
	p.Wait(`document.querySelectorAll("#first ol li").length === 3`)
	expect(t, p, `window.harmed === undefined`, true)
	p.Shot("explore-hostile")
	choose(p, slices.Index(systems, "deadly"))
	p.Wait(`document.querySelector("#notice").textContent.includes("the test binary of deadly has ended")`)
}

// longIsFast holds the page to its bounds: a behaviour of 2,000 steps among 20 participants is shown within a second, and a step takes
// less than 50 ms, the middle one of many. Other work on the machine takes time too, so the best of some tries counts, and of a step the
// time for which the page's own thread had a processor where that is less. That takes longer too where others empty the caches, 55 ms were
// seen instead of 37: twice the bound holds there. How long the thread ran until the behaviour was shown cannot be told.
func longIsFast(t *testing.T, b *browser.Browser, address string) {
	shown, step, own := 1e9, 1e9, 1e9
	for range 3 {
		p := opened(t, b, address, wide)
		expect(t, p, steps, 2000)
		shown = min(shown, browser.Eval[float64](p, `performance.getEntriesByName("shown")[0].startTime`))
		before, ran := browser.Eval[int](p, at), p.ThreadSeconds()
		step = min(step, browser.Eval[float64](p, stepTime))
		own = min(own, 1000*(p.ThreadSeconds()-ran)/40)
		expect(t, p, at, before-40)
		if nodes := browser.Eval[int](p, `document.querySelectorAll("#first svg *").length`); nodes > 1000 {
			t.Errorf("the diagram has %d elements: what is out of view is drawn", nodes)
		}
		p.Shot("explore-long")
		if shown < 1000 && step < 50 {
			break
		}
	}
	busy := load()
	t.Logf("shown after %.0f ms, the middle step %.1f ms (the page's own thread %.1f), while %.1f tasks want each processor", shown, step, own, busy)
	stepMax := 50.0
	if busy > busyMax {
		stepMax *= 2
	}
	if min(step, own) >= stepMax {
		t.Errorf("the middle step takes %.1f ms (the page's own thread %.1f), expected less than %.0f", step, own, stepMax)
	}
	if shown >= 1000 && busy <= busyMax {
		t.Errorf("shown after %.0f ms, expected less than 1000", shown)
	}
}

// busyMax is how many tasks may want each processor for the times to be those of the page.
const busyMax = 1.5

// load is how many did in the last minute, 0 where the machine does not say.
func load() (each float64) {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	if _, err := fmt.Sscan(string(text), &each); err != nil {
		return 0
	}
	return each / float64(runtime.NumCPU())
}

// stepTime is how many milliseconds the middle one of 40 steps back takes, from the call until what can happen next is drawn too.
const stepTime = `(async () => {
	const took = [];
	for (let i = 0; i < 40; i++) {
		const begun = performance.now();
		assayPage.diagrams[0].move(-1);
		document.body.offsetHeight;
		await assayPage.drawn;
		took.push(performance.now() - begun);
	}
	return took.sort((a, b) => a - b)[20];
})()`
