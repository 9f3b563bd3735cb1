//go:build long

package explore_test

import (
	"bufio"
	"bytes"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/assay-dev/assay/internal/browser"
	"github.com/assay-dev/assay/internal/tool"
)

// TestStaleName: a name of a system as it was is an error on the terminal and on the page, which goes as far as it can. There the goals of
// a search are buttons apart from one another, and the states stand right below the diagram on a narrow window.
func TestStaleName(t *testing.T) {
	b := browser.Start(t)
	cmd := exec.Command(tool.Path(t), "explore", "./examples/lock", "lock/forgetful@zzzz:0.1")
	var said bytes.Buffer
	cmd.Dir, cmd.Stderr = "..", &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Scan()
	p := opened(t, b, lines.Text(), browser.Look{Width: 400, Height: 900, Dark: true})
	expect(t, p, `document.querySelector("#notice").textContent.slice(0, 66)`, "the trace is of lock/forgetful@zzzz, and the system is now lock/fo")
	browser.Eval[any](p, `(document.querySelector("#search").open = true)`)
	expect(t, p, `[...document.querySelectorAll(".xp-goals > *")].map((e) => e.textContent).join()`, "go to:,mutual exclusion violated,someone holds the lock reached")
	expect(t, p, `document.querySelector("#first .ad-states").getBoundingClientRect().bottom < document.querySelector("#first .ad-extra").getBoundingClientRect().top`, true)
	expect(t, p, `document.documentElement.scrollWidth <= innerWidth`, true)
	p.Shot("explore-stale")
	_ = cmd.Process.Signal(syscall.SIGINT)
	if err := cmd.Wait(); err != nil {
		t.Errorf("assay explore ended with %v, expected exit status 0", err)
	}
	if !strings.Contains(said.String(), "assay: the trace is of lock/forgetful@zzzz, and the system is now lock/forgetful@") {
		t.Errorf("the terminal says\n%s", said.String())
	}
}
