package bad

import (
	"os"
	"time"
)

// --- what is set at start

var debug = os.Getenv("DEBUG") != ""

var began, zone = beginning()

func beginning() (time.Time, string) { return time.Now(), "UTC" }

var capOf = struct{ n int }{n: len(first)}

var first = func() string {
	for k := range map[string]int{"a": 1, "b": 2} {
		return k
	}
	return ""
}()

var shadow map[string]string

func init() { shadow = map[string]string{"home": os.Getenv("HOME")} }

//assay:pure
func verbose(n int) bool { return debug && n > 3 } // want "verbose reads the package variable debug, which is set when the program starts by what reads the environment"

//assay:pure
func late(t time.Time) bool { return t.After(began) } // want "late reads the package variable began, which is set when the program starts by what calls beginning, which reads the time"

//assay:pure
func limit(n int) int { return min(n, capOf.n) } // want "limit reads the package variable capOf, which is set .* ranges over a map and returns what came first"

//assay:pure
func home() string { return shadow["home"] } // want "home reads the package variable shadow, which is set"

//assay:pure
func day(sec int64) (int, int) {
	return time.Unix(sec, 0).Day(), time.Unix(sec, 0).UTC().Day() // want "day reads the time zone of the machine"
}
