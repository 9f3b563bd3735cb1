// Package good gives constants to refined types that take them.
package good

import (
	"strings"
	"time"

	"github.com/assay-dev/assay/refine"
)

// Lower3 holds of three lower-case letters.
type Lower3 struct{}

var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (Lower3) Rule() refine.Rule[string] { return lower3 }
func (Lower3) Holds(s string) bool       { return lower3.Holds(s) }

// ID is the identifier of the essay.
type ID = refine.Of[string, Lower3]

// HandID is an ID whose predicate is written by hand.
type HandID = refine.Of[string, byHand]

type byHand struct{}

func (byHand) Holds(s string) bool {
	if len(s) != 3 {
		return false
	}
	for _, c := range []byte(s) {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// Three is any three characters, whatever their bytes.
type Three = refine.Of[string, three]

type three struct{}

func (three) Rule() refine.Rule[string] { return refine.Chars(3, 3) }
func (three) Holds(s string) bool       { return refine.Chars(3, 3).Holds(s) }

// Note may be empty.
type Note = refine.Of[string, note]

type note struct{}

func (note) Holds(s string) bool { return len(s) <= 140 && !strings.Contains(s, "\x00") }

// Celsius is a temperature in which a sensor works.
type Celsius = refine.Of[int, celsius]

type celsius struct{}

var celsiusRule = refine.Between(-40, 85)

func (celsius) Rule() refine.Rule[int] { return celsiusRule }
func (celsius) Holds(n int) bool       { return celsiusRule.Holds(n) }

// Share is at most three tenths.
type Share = refine.Of[float64, share]

type share struct{}

func (share) Holds(x float64) bool { return 0 <= x && x <= 0.3 }

// Odd is an odd number.
type Odd = refine.Of[int, odd]

type odd struct{}

func (odd) Holds(n int) bool { return n%2 != 0 }

// Wait is a time that somebody is willing to wait.
type Wait = refine.Of[time.Duration, shortWait]

type shortWait struct{}

func (shortWait) Holds(d time.Duration) bool { return d > 0 && d <= time.Minute }

// Amount is a number of at most two decimals, or nothing.
type Amount = refine.Of[string, amount]

type amount struct{}

var amountRule = refine.Or(refine.Matches(`[0-9]+(\.[0-9]{1,2})?`), refine.OneOf(""))

func (amount) Rule() refine.Rule[string] { return amountRule }
func (amount) Holds(s string) bool       { return amountRule.Holds(s) }

// Login is any text but the reserved ones.
type Login = refine.Of[string, login]

type login struct{}

var loginRule = refine.Not(refine.OneOf("root", "admin"))

func (login) Rule() refine.Rule[string] { return loginRule }
func (login) Holds(s string) bool       { return loginRule.Holds(s) }

// Palindrome reads the same from both sides.
type Palindrome = refine.Of[string, palindrome]

type palindrome struct{}

func (palindrome) Holds(s string) bool {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		if s[i] != s[j] {
			return false
		}
	}
	return true
}
