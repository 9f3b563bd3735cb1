package page

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// steps are round values from 0 to the first that is not below high, at most so many.
func steps(high float64, most int) []float64 {
	if !(high > 0) {
		high = 1
	}
	step := math.Pow(10, math.Floor(math.Log10(high/float64(most))))
	for _, m := range []float64{1, 2, 5, 10} {
		if math.Ceil(high/(step*m)-1e-9) <= float64(most) {
			step *= m
			break
		}
	}
	all := []float64{0}
	for i := 1; all[len(all)-1] < high*(1-1e-9); i++ {
		all = append(all, float64(i)*step)
	}
	return all
}

// clock is the unit of the axis of time.
type clock struct {
	name string
	one  time.Duration
}

// clockFor is a unit in which a run of some length is at most a few hundred long.
func clockFor(length time.Duration) clock {
	for _, c := range []clock{{"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond}} {
		if length > 10*c.one {
			return c
		}
	}
	return clock{"µs", time.Microsecond}
}

// ticks are the moments that stand on the axis of time.
func (c clock) ticks(length time.Duration) (all []time.Duration) {
	for _, s := range steps(float64(length)/float64(c.one), 10) {
		if at := time.Duration(math.Round(s * float64(c.one))); at <= length {
			all = append(all, at)
		}
	}
	return all
}

func (c clock) text(at time.Duration) string {
	if at == 0 {
		return "0"
	}
	return short(float64(at)/float64(c.one)) + " " + c.name
}

// unit is how the values of a panel are shown: so many times the value, under a name.
type unit struct {
	times float64
	name  string
}

// unitFor makes small times and small or large memory readable.
func unitFor(name string, high float64) unit {
	switch {
	case name == "s" && high < 1e-3:
		return unit{1e6, "µs"}
	case name == "s" && high < 1:
		return unit{1e3, "ms"}
	case name == "MiB" && high >= 4096:
		return unit{1. / 1024, "GiB"}
	case name == "MiB" && high < 1:
		return unit{1024, "KiB"}
	}
	return unit{1, name}
}

// of writes a number with its unit.
func (u unit) of(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	if u.name == "1/s" {
		return short(x*u.times) + "/s"
	}
	return short(x*u.times) + " " + u.name
}

// short writes a number with three digits or so, and thousands apart.
func short(x float64) string {
	switch size := math.Abs(x); {
	case math.IsNaN(x):
		return "–"
	case size >= 1e15:
		return strconv.FormatFloat(x, 'g', 3, 64)
	case size >= 100 || size == math.Trunc(size):
		return thousands(strconv.FormatFloat(x, 'f', 0, 64))
	case size >= 10:
		return trimmed(strconv.FormatFloat(x, 'f', 1, 64))
	case size >= 1:
		return trimmed(strconv.FormatFloat(x, 'f', 2, 64))
	}
	return strconv.FormatFloat(x, 'g', 2, 64)
}

func trimmed(digits string) string { return strings.TrimSuffix(strings.TrimRight(digits, "0"), ".") }

func thousands(digits string) string {
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// Span writes a duration so that it is read at once: 0.25 s, 70 s, 20 min.
func Span(d time.Duration) string {
	switch {
	case d < time.Microsecond && d > 0:
		return d.String()
	case d == 0:
		return "0 s"
	case d < time.Millisecond:
		return short(float64(d)/1e3) + " µs"
	case d < time.Second:
		return short(float64(d)/1e6) + " ms"
	case d < 10*time.Minute:
		return short(d.Seconds()) + " s"
	case d < 10*time.Hour:
		return short(d.Minutes()) + " min"
	}
	return short(d.Hours()) + " h"
}
