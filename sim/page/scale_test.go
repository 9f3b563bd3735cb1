package page

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ have, want string }{
		{short(0), "0"}, {short(1234567), "1,234,567"}, {short(-1234), "-1,234"}, {short(99.95), "100"}, {short(31.52), "31.5"}, {short(2), "2"}, {short(.0312), "0.031"},
		{Span(0), "0 s"}, {Span(1500 * time.Nanosecond), "1.5 µs"}, {Span(250 * time.Millisecond), "250 ms"}, {Span(70 * time.Second), "70 s"}, {Span(20 * time.Minute), "20 min"}, {Span(36 * time.Hour), "36 h"},
		{unitFor("s", .2).of(.0315), "31.5 ms"}, {unitFor("MiB", 8192).of(6144), "6 GiB"}, {unitFor("1/s", 9).of(9), "9/s"},
		{fmt.Sprint(steps(338, 4)), "[0 100 200 300 400]"}, {fmt.Sprint(steps(0, 4)), "[0 0.5 1]"}, {fmt.Sprint(steps(1.02, 4)), "[0 0.5 1 1.5]"},
		{fmt.Sprint(clockFor(20 * time.Minute).ticks(20 * time.Minute)), "[0s 2m0s 4m0s 6m0s 8m0s 10m0s 12m0s 14m0s 16m0s 18m0s 20m0s]"},
	} {
		if c.have != c.want {
			t.Errorf("%q, expected %q", c.have, c.want)
		}
	}
}

// Labels that would overlap become one, which says of how many marks it is.
func TestClusters(t *testing.T) {
	mark := func(x int, what string) Mark { return Mark{At: time.Duration(x), What: what} }
	var labels []string
	for _, c := range clusters([]Mark{mark(70, "crash: a"), mark(90, "crash: a"), mark(300, "outage of b"), mark(310, "end of the outage of b"), mark(320, "partition of a and the rest"),
		mark(780, "rollout")}, func(at time.Duration) float64 { return float64(at) }) {
		labels = append(labels, c.label())
	}
	if want := []string{"crash: a ×2", "outage of b · end of the outage of b, and 1 more", "rollout"}; !slices.Equal(labels, want) {
		t.Errorf("%q, expected %q", labels, want)
	}
}
