package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/paxos"
)

// childVar asks this binary to explore Paxos with so many clients, and to print the peak of its memory.
const childVar = "ASSAY_BENCH_CLIENTS"

func TestMain(m *testing.M) {
	clients, err := strconv.Atoi(os.Getenv(childVar))
	if err != nil {
		os.Exit(m.Run())
	}
	states, err := explore(clients)
	if err == nil {
		err = printPeak(states)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func explore(clients int) (uint64, error) {
	r, err := check.Run(context.Background(), paxos.System(3, clients))
	return r.States, err
}

func printPeak(states uint64) error {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			fmt.Println(states, fields[1])
			return nil
		}
	}
	return fmt.Errorf("bench: no VmHWM in /proc/self/status")
}

// BenchmarkMemory is the peak of the whole process on Paxos with 6 clients, less that of one with a single client, per state. The
// collector is set as the command sets it for test binaries.
func BenchmarkMemory(b *testing.B) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		b.Skip(err)
	}
	var perState []float64
	for b.Loop() {
		_, empty := peak(b, 1)
		states, full := peak(b, 6)
		if states != paxos6.states {
			b.Fatalf("%d states, expected %d", states, paxos6.states)
		}
		perState = append(perState, (full-empty)/float64(states))
	}
	b.ReportMetric(median(perState), "B/state")
}

// peak is how many states a process of its own found, and its peak resident size in bytes.
func peak(b *testing.B, clients int) (states uint64, bytes float64) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), self)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", childVar, clients), "GOGC=50")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	var kib float64
	if _, err := fmt.Sscan(string(out), &states, &kib); err != nil {
		b.Fatalf("%q: %v", out, err)
	}
	return states, kib * 1024
}
